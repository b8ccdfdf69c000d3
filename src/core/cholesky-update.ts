import { type Triangle, triangleStart } from './cholesky-factor.ts';
import { dotRange } from './linalg.ts';

/**
 * L of L L^T = M becomes that of M + X^T X, in place, for k rows X: O(D^2 k). Householder reflections of column i of
 * [L^T; X], one per i (Golub and Van Loan, Matrix Computations, 6.5), applied in pairs, so that what comes after is
 * read half as often. `features` is X transposed, D x k, and is used up. The diagonal may turn negative.
 */
export function updateFactor(factor: Triangle, features: Float64Array, k: number): void {
  const { size, data } = factor;
  let i = 0;
  for (; i + 1 < size; i += 2) {
    const first = i * k;
    const second = first + k;
    const firstWeight = reflect(data, triangleStart(i) + i, features, first, k);
    const below = triangleStart(i + 1) + i;
    const share = firstWeight * (data[below] + dotRange(features, first, features, second, k));
    data[below] -= share;
    for (let c = 0; c < k; c++) features[second + c] -= share * features[first + c];
    const secondWeight = reflect(data, below + 1, features, second, k);
    reflectLater(factor, features, k, i, firstWeight, secondWeight);
  }
  if (i < size) reflect(data, triangleStart(i) + i, features, i * k, k);
}

/** Sends (diagonal, stretch) onto the diagonal; the stretch becomes the reflection's vector but for its leading 1. */
function reflect(
  data: Float64Array,
  diagonal: number,
  features: Float64Array,
  start: number,
  k: number,
): number {
  const head = data[diagonal];
  const length = Math.sqrt(head * head + dotRange(features, start, features, start, k));
  const image = head > 0 ? -length : length;
  for (let c = 0; c < k; c++) features[start + c] /= head - image;
  data[diagonal] = image;
  return 1 - head / image;
}

/** Applies reflections i and i + 1 to all features after them, four at a time. */
function reflectLater(
  { size, data }: Triangle,
  features: Float64Array,
  k: number,
  i: number,
  firstWeight: number,
  secondWeight: number,
): void {
  const first = i * k;
  const second = first + k;
  // The second reflection meets what the first has left: one product of their vectors says how much that is.
  const overlap = dotRange(features, first, features, second, k);
  let row = i + 2;
  for (; row + 3 < size; row += 4) {
    const a = row * k;
    const b = a + k;
    const c = b + k;
    const d = c + k;
    let firstA = 0;
    let firstB = 0;
    let firstC = 0;
    let firstD = 0;
    let secondA = 0;
    let secondB = 0;
    let secondC = 0;
    let secondD = 0;
    for (let t = 0; t < k; t++) {
      const v = features[first + t];
      const w = features[second + t];
      const valueA = features[a + t];
      const valueB = features[b + t];
      const valueC = features[c + t];
      const valueD = features[d + t];
      firstA += v * valueA;
      firstB += v * valueB;
      firstC += v * valueC;
      firstD += v * valueD;
      secondA += w * valueA;
      secondB += w * valueB;
      secondC += w * valueC;
      secondD += w * valueD;
    }
    const entryA = triangleStart(row) + i;
    const entryB = triangleStart(row + 1) + i;
    const entryC = triangleStart(row + 2) + i;
    const entryD = triangleStart(row + 3) + i;
    firstA = firstWeight * (data[entryA] + firstA);
    firstB = firstWeight * (data[entryB] + firstB);
    firstC = firstWeight * (data[entryC] + firstC);
    firstD = firstWeight * (data[entryD] + firstD);
    secondA = secondWeight * (data[entryA + 1] + secondA - overlap * firstA);
    secondB = secondWeight * (data[entryB + 1] + secondB - overlap * firstB);
    secondC = secondWeight * (data[entryC + 1] + secondC - overlap * firstC);
    secondD = secondWeight * (data[entryD + 1] + secondD - overlap * firstD);
    data[entryA] -= firstA;
    data[entryB] -= firstB;
    data[entryC] -= firstC;
    data[entryD] -= firstD;
    data[entryA + 1] -= secondA;
    data[entryB + 1] -= secondB;
    data[entryC + 1] -= secondC;
    data[entryD + 1] -= secondD;
    for (let t = 0; t < k; t++) {
      const v = features[first + t];
      const w = features[second + t];
      features[a + t] -= v * firstA + w * secondA;
      features[b + t] -= v * firstB + w * secondB;
      features[c + t] -= v * firstC + w * secondC;
      features[d + t] -= v * firstD + w * secondD;
    }
  }
  for (; row < size; row++) {
    const start = row * k;
    const entry = triangleStart(row) + i;
    const byFirst = firstWeight * (data[entry] + dotRange(features, first, features, start, k));
    const left = dotRange(features, second, features, start, k) - overlap * byFirst;
    const bySecond = secondWeight * (data[entry + 1] + left);
    data[entry] -= byFirst;
    data[entry + 1] -= bySecond;
    for (let t = 0; t < k; t++) {
      features[start + t] -= features[first + t] * byFirst + features[second + t] * bySecond;
    }
  }
}
