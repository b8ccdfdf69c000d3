import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { type DenseMatrix, gramOfRows, transpose } from './linalg.ts';
import { createRandom } from './random.ts';
import { randomizedSvd } from './randomized-svd.ts';
import type { SparseMatrix } from './types.ts';

const OPTIONS = { oversampling: 8, powerIterations: 3, seed: 1 };

/** Zeros are not stored. */
function sparse(rows: readonly (readonly number[])[]): SparseMatrix {
  const entries = rows.map((row) =>
    row.flatMap((value, col) => (value === 0 ? [] : [[col, value] as const])),
  );
  const rowStart = new Uint32Array(rows.length + 1);
  entries.forEach((row, r) => {
    rowStart[r + 1] = rowStart[r] + row.length;
  });
  return {
    rows: rows.length,
    cols: rows[0].length,
    rowStart,
    col: Uint32Array.from(entries.flat(), ([col]) => col),
    value: Float32Array.from(entries.flat(), ([, value]) => value),
  };
}

/** Every `1 / density`-th entry is gaussian, column c shrunk by `decay^c`. */
function randomRows(rows: number, cols: number, density: number, decay: number, seed: number): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: rows }, () =>
    Array.from({ length: cols }, (_, c) =>
      random.nextFloat() < density ? Math.fround(random.nextGaussian() * decay ** c) : 0,
    ),
  );
}

/** Square of the Frobenius norm of A - A V V^T. */
function squaredRest(rows: readonly (readonly number[])[], { cols, data }: DenseMatrix): number {
  let squares = 0;
  for (const row of rows) {
    const coordinates = Array.from({ length: cols }, (_, k) =>
      row.reduce((sum, value, c) => sum + value * data[c * cols + k], 0),
    );
    row.forEach((value, c) => {
      const rebuilt = coordinates.reduce((sum, coordinate, k) => sum + coordinate * data[c * cols + k], 0);
      squares += (value - rebuilt) ** 2;
    });
  }
  return squares;
}

