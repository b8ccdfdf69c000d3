import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { inverseDocumentFrequencies, weighTerms } from './tf-idf.ts';
import type { SparseMatrix } from './types.ts';

/** [[2, 0, 1, 0], [0, 1, 1, 0], [0, 0, 3, 0]] */
const COUNTS: SparseMatrix = {
  rows: 3,
  cols: 4,
  rowStart: Uint32Array.of(0, 2, 4, 5),
  col: Uint32Array.of(0, 2, 1, 2, 2),
  value: Float32Array.of(2, 1, 1, 1, 3),
};

describe('inverseDocumentFrequencies', () => {
  it('falls with the number of documents, and is 0 for a term of none', () => {
    // numpy.log((1 + 3) / (1 + (c > 0).sum(0))) + 1
    expectAllClose(inverseDocumentFrequencies(COUNTS), [1.6931471805599454, 1.6931471805599454, 1, 0], 1e-6);
  });
});

describe('weighTerms', () => {
  it('agrees with NumPy', () => {
    const weighted = weighTerms(COUNTS, inverseDocumentFrequencies(COUNTS));
    // tf = numpy.where(c > 0, 1 + numpy.log(c), 0) * idf; tf / numpy.linalg.norm(tf, axis=1, keepdims=True)
    expectAllClose(
      weighted.value,
      [0.9442030652308014, 0.32936388935151817, 0.8610369959439764, 0.5085423203783267, 1],
      1e-6,
    );
    expect(weighted.col).toEqual(COUNTS.col);
  });

  it('gives zero for a text whose terms are in no document, and lets them shorten no other', () => {
    const unknown = {
      rows: 2,
      cols: 4,
      rowStart: Uint32Array.of(0, 1, 3),
      col: Uint32Array.of(3, 0, 3),
      value: Float32Array.of(5, 1, 7),
    };
    expect([...weighTerms(unknown, inverseDocumentFrequencies(COUNTS)).value]).toEqual([0, 1, 0]);
  });

  it('refuses weights for another number of terms', () => {
    expect(() => weighTerms(COUNTS, new Float32Array(3))).toThrow('idf must have 4 entries, but has 3.');
  });
});
