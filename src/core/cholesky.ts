import { checkCount } from './check.ts';
import { XennError } from './errors.ts';
import { type DenseMatrix, dotRange, innerProducts } from './linalg.ts';

/**
 * The solution x of a x = b for a symmetric positive definite `a` (n x n, only the lower triangle is read).
 * O(n^3 / 6). Throws InvalidArgumentError when `a` is not positive definite to working precision.
 */
export function solveCholesky(a: DenseMatrix, b: Float64Array): Float64Array {
  const n = a.rows;
  checkCount('b', b.length, n);
  const lower = choleskyFactor(a);
  const x = b.slice();
  for (let i = 0; i < n; i++) x[i] = (x[i] - dotRange(lower, i * n, x, 0, i)) / lower[i * n + i];
  for (let i = n - 1; i >= 0; i--) {
    x[i] /= lower[i * n + i];
    for (let j = 0; j < i; j++) x[j] -= lower[i * n + j] * x[i];
  }
  return x;
}

/** L of a = L L^T, row-major, column by column; the entries above the diagonal are zero. */
function choleskyFactor(a: DenseMatrix): Float64Array {
  const n = a.rows;
  const lower = new Float64Array(n * n);
  const known = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    innerProducts(known, lower, j * n, j * n, n, n - j, j);
    const pivot = a.data[j * n + j] - known[0];
    if (!(pivot > 0)) {
      throw new XennError(
        'InvalidArgumentError',
        `Expected a positive definite matrix, but pivot ${j} is ${pivot}. Use a larger ridge parameter.`,
      );
    }
    const diagonal = Math.sqrt(pivot);
    lower[j * n + j] = diagonal;
    for (let i = j + 1; i < n; i++) lower[i * n + j] = (a.data[i * n + j] - known[i - j]) / diagonal;
  }
  return lower;
}
