import { dotRange } from './linalg.ts';

/** Rows of equal length, one after the other. */
export interface Rows {
  readonly data: Float64Array;
  readonly count: number;
  readonly length: number;
}

/**
 * out[r * stride + c] = inner product of row r of `left` with row c of `right`, for the c < end(r) at least (and up
 * to three more, as far as there are rows). Both have rows of the same length.
 */
export function productsOfRows(
  out: Float64Array,
  stride: number,
  left: Rows,
  right: Rows,
  end: (row: number) => number = () => right.count,
): void {
  const { length } = left;
  const sums = new Float64Array(8);
  let r = 0;
  for (; r + 3 < left.count; r += 4) {
    const first = r * length;
    const needed = Math.max(end(r), end(r + 3));
    let c = 0;
    for (; c < needed && c + 1 < right.count; c += 2) {
      productsOfTile(sums, left.data, first, length, right.data, c * length, (c + 1) * length, length);
      for (let k = 0; k < 4; k++) {
        out[(r + k) * stride + c] = sums[k];
        out[(r + k) * stride + c + 1] = sums[4 + k];
      }
    }
    if (c >= needed) continue;
    for (let k = 0; k < 4; k++) {
      out[(r + k) * stride + c] = dotRange(left.data, first + k * length, right.data, c * length, length);
    }
  }
  for (; r < left.count; r++) {
    const needed = end(r);
    for (let c = 0; c < needed; c++) {
      out[r * stride + c] = dotRange(left.data, r * length, right.data, c * length, length);
    }
  }
}

/**
 * Inner products of the four stretches of `left` at `first`, `first + stride`, ... with the stretch of `right` at
 * `one` (into sums[0..3]) and with that at `other` (into sums[4..7]), all of `length` entries. Eight sums share six
 * loads; more would no longer fit the registers.
 */
export function productsOfTile(
  sums: Float64Array,
  left: Float64Array,
  first: number,
  stride: number,
  right: Float64Array,
  one: number,
  other: number,
  length: number,
): void {
  const a = first;
  const b = a + stride;
  const c = b + stride;
  const d = c + stride;
  let oneA = 0;
  let oneB = 0;
  let oneC = 0;
  let oneD = 0;
  let otherA = 0;
  let otherB = 0;
  let otherC = 0;
  let otherD = 0;
  for (let i = 0; i < length; i++) {
    const x = right[one + i];
    const y = right[other + i];
    const valueA = left[a + i];
    const valueB = left[b + i];
    const valueC = left[c + i];
    const valueD = left[d + i];
    oneA += x * valueA;
    oneB += x * valueB;
    oneC += x * valueC;
    oneD += x * valueD;
    otherA += y * valueA;
    otherB += y * valueB;
    otherC += y * valueC;
    otherD += y * valueD;
  }
  sums[0] = oneA;
  sums[1] = oneB;
  sums[2] = oneC;
  sums[3] = oneD;
  sums[4] = otherA;
  sums[5] = otherB;
  sums[6] = otherC;
  sums[7] = otherD;
}
