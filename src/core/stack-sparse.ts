import { checkSize } from './check.ts';
import type { SparseMatrix } from './types.ts';

/** The rows of all parts, in order. Throws an InvalidArgumentError unless each part has `cols` columns. */
export function stackSparse(parts: readonly SparseMatrix[], cols: number): SparseMatrix {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const entryCount = parts.reduce((sum, part) => sum + part.col.length, 0);
  const rowStart = new Uint32Array(rows + 1);
  const col = new Uint32Array(entryCount);
  const value = new Float32Array(entryCount);
  let row = 0;
  let entry = 0;
  for (const part of parts) {
    checkSize('cols of each part', part.cols, cols);
    col.set(part.col, entry);
    value.set(part.value, entry);
    for (let r = 0; r < part.rows; r++) rowStart[row + r + 1] = entry + part.rowStart[r + 1];
    row += part.rows;
    entry += part.col.length;
  }
  return { rows, cols, rowStart, col, value };
}
