import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { solveCholesky } from './cholesky.ts';
import { gramOfRows } from './linalg.ts';
import { createRandom } from './random.ts';

describe('solveCholesky', () => {
  it('agrees with NumPy', () => {
    const a = { rows: 3, cols: 3, data: Float64Array.of(4, 2, 1, 2, 5, 3, 1, 3, 6) };
    // numpy.linalg.solve([[4, 2, 1], [2, 5, 3], [1, 3, 6]], [1, 2, 3])
    const expected = [0.08955223880597016, 0.10447761194029853, 0.43283582089552236];
    expectAllClose(solveCholesky(a, Float64Array.of(1, 2, 3)), expected, 1e-14);
  });

  it.each([1, 2, 5, 8, 31])('solves a system of %i equations', (n) => {
    const random = createRandom(n);
    const gram = gramOfRows({
      rows: n,
      cols: n + 3,
      data: Float64Array.from({ length: n * (n + 3) }, () => random.nextGaussian()),
    });
    const solution = Float64Array.from({ length: n }, () => random.nextGaussian());
    const b = Float64Array.from({ length: n }, (_, row) =>
      solution.reduce((sum, value, col) => sum + gram.data[row * n + col] * value, 0),
    );
    const bBefore = b.slice();
    expectAllClose(solveCholesky(gram, b), solution, 1e-8);
    expect(b).toEqual(bBefore);
  });

  it('refuses a matrix that is not positive definite', () => {
    const singular = { rows: 2, cols: 2, data: Float64Array.of(1, 1, 1, 1) };
    expect(() => solveCholesky(singular, Float64Array.of(1, 1))).toThrow(
      'Expected a positive definite matrix, but pivot 1 is 0. Use a larger ridge parameter.',
    );
    const notNumbers = { rows: 1, cols: 1, data: Float64Array.of(Number.NaN) };
    expect(() => solveCholesky(notNumbers, Float64Array.of(1))).toThrow(
      'Expected a positive definite matrix, but pivot 0 is NaN. Use a larger ridge parameter.',
    );
  });
});
