import { checkCount, checkFinite, checkInteger, checkRows } from './check.ts';
import { XennError } from './errors.ts';
import type { SparseMatrix } from './types.ts';

/** Throws an InvalidArgumentError unless rows follow each other, columns exist, values are finite. */
export function checkSparse(name: string, matrix: SparseMatrix): void {
  const { rows, cols, rowStart, col, value } = matrix;
  checkInteger(`${name}.rows`, rows, 0);
  checkInteger(`${name}.cols`, cols, 0);
  checkCount(`${name}.rowStart`, rowStart.length, rows + 1);
  checkCount(`${name}.col`, col.length, value.length);
  checkStarts(`${name}.rowStart`, rowStart, value.length);
  checkRows(`${name}.col`, col, cols);
  checkFinite(`${name}.value`, value);
}

/** From 0 to `entryCount` without falling. */
function checkStarts(name: string, starts: Uint32Array, entryCount: number): void {
  const last = starts.length - 1;
  const falls = starts.findIndex((start, row) => row > 0 && start < starts[row - 1]);
  if (falls !== -1) {
    throw new XennError(
      'InvalidArgumentError',
      `${name} must not fall, but entry ${falls} is ${starts[falls]}, after ${starts[falls - 1]}.`,
    );
  }
  if (starts[0] !== 0 || starts[last] !== entryCount) {
    throw new XennError(
      'InvalidArgumentError',
      `${name} must go from 0 to ${entryCount}, but goes from ${starts[0]} to ${starts[last]}.`,
    );
  }
}
