import { openDualRidge } from './dual-ridge.ts';
import { XennError } from './errors.ts';
import type { MinimumNormSolution } from './least-squares.ts';
import { addScaled, dotRange } from './linalg.ts';
import { multiplyRows, type ScoredRows } from './ridge-system.ts';

/** Least squares over rows A, n x D, whose rank is known as long as nothing comes near to lowering it. */
export interface LeastSquaresRows {
  /**
   * Takes in the rows that were added to `ScoredRows`; false, and no more to be solved with, if the smallest singular value
   * is then no longer sure to be above `tolerance` times the longest row, or column where they are the fewer.
   */
  grow(): boolean;
  solve(b: Float64Array): MinimumNormSolution;
}

/**
 * Rows of which none is close to a combination of the others: the x of smallest norm with A x = b is A^T w with
 * A A^T w = b, which has a Cholesky factor that grows with the rows. O(n D) for each row more.
 */
export function openIndependentRows(rows: ScoredRows, tolerance: number): LeastSquaresRows {
  const system = openDualRidge(rows, true);
  let known = 0;
  let longestSquare = 0;

  function decompose(): void {
    system.grow();
    system.factor(0);
  }

  function grow(): boolean {
    if (rows.count > rows.length || !isPositiveDefinite(decompose)) return false;
    for (; known < rows.count; known++) {
      const start = known * rows.length;
      longestSquare = Math.max(longestSquare, dotRange(rows.data, start, rows.data, start, rows.length));
    }
    // The trace of (A A^T)^-1; its square root is at least 1 / the smallest singular value.
    const inverseSquares = system
      .factor(0)
      .inverseDiagonal()
      .reduce((sum, value) => sum + value, 0);
    return inverseSquares * tolerance ** 2 * longestSquare < 1;
  }

  /** What one solution leaves is solved for once more: the product with A^T squared the condition. */
  function solve(b: Float64Array): MinimumNormSolution {
    const factor = system.factor(0);
    const { itemWeights, correction } = factor.solve(b);
    const found = multiplyRows(rows, correction);
    const left = factor.solve(b.map((value, i) => value - found[i]));
    addScaled(itemWeights, 0, left.itemWeights, 0, 1, rows.count);
    addScaled(correction, 0, left.correction, 0, 1, rows.length);
    return { x: correction, rowWeights: itemWeights };
  }

  return { grow, solve };
}

/** Whether a Cholesky decomposition comes to its end. */
export function isPositiveDefinite(decompose: () => unknown): boolean {
  try {
    decompose();
    return true;
  } catch (error) {
    if (error instanceof XennError && error.name === 'InvalidArgumentError') return false;
    throw error;
  }
}
