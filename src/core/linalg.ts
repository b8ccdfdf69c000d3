import type { Matrix } from './types.ts';

/** Row-major like `Matrix`, in float64: what the solvers work on. */
export interface DenseMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** The named rows, in the order given: docRows.length x d. */
export function gatherRows(matrix: Matrix, docRows: Uint32Array): DenseMatrix {
  const { cols } = matrix;
  const data = new Float64Array(docRows.length * cols);
  docRows.forEach((row, position) => {
    data.set(matrix.data.subarray(row * cols, (row + 1) * cols), position * cols);
  });
  return { rows: docRows.length, cols, data };
}

export function transpose(a: DenseMatrix): DenseMatrix {
  const data = new Float64Array(a.data.length);
  for (let row = 0; row < a.rows; row++) {
    for (let col = 0; col < a.cols; col++) data[col * a.rows + row] = a.data[row * a.cols + col];
  }
  return { rows: a.cols, cols: a.rows, data };
}

/** a^T x; x has a.rows entries, the result a.cols. */
export function multiplyTransposed(a: DenseMatrix, x: Float64Array): Float64Array {
  const result = new Float64Array(a.cols);
  for (let row = 0; row < a.rows; row++) addScaled(result, 0, a.data, row * a.cols, x[row], a.cols);
  return result;
}

/** a a^T: the inner products of all pairs of rows, rows x rows. */
export function gramOfRows(a: DenseMatrix): DenseMatrix {
  const { rows, cols } = a;
  const data = new Float64Array(rows * rows);
  const products = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    innerProducts(products, a.data, i * cols, i * cols, cols, rows - i, cols);
    for (let j = i; j < rows; j++) {
      data[i * rows + j] = products[j - i];
      data[j * rows + i] = products[j - i];
    }
  }
  return { rows, cols: rows, data };
}

/**
 * out[r] = inner product of the stretch at `shared` with the one at `first + r * stride`, all of `length`
 * entries, for r < count; four at a time, so that the shared one is read once for all of them.
 */
export function innerProducts(
  out: Float64Array,
  data: Float64Array,
  shared: number,
  first: number,
  stride: number,
  count: number,
  length: number,
): void {
  let r = 0;
  for (; r + 3 < count; r += 4) {
    const a = first + r * stride;
    const b = a + stride;
    const c = b + stride;
    const d = c + stride;
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    for (let i = 0; i < length; i++) {
      const value = data[shared + i];
      sumA += value * data[a + i];
      sumB += value * data[b + i];
      sumC += value * data[c + i];
      sumD += value * data[d + i];
    }
    out[r] = sumA;
    out[r + 1] = sumB;
    out[r + 2] = sumC;
    out[r + 3] = sumD;
  }
  for (; r < count; r++) out[r] = dotRange(data, shared, data, first + r * stride, length);
}

/** Inner product of two stretches of `length` entries. Four sums, because one would wait for itself. */
export function dotRange(
  left: Float64Array,
  leftStart: number,
  right: Float64Array,
  rightStart: number,
  length: number,
): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    sum0 += left[leftStart + i] * right[rightStart + i];
    sum1 += left[leftStart + i + 1] * right[rightStart + i + 1];
    sum2 += left[leftStart + i + 2] * right[rightStart + i + 2];
    sum3 += left[leftStart + i + 3] * right[rightStart + i + 3];
  }
  for (; i < length; i++) sum0 += left[leftStart + i] * right[rightStart + i];
  return sum0 + sum1 + (sum2 + sum3);
}

/** target[targetStart + i] += factor * source[sourceStart + i] for `length` entries. */
export function addScaled(
  target: Float64Array,
  targetStart: number,
  source: Float64Array,
  sourceStart: number,
  factor: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) target[targetStart + i] += factor * source[sourceStart + i];
}
