import { emptyTriangle, growFactor, solveBackward, solveForward, triangleStart } from './cholesky-factor.ts';
import { updateFactor } from './cholesky-update.ts';
import { openFeatureGram, transposeRows } from './feature-gram.ts';
import { isPositiveDefinite, type LeastSquaresRows } from './independent-rows.ts';
import type { MinimumNormSolution } from './least-squares.ts';
import { addScaled, dotRange } from './linalg.ts';
import { combineRows, multiplyRows, type ScoredRows } from './ridge-system.ts';

/**
 * Rows A, n x D, at least as many as features, of full column rank: the x that minimises |A x - b| by the Cholesky factor L
 * of A^T A, which is updated by the rows that come later. O(D^2) for each row more.
 */
export function openFullRankRows(rows: ScoredRows, tolerance: number): LeastSquaresRows {
  const { length } = rows;
  const factor = emptyTriangle();
  const columnSquares = new Float64Array(length);
  let count = 0;
  /** |L^-1|_F^2 of some rows before; of more rows it is smaller. */
  let inverseSquares = Number.POSITIVE_INFINITY;

  function grow(): boolean {
    const added = rows.count - count;
    const batch = rows.data.subarray(count * length, rows.count * length);
    const features = transposeRows(batch, added, length);
    for (let c = 0; c < length; c++) {
      columnSquares[c] += dotRange(features, c * added, features, c * added, added);
    }
    count = rows.count;
    if (factor.size === length) updateFactor(factor, features, added);
    else if (!isPositiveDefinite(() => growFactor(factor, openFeatureGram(rows).upTo(count), 0)))
      return startAnew();
    if (isSure()) return true;
    inverseSquares = squaresOfInverse();
    return isSure();
  }

  /** What was decomposed of too low a rank is of no use. */
  function startAnew(): false {
    factor.size = 0;
    return false;
  }

  function isSure(): boolean {
    const longest = columnSquares.reduce((most, square) => Math.max(most, square), 0);
    return inverseSquares * tolerance ** 2 * longest < 1;
  }

  /** |L^-1|_F^2, row by row; not a number, or infinite, where there is no inverse. */
  function squaresOfInverse(): number {
    let sum = 0;
    for (let size = 1; size <= length; size++) {
      const row = new Float64Array(size);
      row[size - 1] = 1;
      solveBackward({ size, data: factor.data.subarray(0, triangleStart(size)) }, row, 1);
      sum += dotRange(row, 0, row, 0, size);
    }
    return sum;
  }

  /** (A^T A)^-1 y, in place. */
  function solveNormal(y: Float64Array): Float64Array {
    solveForward(factor, y, 1);
    solveBackward(factor, y, 1);
    return y;
  }

  /** What one solution leaves is solved for once more: A^T A squared the condition. */
  function solve(b: Float64Array): MinimumNormSolution {
    const x = solveNormal(combineRows(rows, b));
    const found = multiplyRows(rows, x);
    const left = b.map((value, i) => value - found[i]);
    addScaled(x, 0, solveNormal(combineRows(rows, left)), 0, 1, length);
    return { x, rowWeights: multiplyRows(rows, solveNormal(x.slice())) };
  }

  return { grow, solve };
}
