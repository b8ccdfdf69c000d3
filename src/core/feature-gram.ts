import { type Triangle, triangleStart } from './cholesky-factor.ts';
import type { ScoredRows } from './ridge-system.ts';
import { productsOfRows } from './row-products.ts';

/** The lower half of Phi^T Phi, D x D, as far as it was asked for. */
export interface FeatureGram {
  /** Rows of Phi that are in it. */
  readonly count: number;
  /** Takes in the rows before `rowEnd` (exclusive): O(D^2) each. */
  upTo(rowEnd: number): Triangle;
}

export function openFeatureGram(rows: ScoredRows): FeatureGram {
  const { length } = rows;
  const gram: Triangle = { size: length, data: new Float64Array() };
  let count = 0;

  return {
    get count() {
      return count;
    },
    upTo(rowEnd) {
      if (gram.data.length === 0) gram.data = new Float64Array(triangleStart(length));
      const added = rowEnd - count;
      if (added <= 0) return gram;
      const batch = rows.data.subarray(count * length, rowEnd * length);
      const features = { data: transposeRows(batch, added, length), count: length, length: added };
      const products = new Float64Array(length * length);
      productsOfRows(products, length, features, features, (r) => r + 1);
      for (let r = 0, start = 0; r < length; start += ++r) {
        for (let c = 0; c <= r; c++) gram.data[start + c] += products[r * length + c];
      }
      count = rowEnd;
      return gram;
    },
  };
}

/** length x count, from `count` rows of that length. */
export function transposeRows(rows: Float64Array, count: number, length: number): Float64Array {
  const data = new Float64Array(count * length);
  for (let row = 0; row < count; row++) {
    for (let c = 0; c < length; c++) data[c * count + row] = rows[row * length + c];
  }
  return data;
}
