import { addScaled } from './linalg.ts';
import type { Vector } from './matrix.ts';
import type { SparseMatrix } from './types.ts';

// Both loops take four entries of the row at a time, so that the dense vector is read and written once for them:
// measured at half the time of one by one.

/** out = row `row` of `sparse` times `right`, which is sparse.cols x out.length, row-major. */
export function multiplySparseRow(out: Float64Array, sparse: SparseMatrix, row: number, right: Vector): void {
  const { rowStart, col, value } = sparse;
  const cols = out.length;
  const end = rowStart[row + 1];
  out.fill(0);
  let entry = rowStart[row];
  for (; entry + 3 < end; entry += 4) {
    const a = col[entry] * cols;
    const b = col[entry + 1] * cols;
    const c = col[entry + 2] * cols;
    const d = col[entry + 3] * cols;
    const valueA = value[entry];
    const valueB = value[entry + 1];
    const valueC = value[entry + 2];
    const valueD = value[entry + 3];
    for (let i = 0; i < cols; i++) {
      out[i] += valueA * right[a + i] + valueB * right[b + i] + valueC * right[c + i] + valueD * right[d + i];
    }
  }
  for (; entry < end; entry++) {
    const start = col[entry] * cols;
    for (let i = 0; i < cols; i++) out[i] += value[entry] * right[start + i];
  }
}

/** out += (row `row` of `sparse`)^T times `right`, a row vector; out is sparse.cols x right.length, row-major. */
export function addOuterProduct(
  out: Float64Array,
  sparse: SparseMatrix,
  row: number,
  right: Float64Array,
): void {
  const { rowStart, col, value } = sparse;
  const cols = right.length;
  const end = rowStart[row + 1];
  let entry = rowStart[row];
  for (; entry + 3 < end; entry += 4) {
    const a = col[entry] * cols;
    const b = col[entry + 1] * cols;
    const c = col[entry + 2] * cols;
    const d = col[entry + 3] * cols;
    const valueA = value[entry];
    const valueB = value[entry + 1];
    const valueC = value[entry + 2];
    const valueD = value[entry + 3];
    for (let i = 0; i < cols; i++) {
      const factor = right[i];
      out[a + i] += valueA * factor;
      out[b + i] += valueB * factor;
      out[c + i] += valueC * factor;
      out[d + i] += valueD * factor;
    }
  }
  for (; entry < end; entry++) addScaled(out, col[entry] * cols, right, 0, value[entry], cols);
}
