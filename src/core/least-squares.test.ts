import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { pseudoInverseTimes } from '../testing/pseudo-inverse.ts';
import { minimumNormLeastSquares, minimumNormSolution } from './least-squares.ts';
import { type DenseMatrix, multiplyTransposed, transpose } from './linalg.ts';
import { createRandom } from './random.ts';

const TOLERANCE = 1e-9;

function denseMatrix(rows: number[][]): DenseMatrix {
  return { rows: rows.length, cols: rows[0].length, data: Float64Array.from(rows.flat()) };
}

describe('minimumNormLeastSquares', () => {
  const wide = denseMatrix([
    [1, 2, 0, 1],
    [2, 4, 0, 2],
    [0, 1, 1, 0],
  ]);
  const tall = denseMatrix([
    [1, 2],
    [3, 4],
    [5, 7],
  ]);

  // numpy.linalg.pinv(a) @ b
  it.each([
    { name: 'wide', a: transpose(tall), b: [1, 2], x: [0.92857142857142794, -0.2142857142857143, 1 / 7] },
    { name: 'tall', a: tall, b: [1, 2, 4], x: [0.0714285714285715, 0.5] },
    { name: 'wide, rank 2 of 3', a: wide, b: [3, 5, 2], x: [0.15, 1.15, 0.85, 0.15] },
    { name: 'tall, rank 2 of 3', a: transpose(wide), b: [1, 0, 2, 4], x: [0.15, 0.3, 0.25] },
    { name: 'zero matrix', a: denseMatrix([[0, 0]]), b: [1], x: [0, 0] },
    { name: 'one entry', a: denseMatrix([[-4]]), b: [2], x: [-0.5] },
  ])('$name', ({ a, b, x }) => {
    expectAllClose(minimumNormLeastSquares(a, Float64Array.from(b), TOLERANCE), x, 1e-13);
  });

  it('gives zero for no equations', () => {
    const none = { rows: 0, cols: 3, data: new Float64Array() };
    expect(minimumNormLeastSquares(none, new Float64Array(), TOLERANCE)).toEqual(new Float64Array(3));
  });

  it('drops directions below the tolerance instead of dividing by them', () => {
    const almostEqual = denseMatrix([
      [1, 0],
      [1, 1e-8],
    ]);
    const b = Float64Array.of(1, 2);
    expectAllClose(minimumNormLeastSquares(almostEqual, b, 1e-6), [1.5, 0], 1e-7);
    expectAllClose(minimumNormLeastSquares(almostEqual, b, 1e-10), [1, 1e8], 1e-3);
  });

  it('leaves its arguments alone and refuses a right-hand side of another length', () => {
    const before = wide.data.slice();
    const b = Float64Array.of(3, 5, 2);
    minimumNormLeastSquares(wide, b, TOLERANCE);
    expect(wide.data).toEqual(before);
    expect(b).toEqual(Float64Array.of(3, 5, 2));
    expect(() => minimumNormLeastSquares(wide, Float64Array.of(1), TOLERANCE)).toThrow(
      'b must have 3 entries, but has 1.',
    );
  });

  it('agrees with a pseudo-inverse, whatever the shape and rank', () => {
    // A product of two small factors has rank at most `rank`; repeated rows and zero columns occur too.
    const problem = fc.record({
      rows: fc.integer({ min: 1, max: 14 }),
      cols: fc.integer({ min: 1, max: 14 }),
      rank: fc.integer({ min: 1, max: 14 }),
      seed: fc.nat(1e6),
    });
    fc.assert(
      fc.property(problem, ({ rows, cols, rank, seed }) => {
        const random = createRandom(seed);
        const left = Float64Array.from({ length: rows * rank }, () => random.nextInt(5) - 2);
        const right = Float64Array.from({ length: rank * cols }, () => random.nextInt(5) - 2);
        const a = { rows, cols, data: new Float64Array(rows * cols) };
        for (let i = 0; i < rows; i++) {
          for (let k = 0; k < rank; k++) {
            for (let j = 0; j < cols; j++) a.data[i * cols + j] += left[i * rank + k] * right[k * cols + j];
          }
        }
        const b = Float64Array.from({ length: rows }, () => random.nextInt(21) - 10);
        const x = minimumNormLeastSquares(a, b, TOLERANCE);
        expectAllClose(x, pseudoInverseTimes(a, b), 1e-5);
        // (a a^T)^+ b = (a^T)^+ a^+ b.
        const { rowWeights } = minimumNormSolution(a, b, TOLERANCE);
        expectAllClose(rowWeights, pseudoInverseTimes(transpose(a), x), 1e-5);
        expectAllClose(multiplyTransposed(a, rowWeights), x, 1e-9);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it.each([
    { rows: 60, cols: 90 },
    { rows: 90, cols: 60 },
  ])('leaves a residual that no column can reduce, $rows x $cols with equal rows', ({ rows, cols }) => {
    const random = createRandom(rows);
    const a = { rows, cols, data: Float64Array.from({ length: rows * cols }, () => random.nextGaussian()) };
    a.data.copyWithin(cols, 0, cols);
    a.data.copyWithin(5 * cols, 0, 2 * cols);
    const b = Float64Array.from({ length: rows }, () => random.nextGaussian());
    const x = minimumNormLeastSquares(a, b, TOLERANCE);
    const residual = b.map((value, row) => {
      return value - x.reduce((sum, entry, col) => sum + a.data[row * cols + col] * entry, 0);
    });
    expectAllClose(multiplyTransposed(a, residual), new Float64Array(cols), 1e-11);
  });
});
