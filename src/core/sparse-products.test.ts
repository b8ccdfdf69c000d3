import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { createRandom } from './random.ts';
import { addOuterProduct, multiplySparseRow } from './sparse-products.ts';
import type { SparseMatrix } from './types.ts';

const COLS = 3;

/** One row before it, so that it does not start at 0, then one with `entryCount` entries in 12 columns. */
function rowOfEntries(entryCount: number): SparseMatrix {
  const random = createRandom(entryCount);
  const col = Uint32Array.from([5, ...random.sample(12, entryCount)]);
  const value = Float32Array.from(col, () => random.nextGaussian());
  return { rows: 2, cols: 12, rowStart: Uint32Array.of(0, 1, 1 + entryCount), col, value };
}

describe.each([0, 1, 3, 4, 5, 8, 11])('with %i entries in the row', (entryCount) => {
  const sparse = rowOfEntries(entryCount);
  const entries = Array.from({ length: entryCount }, (_, e) => [sparse.col[e + 1], sparse.value[e + 1]]);
  const random = createRandom(99);
  const dense = Float64Array.from({ length: 12 * COLS }, () => random.nextGaussian());

  it('multiplySparseRow adds up the rows of the dense matrix', () => {
    const out = Float64Array.of(7, 7, 7);
    multiplySparseRow(out, sparse, 1, dense);
    const expected = Array.from({ length: COLS }, (_, c) =>
      entries.reduce((sum, [col, value]) => sum + value * dense[col * COLS + c], 0),
    );
    expectAllClose(out, expected, 1e-14);
  });

  it('addOuterProduct adds to the rows that the entries name, and to no other', () => {
    const out = dense.slice();
    addOuterProduct(out, sparse, 1, Float64Array.of(1, -2, 0.5));
    const expected = dense.slice();
    for (const [col, value] of entries) {
      [1, -2, 0.5].forEach((factor, c) => {
        expected[col * COLS + c] += value * factor;
      });
    }
    expect(out).toEqual(expected);
  });
});