describe('randomizedSvd', () => {
  const small = [
    [2, 0, 1, 0],
    [0, 1, 0, 3],
    [4, 0, 2, 0],
    [0, 0, 0, 0],
    [1, 1, 1, 1],
  ];

  it('agrees with NumPy', async () => {
    const { singularValues, vectors } = await randomizedSvd(sparse(small), 4, OPTIONS);
    // u, s, vt = numpy.linalg.svd(small); s[3] is 6.5e-17: the matrix has rank 3
    expectAllClose(singularValues, [5.199658561225412, 3.388256440870829, 0.6951756163536134, 0], 1e-13);
    const axes = transpose(vectors).data;
    const turned = (k: number, sign: number) => axes.slice(4 * k, 4 * k + 4).map((value) => sign * value);
    expectAllClose(
      turned(0, Math.sign(axes[0])),
      [0.8768246050242267, 0.06882326611640682, 0.46628069572838465, 0.0949962254841352],
      1e-13,
    );
    expectAllClose(
      turned(1, Math.sign(axes[7])),
      [-0.12305182479996447, 0.3737227882962881, -0.011052685186958067, 0.9192754560367665],
      1e-13,
    );
    expectAllClose(turned(3, 1), [0, 0, 0, 0], 0);
  });

  it('leaves hardly more than the best approximation of its rank does', async () => {
    const rows = randomRows(120, 60, 0.3, 0.95, 5);
    const all = await randomizedSvd(sparse(rows), 60, OPTIONS);
    const { vectors } = await randomizedSvd(sparse(rows), 10, OPTIONS);
    const best = all.singularValues.slice(10).reduce((sum, value) => sum + value ** 2, 0);
    expect(squaredRest(rows, vectors)).toBeLessThan(1.005 * best);
    expect(squaredRest(rows, vectors)).toBeGreaterThan(0.999 * best);
  });

  it('gives unit vectors at right angles, falling values, and no more than there are', async () => {
    const shape = fc.record({
      rows: fc.integer({ min: 1, max: 30 }),
      cols: fc.integer({ min: 1, max: 20 }),
      density: fc.double({ min: 0.05, max: 1, noNaN: true }),
      seed: fc.integer({ min: 0, max: 1000 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ rows, cols, density, seed }) => {
        const matrix = randomRows(rows, cols, density, 1, seed);
        const rank = Math.min(rows, cols);
        const { singularValues, vectors } = await randomizedSvd(sparse(matrix), rank, OPTIONS);
        const gram = gramOfRows(transpose(vectors)).data;
        for (let j = 0; j < rank; j++) {
          for (let k = 0; k < j; k++) expect(gram[j * rank + k]).toBeCloseTo(0, 9);
          expect(gram[j * rank + j]).toBeCloseTo(gram[j * rank + j] < 0.5 ? 0 : 1, 9);
          expect(singularValues[j]).toBeLessThanOrEqual(singularValues[Math.max(0, j - 1)]);
        }
        const squares = matrix.flat().reduce((sum, value) => sum + value ** 2, 0);
        const found = singularValues.reduce((sum, value) => sum + value ** 2, 0);
        // What may be lost lies below 1e-3 of the largest.
        expect(Math.abs(found - squares)).toBeLessThanOrEqual(1e-5 * squares);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('gives the same for the same seed, and the same space for another', async () => {
    const matrix = sparse(randomRows(40, 25, 0.4, 0.7, 2));
    const first = await randomizedSvd(matrix, 5, OPTIONS);
    const again = await randomizedSvd(matrix, 5, OPTIONS);
    const other = await randomizedSvd(matrix, 5, { ...OPTIONS, seed: 2 });
    expect(again).toEqual(first);
    expect(other.vectors.data).not.toEqual(first.vectors.data);
    expectAllClose(other.singularValues, first.singularValues, 1e-6);
  });

  it('finds nothing in a matrix of zeros', async () => {
    const { singularValues, vectors } = await randomizedSvd(
      sparse([
        [0, 0, 0],
        [0, 0, 0],
      ]),
      2,
      OPTIONS,
    );
    expect(singularValues).toEqual(new Float64Array(2));
    expect(vectors).toEqual({ rows: 3, cols: 2, data: new Float64Array(6) });
  });

  it('reports every pass, thousand rows by thousand, and stops where the report throws', async () => {
    const matrix = sparse(randomRows(1500, 4, 0.5, 1, 1));
    const shares: number[] = [];
    await randomizedSvd(matrix, 2, {
      ...OPTIONS,
      powerIterations: 1,
      onProgress: (share) => void shares.push(share),
    });
    expect(shares).toEqual([1024 / 3000, 0.5, (1 + 1024 / 1500) / 2, 1]);

    shares.length = 0;
    const stopped = randomizedSvd(matrix, 2, {
      ...OPTIONS,
      onProgress: (share) => {
        shares.push(share);
        throw new Error('Stop.');
      },
    });
    await expect(stopped).rejects.toThrow('Stop.');
    expect(shares).toHaveLength(1);
  });

  it.each<[{ rank?: number; oversampling?: number; powerIterations?: number }, string]>([
    [{ rank: 5 }, 'rank must be at most 4 for a 5 x 4 matrix, but is 5.'],
    [{ rank: 0 }, 'rank must be a whole number of at least 1, but is 0.'],
    [{ oversampling: -1 }, 'oversampling must be a whole number of at least 0, but is -1.'],
    [{ powerIterations: 0 }, 'powerIterations must be a whole number of at least 1, but is 0.'],
  ])('refuses %o', async ({ rank = 2, ...options }, message) => {
    await expect(randomizedSvd(sparse(small), rank, { ...OPTIONS, ...options })).rejects.toThrow(message);
  });

  it('refuses a matrix with a column that does not exist', async () => {
    const matrix = { ...sparse(small), cols: 3 };
    await expect(randomizedSvd(matrix, 2, OPTIONS)).rejects.toThrow(
      'matrix.col must hold rows below 3, but entry 3 is 3.',
    );
  });
});
