import { dot } from './vectors';

/**
 * The inner products of the rows `rowStart..rowEnd` (exclusive) of a matrix with a vector: one float a row from `result`
 * on. `cols` is a multiple of 4.
 */
export function multiplyRows(
  matrix: usize,
  cols: u32,
  vector: usize,
  result: usize,
  rowStart: u32,
  rowEnd: u32,
): void {
  const rowBytes = (<usize>cols) << 2;
  for (let row: usize = rowStart; row < rowEnd; row++) {
    store<f32>(result + (row << 2), dot(matrix + row * rowBytes, vector, cols));
  }
}
