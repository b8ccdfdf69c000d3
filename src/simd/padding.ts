/** Columns of a matrix in the memory: kernels read four floats at a time, and what is added is 0. */
export function paddedCols(cols: number): number {
  return Math.ceil(cols / 4) * 4;
}

/** Copies `rows` rows of `cols` floats; a stride is the floats from the beginning of one row to that of the next. */
export function copyRows(
  rows: number,
  cols: number,
  source: Float32Array,
  sourceStride: number,
  target: Float32Array,
  targetStride: number,
): void {
  if (sourceStride === cols && targetStride === cols) {
    target.set(source.subarray(0, rows * cols));
    return;
  }
  for (let row = 0; row < rows; row++) {
    const start = row * sourceStride;
    target.set(source.subarray(start, start + cols), row * targetStride);
  }
}
