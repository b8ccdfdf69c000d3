import { checkCount } from './check.ts';
import {
  applyQ,
  applyQTransposed,
  applyZ,
  applyZTransposed,
  decompose,
  solveTriangle,
  solveTriangleTransposed,
} from './householder.ts';
import { type DenseMatrix, transpose } from './linalg.ts';
import type { Vector } from './matrix.ts';

/**
 * The x of smallest norm among those that minimise |a x - b|, also where rows or columns of `a` depend on
 * each other, by a complete orthogonal decomposition of `a` or its transpose, whichever is tall.
 *
 * A direction counts as missing when its pivot is at most `rankTolerance` times the largest.
 * O(rows cols min(rows, cols)).
 */
export function minimumNormLeastSquares(a: DenseMatrix, b: Vector, rankTolerance: number): Float64Array {
  checkCount('b', b.length, a.rows);
  return a.rows >= a.cols ? solveTall(a, b, rankTolerance) : solveWide(a, b, rankTolerance);
}

/** a P = Q [T 0] Z, so x = P Z^T [T^-1 0] Q^T b. */
function solveTall(a: DenseMatrix, b: Vector, rankTolerance: number): Float64Array {
  const decomposition = decompose(transpose(a), rankTolerance);
  const rotated = Float64Array.from(b);
  applyQTransposed(decomposition, rotated);
  solveTriangle(decomposition, rotated);
  const permuted = new Float64Array(a.cols);
  permuted.set(rotated.subarray(0, decomposition.rank));
  applyZTransposed(decomposition, permuted);
  const x = new Float64Array(a.cols);
  decomposition.order.forEach((col, place) => {
    x[col] = permuted[place];
  });
  return x;
}

/** a^T P = Q [T 0] Z, so x = Q [T^-T 0] Z P^T b. */
function solveWide(a: DenseMatrix, b: Vector, rankTolerance: number): Float64Array {
  const decomposition = decompose(a, rankTolerance);
  const permuted = Float64Array.from(decomposition.order, (row) => b[row]);
  applyZ(decomposition, permuted);
  solveTriangleTransposed(decomposition, permuted);
  const x = new Float64Array(a.cols);
  x.set(permuted.subarray(0, decomposition.rank));
  applyQ(decomposition, x);
  return x;
}
