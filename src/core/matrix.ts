import { checkCount, checkInteger } from './check.ts';
import type { Matrix } from './types.ts';

export type Vector = Float32Array | Float64Array;

/** Throws an InvalidArgumentError unless the sizes are whole numbers that match the data. */
export function checkMatrix(name: string, matrix: Matrix): void {
  checkInteger(`${name}.rows`, matrix.rows, 0);
  checkInteger(`${name}.cols`, matrix.cols, 1);
  checkCount(`${name}.data`, matrix.data.length, matrix.rows * matrix.cols);
}

/** The entries of one row: a view, not a copy. */
export function rowOf(matrix: Matrix, row: number): Float32Array {
  return matrix.data.subarray(row * matrix.cols, (row + 1) * matrix.cols);
}

/** Inner product in float64 of two vectors of the same length. */
export function dot(left: Vector, right: Vector): number {
  checkCount('right', right.length, left.length);
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
  return sum;
}

/** Inner product in float64 of one row of a matrix with a vector of `matrix.cols` entries. */
export function dotRow(matrix: Matrix, row: number, vector: Vector): number {
  const start = row * matrix.cols;
  let sum = 0;
  for (let col = 0; col < matrix.cols; col++) sum += matrix.data[start + col] * vector[col];
  return sum;
}

/** Euclidean length. */
export function norm(vector: Vector): number {
  return Math.sqrt(dot(vector, vector));
}
