import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { type DenseMatrix, gramOfRows } from './linalg.ts';
import { fitLsa, projectTerms } from './lsa.ts';
import { dotRow, norm, rowOf } from './matrix.ts';
import { weighTerms } from './tf-idf.ts';
import type { SparseMatrix } from './types.ts';

/** Counts from dense rows. */
function countsOf(rows: readonly (readonly number[])[]): SparseMatrix {
  const rowStart = new Uint32Array(rows.length + 1);
  const col: number[] = [];
  const value: number[] = [];
  rows.forEach((row, r) => {
    row.forEach((count, c) => {
      if (count > 0) col.push(c);
      if (count > 0) value.push(count);
    });
    rowStart[r + 1] = col.length;
  });
  const cols = rows[0].length;
  return { rows: rows.length, cols, rowStart, col: Uint32Array.from(col), value: Float32Array.from(value) };
}

function dense({ rows, cols, rowStart, col, value }: SparseMatrix): DenseMatrix {
  const data = new Float64Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    for (let e = rowStart[row]; e < rowStart[row + 1]; e++) data[row * cols + col[e]] = value[e];
  }
  return { rows, cols, data };
}

/** Two topics: terms 0 and 1 occur together, 2 and 3 do; term 4 in no document. Row 5 is empty, 6 repeats 0. */
const CORPUS = countsOf([
  [2, 1, 0, 0, 0],
  [1, 1, 0, 0, 0],
  [1, 3, 0, 0, 0],
  [0, 0, 2, 1, 0],
  [0, 0, 1, 1, 0],
  [0, 0, 0, 0, 0],
  [2, 1, 0, 0, 0],
]);

describe('fitLsa and projectTerms', () => {
  it('keep the inner products of the TF-IDF rows at full rank', async () => {
    const basis = await fitLsa(CORPUS, 5, { seed: 1 });
    const { rows, cols, data } = projectTerms(basis, CORPUS);
    const inner = gramOfRows({ rows, cols, data: Float64Array.from(data) });
    expectAllClose(inner.data, gramOfRows(dense(weighTerms(CORPUS, basis.idf))).data, 1e-6);
  });

  it('bring words of one topic together in few dimensions', async () => {
    const basis = await fitLsa(CORPUS, 2, { seed: 1 });
    const items = projectTerms(basis, CORPUS);
    const [first, second] = [countsOf([[1, 0, 0, 0, 0]]), countsOf([[0, 1, 0, 0, 0]])].map((query) =>
      rowOf(projectTerms(basis, query), 0),
    );
    // The words share no document row of their own, but all of their documents.
    expect(dotRow(items, 0, first)).toBeGreaterThan(0.5);
    expect(dotRow(items, 0, second)).toBeGreaterThan(0.5);
    expect(dotRow(items, 3, first)).toBeCloseTo(0, 6);
  });

  it('give repeated documents equal vectors, empty ones and unknown words zero', async () => {
    const basis = await fitLsa(CORPUS, 3, { seed: 1 });
    const items = projectTerms(basis, CORPUS);
    expect(rowOf(items, 6)).toEqual(rowOf(items, 0));
    expect(rowOf(items, 5)).toEqual(new Float32Array(3));
    expect(norm(rowOf(projectTerms(basis, countsOf([[0, 0, 0, 0, 9]])), 0))).toBe(0);
  });

  it('place a document alone as among others', async () => {
    const basis = await fitLsa(CORPUS, 3, { seed: 1 });
    const items = projectTerms(basis, CORPUS);
    expect(projectTerms(basis, countsOf([[0, 0, 1, 1, 0]])).data).toEqual(rowOf(items, 4));
  });

  it.each([
    ['documents', countsOf([[1, 1, 1, 0]]), 1],
    [
      'terms',
      countsOf([
        [1, 1],
        [2, 1],
        [1, 0],
      ]),
      2,
    ],
  ])('have as many dimensions as there are %s, where that is less than the rank', async (_, counts, rank) => {
    const { axes } = await fitLsa(counts, 8, { seed: 1 });
    expect(axes).toMatchObject({ rows: counts.cols, cols: rank });
  });

  it('refuse a corpus without documents, and texts in another number of terms', async () => {
    const empty = { ...countsOf([[0, 0]]), rows: 0, rowStart: Uint32Array.of(0) };
    await expect(fitLsa(empty, 2, { seed: 1 })).rejects.toThrow(
      'rank must be a whole number of at least 1, but is 0.',
    );
    const basis = await fitLsa(CORPUS, 2, { seed: 1 });
    expect(() => projectTerms(basis, countsOf([[1, 0]]))).toThrow('counts.cols must be 5, but is 2.');
  });
});
