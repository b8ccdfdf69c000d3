import { checkCount, checkRows } from './check.ts';
import { solveCholesky } from './cholesky.ts';
import { minimumNormLeastSquares } from './least-squares.ts';
import { type DenseMatrix, gatherRows, gramOfRows, multiplyTransposed, transpose } from './linalg.ts';
import { dotRow, type Vector } from './matrix.ts';
import { checkLambda, checkMu } from './query-fit.ts';
import type { Matrix } from './types.ts';

/**
 * Item vectors are float32: a row that differs from a combination of others by less than this share of the
 * longest carries rounding, and inverting rounding was measured to be wrong by one to two orders of magnitude.
 */
export const RANK_TOLERANCE = 1e-6;

/**
 * Eq. 4: u_LS = (V_A^T V_A)^+ V_A^T a, the least squares solution of smallest norm; interpolates while the
 * scored items are linearly independent.
 */
export function fitLeastSquares(matrix: Matrix, docRows: Uint32Array, scores: Vector): Float64Array {
  checkObservations(matrix, docRows, scores);
  return minimumNormLeastSquares(gatherRows(matrix, docRows), scores, RANK_TOLERANCE);
}

/** Eq. 7: (1 - lambda) u_LS + lambda u_prior. */
export function mixWithPrior(leastSquares: Float64Array, prior: Float64Array, lambda: number): Float64Array {
  checkCount('prior', prior.length, leastSquares.length);
  checkLambda(lambda);
  return leastSquares.map((value, c) => (1 - lambda) * value + lambda * prior[c]);
}

/**
 * Ridge regression that shrinks to the prior instead of to zero: the minimum over u of
 * |V_A u - a|^2 + mu |u - u_prior|^2. Solved in the dual (one equation per item) while there are fewer
 * scored items than dimensions, in the primal (one per dimension) otherwise.
 */
export function fitPriorCentredRidge(
  matrix: Matrix,
  docRows: Uint32Array,
  scores: Vector,
  prior: Float64Array,
  mu: number,
): Float64Array {
  checkObservations(matrix, docRows, scores);
  checkCount('prior', prior.length, matrix.cols);
  checkMu(mu);
  const items = gatherRows(matrix, docRows);
  const residual = Float64Array.from(docRows, (row, i) => scores[i] - dotRow(matrix, row, prior));
  const correction =
    items.rows < items.cols ? ridgeInDual(items, residual, mu) : ridgeInPrimal(items, residual, mu);
  return correction.map((value, c) => prior[c] + value);
}

/** V^T (V V^T + mu I)^-1 r. */
function ridgeInDual(items: DenseMatrix, residual: Float64Array, mu: number): Float64Array {
  const weights = solveCholesky(shiftedGramOfRows(items, mu), residual);
  return multiplyTransposed(items, weights);
}

/** (V^T V + mu I)^-1 V^T r, the same vector. */
function ridgeInPrimal(items: DenseMatrix, residual: Float64Array, mu: number): Float64Array {
  return solveCholesky(shiftedGramOfRows(transpose(items), mu), multiplyTransposed(items, residual));
}

function shiftedGramOfRows(a: DenseMatrix, mu: number): DenseMatrix {
  const gram = gramOfRows(a);
  for (let i = 0; i < gram.rows; i++) gram.data[i * gram.rows + i] += mu;
  return gram;
}

function checkObservations(matrix: Matrix, docRows: Uint32Array, scores: Vector): void {
  checkCount('scores', scores.length, docRows.length);
  checkRows('docRows', docRows, matrix.rows);
}
