import { type DenseMatrix, gramOfRows, multiplyTransposed } from '../core/linalg.ts';
import { symmetricEigen } from '../core/symmetric-eigen.ts';

/**
 * a^+ b through the eigenvalues of a a^T: another way to the minimum-norm least squares solution than the one
 * in use, for small and well conditioned matrices.
 */
export function pseudoInverseTimes(a: DenseMatrix, b: ArrayLike<number>): Float64Array {
  const { values, vectors } = symmetricEigen(gramOfRows(a));
  const weights = new Float64Array(a.rows);
  for (let k = 0; k < a.rows; k++) {
    if (values[k] <= 1e-11 * values[0]) continue;
    const vector = vectors.data.subarray(k * a.rows, (k + 1) * a.rows);
    const share = vector.reduce((sum, value, i) => sum + value * b[i], 0) / values[k];
    for (let i = 0; i < a.rows; i++) weights[i] += share * vector[i];
  }
  return multiplyTransposed(a, weights);
}
