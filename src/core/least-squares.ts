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

export interface MinimumNormSolution {
  /** a^+ b: a.cols entries. */
  readonly x: Float64Array;
  /** (a a^T)^+ b, so that x = a^T rowWeights; of such weights those of smallest norm: a.rows entries. */
  readonly rowWeights: Float64Array;
}

/**
 * The x of smallest norm among those that minimise |a x - b|, also where rows or columns of `a` depend on
 * each other, by a complete orthogonal decomposition of `a` or its transpose, whichever is tall.
 *
 * A direction counts as missing when its pivot is at most `rankTolerance` times the largest.
 * O(rows cols min(rows, cols)).
 */
export function minimumNormLeastSquares(a: DenseMatrix, b: Vector, rankTolerance: number): Float64Array {
  return minimumNormSolution(a, b, rankTolerance).x;
}

/** The same, with the combination of the rows that it is. */
export function minimumNormSolution(a: DenseMatrix, b: Vector, rankTolerance: number): MinimumNormSolution {
  checkCount('b', b.length, a.rows);
  return a.rows >= a.cols ? solveTall(a, b, rankTolerance) : solveWide(a, b, rankTolerance);
}

/** a P = Q [T 0] Z, so x = P Z^T [T^-1 0] Q^T b and rowWeights = Q [T^-T T^-1 0] Q^T b. */
function solveTall(a: DenseMatrix, b: Vector, rankTolerance: number): MinimumNormSolution {
  const decomposition = decompose(transpose(a), rankTolerance);
  const { rank, order } = decomposition;
  const rotated = Float64Array.from(b);
  applyQTransposed(decomposition, rotated);
  solveTriangle(decomposition, rotated);
  const solved = rotated.subarray(0, rank);
  const permuted = new Float64Array(a.cols);
  permuted.set(solved);
  applyZTransposed(decomposition, permuted);
  const rowWeights = new Float64Array(a.rows);
  rowWeights.set(solved);
  solveTriangleTransposed(decomposition, rowWeights);
  applyQ(decomposition, rowWeights);
  return { x: unpermute(permuted, order), rowWeights };
}

/** a^T P = Q [T 0] Z, so x = Q [T^-T 0] Z P^T b and rowWeights = P Z^T [T^-1 T^-T 0] Z P^T b. */
function solveWide(a: DenseMatrix, b: Vector, rankTolerance: number): MinimumNormSolution {
  const decomposition = decompose(a, rankTolerance);
  const { rank, order } = decomposition;
  const permuted = Float64Array.from(order, (row) => b[row]);
  applyZ(decomposition, permuted);
  solveTriangleTransposed(decomposition, permuted);
  const solved = permuted.subarray(0, rank);
  const x = new Float64Array(a.cols);
  x.set(solved);
  applyQ(decomposition, x);
  const weights = new Float64Array(a.rows);
  weights.set(solved);
  solveTriangle(decomposition, weights);
  applyZTransposed(decomposition, weights);
  return { x, rowWeights: unpermute(weights, order) };
}

function unpermute(values: Float64Array, order: Uint32Array): Float64Array {
  const result = new Float64Array(values.length);
  order.forEach((to, place) => {
    result[to] = values[place];
  });
  return result;
}
