import { checkRidges } from './check-compute.ts';
import type { RidgeProblem } from './compute.ts';
import { rowOf } from './matrix.ts';
import { fitPriorCentredRidge } from './query-embedding.ts';
import type { Matrix } from './types.ts';

/**
 * The definition of right for `Compute.solveRidges`: each row by itself, exactly, in float64; rows x d, rounded to
 * float32. Throws InvalidArgumentError when the parts do not fit, or when mu is too small for the features to give
 * a positive definite system.
 */
export function solveRidges(problem: RidgeProblem): Matrix {
  checkRidges(problem);
  const { observed, fixed, prior, mu } = problem;
  const data = prior.data.slice();
  for (let row = 0; row < observed.rows; row++) {
    const start = observed.rowStart[row];
    const end = observed.rowStart[row + 1];
    if (start === end) continue;
    const solution = fitPriorCentredRidge(
      fixed,
      observed.col.subarray(start, end),
      observed.value.subarray(start, end),
      Float64Array.from(rowOf(prior, row)),
      mu * (end - start),
    );
    data.set(solution, row * prior.cols);
  }
  return { rows: prior.rows, cols: prior.cols, data };
}
