import { XennError } from './errors.ts';
import { withRoom } from './growing.ts';
import { dotRange } from './linalg.ts';
import { productsOfTile } from './row-products.ts';

/**
 * A lower triangular matrix, or the lower half of a symmetric one, that more rows can be put under: row i has i + 1
 * entries and begins at `triangleStart(i)`.
 */
export interface Triangle {
  size: number;
  data: Float64Array;
}

export function emptyTriangle(): Triangle {
  return { size: 0, data: new Float64Array() };
}

/** Where row i begins; also the number of entries of i rows. */
export function triangleStart(row: number): number {
  return (row * (row + 1)) / 2;
}

/** Rows that are brought up to the factor together, and then by each other. */
const BLOCK = 32;

/**
 * What one block of new rows is to the inverse of the grown matrix: S = C - B^T A^-1 B of the matrix with the old part
 * A, the new corner C and B between them.
 */
export interface GrownBlock {
  /** Rows before the block, and in it. */
  readonly start: number;
  readonly count: number;
  /** L^-1 B, transposed: count x start. A scratch array, free to use. */
  readonly solved: Float64Array;
  /** The factor of S. */
  readonly corner: Triangle;
}

/**
 * Brings L of L L^T = a + shift I up to the size of `a`, whose first rows it belongs to already: O(n^2 k) for k new
 * rows, and the whole Cholesky decomposition for an empty factor. `onBlock` sees each block before it is appended.
 *
 * Throws InvalidArgumentError when the matrix is not positive definite to working precision.
 */
export function growFactor(
  factor: Triangle,
  a: Triangle,
  shift: number,
  onBlock?: (block: GrownBlock) => void,
): void {
  factor.data = withRoom(factor.data, triangleStart(a.size));
  while (factor.size < a.size) {
    const start = factor.size;
    const count = Math.min(BLOCK, a.size - start);
    const solved = new Float64Array(count * start);
    for (let r = 0; r < count; r++) {
      const from = triangleStart(start + r);
      solved.set(a.data.subarray(from, from + start), r * start);
    }
    solveForward(factor, solved, count);
    const corner = factorCorner(a, shift, start, count, solved);
    for (let r = 0; r < count; r++) {
      const to = triangleStart(start + r);
      factor.data.set(solved.subarray(r * start, (r + 1) * start), to);
      const from = triangleStart(r);
      factor.data.set(corner.data.subarray(from, from + r + 1), to + start);
    }
    onBlock?.({ start, count, solved, corner });
    factor.size = start + count;
  }
}

/** L of C + shift I - Y Y^T, where Y is count x start. */
function factorCorner(
  a: Triangle,
  shift: number,
  start: number,
  count: number,
  solved: Float64Array,
): Triangle {
  const data = new Float64Array(triangleStart(count));
  for (let r = 0; r < count; r++) {
    const row = triangleStart(r);
    const given = triangleStart(start + r) + start;
    for (let c = 0; c <= r; c++) {
      const col = triangleStart(c);
      const known = dotRange(solved, r * start, solved, c * start, start) + dotRange(data, row, data, col, c);
      if (c < r) {
        data[row + c] = (a.data[given + c] - known) / data[col + c];
        continue;
      }
      const pivot = a.data[given + c] + shift - known;
      if (!(pivot > 0)) {
        throw new XennError(
          'InvalidArgumentError',
          `Expected a positive definite matrix, but pivot ${start + r} is ${pivot}. Use a larger ridge parameter.`,
        );
      }
      data[row + c] = Math.sqrt(pivot);
    }
  }
  return { size: count, data };
}

/** Each of the `count` rows y (of L's size, one after the other) becomes L^-1 y, in place. */
export function solveForward({ size, data }: Triangle, rows: Float64Array, count: number): void {
  const sums = new Float64Array(8);
  let r = 0;
  for (; r + 3 < count; r += 4) {
    const first = r * size;
    let i = 0;
    for (; i + 1 < size; i += 2) {
      const upper = triangleStart(i);
      const lower = upper + i + 1;
      productsOfTile(sums, rows, first, size, data, upper, lower, i);
      for (let k = 0; k < 4; k++) {
        const at = first + k * size + i;
        rows[at] = (rows[at] - sums[k]) / data[upper + i];
        rows[at + 1] = (rows[at + 1] - sums[4 + k] - data[lower + i] * rows[at]) / data[lower + i + 1];
      }
    }
    if (i === size) continue;
    for (let k = 0; k < 4; k++) forwardEntry(data, rows, first + k * size, i);
  }
  for (; r < count; r++) {
    for (let i = 0; i < size; i++) forwardEntry(data, rows, r * size, i);
  }
}

function forwardEntry(data: Float64Array, rows: Float64Array, start: number, i: number): void {
  const row = triangleStart(i);
  rows[start + i] = (rows[start + i] - dotRange(data, row, rows, start, i)) / data[row + i];
}

/** Each of the `count` rows y becomes L^-T y, in place. Two rows of L at a time, for four of y. */
export function solveBackward({ size, data }: Triangle, rows: Float64Array, count: number): void {
  let r = 0;
  for (; r + 3 < count; r += 4) {
    const a = r * size;
    const b = a + size;
    const c = b + size;
    const d = c + size;
    let i = size - 1;
    for (; i > 0; i -= 2) {
      const lower = triangleStart(i);
      const upper = lower - i;
      for (let start = a; start <= d; start += size) {
        rows[start + i] /= data[lower + i];
        rows[start + i - 1] =
          (rows[start + i - 1] - data[lower + i - 1] * rows[start + i]) / data[upper + i - 1];
      }
      const lowerA = rows[a + i];
      const lowerB = rows[b + i];
      const lowerC = rows[c + i];
      const lowerD = rows[d + i];
      const upperA = rows[a + i - 1];
      const upperB = rows[b + i - 1];
      const upperC = rows[c + i - 1];
      const upperD = rows[d + i - 1];
      for (let j = 0; j < i - 1; j++) {
        const x = data[lower + j];
        const y = data[upper + j];
        rows[a + j] -= x * lowerA + y * upperA;
        rows[b + j] -= x * lowerB + y * upperB;
        rows[c + j] -= x * lowerC + y * upperC;
        rows[d + j] -= x * lowerD + y * upperD;
      }
    }
    if (i === 0) for (let start = a; start <= d; start += size) rows[start] /= data[0];
  }
  for (; r < count; r++) backwardRow(data, rows, r * size, size);
}

function backwardRow(data: Float64Array, rows: Float64Array, start: number, size: number): void {
  for (let i = size - 1; i >= 0; i--) {
    const row = triangleStart(i);
    const value = rows[start + i] / data[row + i];
    rows[start + i] = value;
    for (let j = 0; j < i; j++) rows[start + j] -= value * data[row + j];
  }
}
