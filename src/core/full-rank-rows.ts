import { solveBackward, solveForward, type Triangle, triangleStart } from './cholesky-factor.ts';
import { updateFactor } from './cholesky-update.ts';
import { transposeRows } from './feature-gram.ts';
import type { MinimumNormSolution } from './least-squares.ts';
import { addScaled, dotRange } from './linalg.ts';
import { combineRows, multiplyRows, type ScoredRows } from './ridge-system.ts';

/**
 * Rows A, n x D, at least as many as features and of full column rank, with the triangle of A = Q L^T: by reflections of the
 * rows, never by products, so that it is as exact as a decomposition from scratch. O(D^2) for each row more.
 */
export interface FullRankRows {
  /**
   * Takes in the rows that were added to `ScoredRows`; false if the smallest singular value is then not sure to be above
   * `tolerance` times the longest column.
   */
  grow(): boolean;
  /** The x that minimises |A x - b|, and rowWeights = A (A^T A)^-1 x. Good only while `grow` says so. */
  solve(b: Float64Array): MinimumNormSolution;
}

export function openFullRankRows(rows: ScoredRows, tolerance: number): FullRankRows {
  const { length } = rows;
  const factor: Triangle = { size: length, data: new Float64Array(triangleStart(length)) };
  const columnSquares = new Float64Array(length);
  let count = 0;
  /** |L^-1|_F^2 of some rows before; of more rows it is smaller. */
  let inverseSquares = Number.POSITIVE_INFINITY;

  function grow(): boolean {
    const added = rows.count - count;
    const features = transposeRows(rows.data.subarray(count * length, rows.count * length), added, length);
    for (let c = 0; c < length; c++) {
      columnSquares[c] += dotRange(features, c * added, features, c * added, added);
    }
    updateFactor(factor, features, added);
    count = rows.count;
    if (isSure()) return true;
    inverseSquares = squaresOfInverse(factor);
    return isSure();
  }

  function isSure(): boolean {
    const longest = columnSquares.reduce((most, square) => Math.max(most, square), 0);
    return inverseSquares * tolerance ** 2 * longest < 1;
  }

  /** (A^T A)^-1 y, in place. */
  function solveNormal(y: Float64Array): Float64Array {
    solveForward(factor, y, 1);
    solveBackward(factor, y, 1);
    return y;
  }

  /** By the corrected semi-normal equations (Björck 1987): what one solution leaves is solved for once more. */
  function solve(b: Float64Array): MinimumNormSolution {
    const x = solveNormal(combineRows(rows, b));
    const found = multiplyRows(rows, x);
    const left = b.map((value, i) => value - found[i]);
    addScaled(x, 0, solveNormal(combineRows(rows, left)), 0, 1, length);
    return { x, rowWeights: multiplyRows(rows, solveNormal(x.slice())) };
  }

  return { grow, solve };
}

/** |L^-1|_F^2; not a number, or infinite, where there is no inverse. */
function squaresOfInverse(factor: Triangle): number {
  const { size } = factor;
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) inverse[i * size + i] = 1;
  solveForward(factor, inverse, size);
  return dotRange(inverse, 0, inverse, 0, inverse.length);
}
