import { checkCount, checkRows, checkSize } from './check.ts';
import type { FactorizationProblem } from './compute.ts';
import { XennError } from './errors.ts';
import { checkMatrix } from './matrix.ts';
import type { Matrix } from './types.ts';

/** Throws an InvalidArgumentError unless `matrix` x `vector` is possible; the same for every `Compute`. */
export function checkMultiply(matrix: Matrix, vector: Float64Array): void {
  checkMatrix('matrix', matrix);
  checkCount('vector', vector.length, matrix.cols);
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
