import { checkCount, checkInteger, checkNumber, checkRows, checkSize } from './check.ts';
import type { FactorizationProblem, RidgeProblem } from './compute.ts';
import { XennError } from './errors.ts';
import { checkMatrix } from './matrix.ts';
import { checkSparse } from './sparse.ts';
import type { Matrix } from './types.ts';

/** Throws an InvalidArgumentError unless `matrix` x `vector` is possible; the same for every `Compute`. */
export function checkMultiply(matrix: Matrix, vector: Float64Array): void {
  checkMatrix('matrix', matrix);
  checkCount('vector', vector.length, matrix.cols);
}

/** Throws an InvalidArgumentError unless `count` rows of `matrix` can be ranked by their product with `vector`. */
export function checkNearest(
  matrix: Matrix,
  vector: Float64Array,
  count: number,
  excluded: Uint8Array | undefined,
): void {
  checkMultiply(matrix, vector);
  checkInteger('count', count, 0);
  if (excluded) checkCount('excluded', excluded.length, matrix.rows);
}

/** Throws an InvalidArgumentError unless the parts of a ridge problem fit each other and its values are finite. */
export function checkRidges({ observed, fixed, prior, mu }: RidgeProblem): void {
  checkSparse('observed', observed);
  checkMatrix('fixed', fixed);
  checkMatrix('prior', prior);
  checkSize('fixed.rows', fixed.rows, observed.cols);
  checkSize('prior.rows', prior.rows, observed.rows);
  checkSize('prior.cols', prior.cols, fixed.cols);
  checkNumber('mu', mu, mu > 0, 'above 0');
}

/** Throws an InvalidArgumentError unless the parts of a factorisation problem fit each other. */
export function checkProblem(problem: FactorizationProblem): void {
  const { queryFactors, itemFactors, queryRow, itemRow, target } = problem;
  checkMatrix('queryFactors', queryFactors);
  checkMatrix('itemFactors', itemFactors);
  checkSize('itemFactors.cols', itemFactors.cols, queryFactors.cols);
  checkCount('itemRow', itemRow.length, queryRow.length);
  checkCount('target', target.length, queryRow.length);
  checkRows('queryRow', queryRow, queryFactors.rows);
  checkRows('itemRow', itemRow, itemFactors.rows);
}

/** The pairs of one step, `order[start..end)`; an InvalidArgumentError unless there is one and all exist. */
export function stepPairs(order: Uint32Array, start: number, end: number, pairCount: number): Uint32Array {
  if (!(start >= 0 && start < end && end <= order.length)) {
    throw new XennError(
      'InvalidArgumentError',
      `A step must be a range within the ${order.length} entries of order, but is ${start} to ${end}.`,
    );
  }
  const pairs = order.subarray(start, end);
  checkRows('order', pairs, pairCount);
  return pairs;
}
