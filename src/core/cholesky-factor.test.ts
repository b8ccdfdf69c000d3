import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { randomVector } from '../testing/random-matrix.ts';
import {
  emptyTriangle,
  growFactor,
  solveBackward,
  solveForward,
  type Triangle,
  triangleStart,
} from './cholesky-factor.ts';
import { updateFactor } from './cholesky-update.ts';
import { transposeRows } from './feature-gram.ts';
import { gramOfRows } from './linalg.ts';

const SIZES = [1, 2, 3, 4, 5, 31, 32, 33, 70];

/** The lower half of a Gram matrix of n Gaussian rows. */
function gramTriangle(n: number, seed: number): Triangle {
  const { data } = gramOfRows({ rows: n, cols: n + 5, data: randomVector(n * (n + 5), seed) });
  const lower = Float64Array.from({ length: triangleStart(n) });
  for (let row = 0; row < n; row++) {
    lower.set(data.subarray(row * n, row * n + row + 1), triangleStart(row));
  }
  return { size: n, data: lower };
}

/** The first rows. */
function cut({ data }: Triangle, size: number): Triangle {
  return { size, data: data.slice(0, triangleStart(size)) };
}

/** The lower half of L L^T. */
function square({ size, data }: Triangle): Float64Array {
  const product = new Float64Array(triangleStart(size));
  for (let row = 0; row < size; row++) {
    for (let col = 0; col <= row; col++) {
      for (let k = 0; k <= col; k++) {
        product[triangleStart(row) + col] += data[triangleStart(row) + k] * data[triangleStart(col) + k];
      }
    }
  }
  return product;
}

function factorOf(a: Triangle, shift: number): Triangle {
  const factor = emptyTriangle();
  growFactor(factor, a, shift);
  return factor;
}

describe('growFactor', () => {
  it.each(SIZES)('decomposes a matrix of %i rows', (n) => {
    const a = gramTriangle(n, n);
    const expected = a.data.slice();
    for (let row = 0; row < n; row++) expected[triangleStart(row) + row] += 2;
    expectAllClose(square(factorOf(a, 2)), expected, 1e-11);
  });

  it('gives the same whether the rows come together or in parts', () => {
    const a = gramTriangle(70, 1);
    const factor = emptyTriangle();
    for (const size of [3, 4, 40, 70]) growFactor(factor, cut(a, size), 0.5);
    const whole = factorOf(a, 0.5);
    expect(factor.size).toBe(70);
    expectAllClose(factor.data.slice(0, triangleStart(70)), whole.data.slice(0, triangleStart(70)), 1e-11);
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => factorOf({ size: 2, data: Float64Array.of(1, 1, 1) }, 0)).toThrow(
      'Expected a positive definite matrix, but pivot 1 is 0. Use a larger ridge parameter.',
    );
    expect(() => factorOf({ size: 1, data: Float64Array.of(Number.NaN) }, 0)).toThrow(
      'Expected a positive definite matrix, but pivot 0 is NaN. Use a larger ridge parameter.',
    );
  });
});

describe('solveForward and solveBackward', () => {
  it.each(SIZES)('together solve %i equations, for any number of right-hand sides', (n) => {
    const a = gramTriangle(n, n + 1);
    const factor = factorOf(a, 1);
    for (const count of [1, 3, 4, 6]) {
      const solutions = randomVector(count * n, count);
      const rows = new Float64Array(count * n);
      for (let at = 0; at < rows.length; at++) {
        const i = at % n;
        for (let j = 0; j < n; j++) {
          const entry = a.data[triangleStart(Math.max(i, j)) + Math.min(i, j)] + Number(i === j);
          rows[at] += entry * solutions[at - i + j];
        }
      }
      solveForward(factor, rows, count);
      solveBackward(factor, rows, count);
      expectAllClose(rows, solutions, 1e-10);
    }
  });

  it('forward alone divides by L', () => {
    const factor = { size: 2, data: Float64Array.of(2, 1, 4) };
    const rows = Float64Array.of(2, 9);
    solveForward(factor, rows, 1);
    expect([...rows]).toEqual([1, 2]);
  });
});

describe('updateFactor', () => {
  it.each(SIZES.flatMap((size) => [1, 4, 50].map((k) => ({ size, k }))))(
    'adds $k rows to a factor of $size',
    ({ size, k }) => {
      const a = gramTriangle(size, 9);
      const rows = randomVector(k * size, k);
      const expected = a.data.slice();
      for (let row = 0; row < size; row++) {
        for (let col = 0; col <= row; col++) {
          for (let r = 0; r < k; r++)
            expected[triangleStart(row) + col] += rows[r * size + row] * rows[r * size + col];
        }
      }
      const factor = factorOf(a, 0);
      updateFactor(factor, transposeRows(rows, k, size), k);
      expectAllClose(square(factor), expected, 1e-11);
      // Again, now with a diagonal that may be negative.
      updateFactor(factor, transposeRows(rows, k, size), k);
      expectAllClose(
        square(factor),
        expected.map((value, at) => 2 * value - a.data[at]),
        1e-11,
      );
    },
  );

  it('by rows of zeros changes nothing but signs', () => {
    const a = gramTriangle(5, 2);
    const factor = factorOf(a, 0);
    updateFactor(factor, new Float64Array(10), 2);
    expectAllClose(square(factor), a.data, 1e-13);
  });
});
