import { addScaled, type DenseMatrix, dotRange } from './linalg.ts';

/**
 * A complete orthogonal decomposition of a matrix a with `height` rows and `count` <= height columns:
 * a P = Q [T 0] Z, with T upper triangular, rank x rank (Golub and Van Loan, Matrix Computations, 5.4.7).
 *
 * `columns` holds column after column. Entry (i, j) of T is at j * height + i for i <= j < rank. Below the
 * diagonal of column k < rank stands the tail of Householder vector k of Q = H_0 H_1 ... H_{rank - 1}, and
 * in row k of the columns from `rank` on that of Z = G_0 G_1 ... G_{rank - 1}. Each reflection is
 * I - weight v v^T, where v has a one at entry k.
 */
export interface OrthogonalDecomposition {
  readonly columns: Float64Array;
  readonly height: number;
  readonly count: number;
  readonly rank: number;
  /** P: the original column at each place. */
  readonly order: Uint32Array;
  readonly leftWeight: Float64Array;
  readonly rightWeight: Float64Array;
}

/** A remaining length below this share of the last one computed afresh has lost half its digits. */
const STALE_SQUARE = 1e-8;

/**
 * Decomposes the matrix whose columns are the rows of `columnsAsRows`; it has at least as many rows as
 * columns. The rank is where the longest remaining column is at most `rankTolerance` times the longest of all.
 */
export function decompose(columnsAsRows: DenseMatrix, rankTolerance: number): OrthogonalDecomposition {
  const { rows: count, cols: height } = columnsAsRows;
  const columns = columnsAsRows.data.slice();
  const order = Uint32Array.from({ length: count }, (_, col) => col);
  const leftWeight = new Float64Array(count);
  const squaredNorm = (col: number, from: number) => {
    const start = col * height + from;
    return dotRange(columns, start, columns, start, height - from);
  };
  const remaining = Float64Array.from({ length: count }, (_, col) => squaredNorm(col, 0));
  const lastComputed = remaining.slice();
  const limit = rankTolerance ** 2 * remaining.reduce((largest, square) => Math.max(largest, square), 0);

  let rank = 0;
  for (; rank < count; rank++) {
    let longest = rank;
    for (let col = rank + 1; col < count; col++) if (remaining[col] > remaining[longest]) longest = col;
    if (remaining[longest] <= limit) break;
    swapColumns(columns, height, rank, longest);
    for (const perColumn of [order, remaining, lastComputed]) swapEntries(perColumn, rank, longest);

    leftWeight[rank] = reflectColumn(columns, height, rank);
    reflectLaterColumns(columns, height, count, rank, leftWeight[rank]);
    for (let col = rank + 1; col < count; col++) {
      remaining[col] -= columns[col * height + rank] ** 2;
      if (remaining[col] <= STALE_SQUARE * lastComputed[col]) {
        remaining[col] = squaredNorm(col, rank + 1);
        lastComputed[col] = remaining[col];
      }
    }
  }
  const rightWeight = reduceToTriangle(columns, height, count, rank);
  return { columns, height, count, rank, order, leftWeight, rightWeight };
}

/** x becomes Q x, in place; x has `height` entries. */
export function applyQ(decomposition: OrthogonalDecomposition, x: Float64Array): void {
  for (let k = decomposition.rank - 1; k >= 0; k--) applyLeft(decomposition, k, x);
}

/** x becomes Q^T x, in place; x has `height` entries. */
export function applyQTransposed(decomposition: OrthogonalDecomposition, x: Float64Array): void {
  for (let k = 0; k < decomposition.rank; k++) applyLeft(decomposition, k, x);
}

/** x becomes Z x, in place; x has `count` entries. */
export function applyZ(decomposition: OrthogonalDecomposition, x: Float64Array): void {
  for (let k = decomposition.rank - 1; k >= 0; k--) applyRight(decomposition, k, x);
}

/** x becomes Z^T x, in place; x has `count` entries. */
export function applyZTransposed(decomposition: OrthogonalDecomposition, x: Float64Array): void {
  for (let k = 0; k < decomposition.rank; k++) applyRight(decomposition, k, x);
}

/** Solves T y = x, in place in the first `rank` entries of x. */
export function solveTriangle({ columns, height, rank }: OrthogonalDecomposition, x: Float64Array): void {
  for (let k = rank - 1; k >= 0; k--) {
    x[k] /= columns[k * height + k];
    addScaled(x, 0, columns, k * height, -x[k], k);
  }
}

/** Solves T^T y = x, in place in the first `rank` entries of x. */
export function solveTriangleTransposed(
  { columns, height, rank }: OrthogonalDecomposition,
  x: Float64Array,
): void {
  for (let k = 0; k < rank; k++) {
    x[k] = (x[k] - dotRange(columns, k * height, x, 0, k)) / columns[k * height + k];
  }
}

function applyLeft(
  { columns, height, leftWeight }: OrthogonalDecomposition,
  k: number,
  x: Float64Array,
): void {
  const tail = height - k - 1;
  const share = leftWeight[k] * (x[k] + dotRange(columns, k * height + k + 1, x, k + 1, tail));
  x[k] -= share;
  addScaled(x, k + 1, columns, k * height + k + 1, -share, tail);
}

function applyRight(decomposition: OrthogonalDecomposition, k: number, x: Float64Array): void {
  const { columns, height, count, rank, rightWeight } = decomposition;
  let product = x[k];
  for (let col = rank; col < count; col++) product += columns[col * height + k] * x[col];
  const share = rightWeight[k] * product;
  x[k] -= share;
  for (let col = rank; col < count; col++) x[col] -= share * columns[col * height + k];
}

/** Turns column k from its diagonal on into R's entry and the tail of H_k; returns the weight. */
function reflectColumn(columns: Float64Array, height: number, k: number): number {
  const diagonal = k * height + k;
  const length = height - k;
  const head = columns[diagonal];
  const image = imageOf(head, Math.sqrt(dotRange(columns, diagonal, columns, diagonal, length)));
  for (let i = 1; i < length; i++) columns[diagonal + i] /= head - image;
  columns[diagonal] = image;
  return (image - head) / image;
}

/** Applies H_k to the columns after k; four at a time, so that H_k is read once for all of them. */
function reflectLaterColumns(
  columns: Float64Array,
  height: number,
  count: number,
  k: number,
  weight: number,
): void {
  const reflector = k * height;
  let col = k + 1;
  for (; col + 3 < count; col += 4) {
    const a = col * height;
    const b = a + height;
    const c = b + height;
    const d = c + height;
    let shareA = columns[a + k];
    let shareB = columns[b + k];
    let shareC = columns[c + k];
    let shareD = columns[d + k];
    for (let i = k + 1; i < height; i++) {
      const v = columns[reflector + i];
      shareA += v * columns[a + i];
      shareB += v * columns[b + i];
      shareC += v * columns[c + i];
      shareD += v * columns[d + i];
    }
    shareA *= weight;
    shareB *= weight;
    shareC *= weight;
    shareD *= weight;
    columns[a + k] -= shareA;
    columns[b + k] -= shareB;
    columns[c + k] -= shareC;
    columns[d + k] -= shareD;
    for (let i = k + 1; i < height; i++) {
      const v = columns[reflector + i];
      columns[a + i] -= shareA * v;
      columns[b + i] -= shareB * v;
      columns[c + i] -= shareC * v;
      columns[d + i] -= shareD * v;
    }
  }
  for (; col < count; col++) {
    const start = col * height + k;
    const tail = height - k - 1;
    const share = weight * (columns[start] + dotRange(columns, reflector + k + 1, columns, start + 1, tail));
    columns[start] -= share;
    addScaled(columns, start + 1, columns, reflector + k + 1, -share, tail);
  }
}

/**
 * [R11 R12] = [T 0] Z: reflections from the right, last row first, move the columns after `rank` into the
 * triangle; only entry k and those columns take part in G_k. Returns the weights, all zero at full rank.
 */
function reduceToTriangle(columns: Float64Array, height: number, count: number, rank: number): Float64Array {
  const weights = new Float64Array(rank);
  const products = new Float64Array(rank);
  if (rank === count) return weights;
  for (let k = rank - 1; k >= 0; k--) {
    const head = columns[k * height + k];
    let squares = head * head;
    for (let col = rank; col < count; col++) squares += columns[col * height + k] ** 2;
    const image = imageOf(head, Math.sqrt(squares));
    weights[k] = (image - head) / image;
    for (let col = rank; col < count; col++) columns[col * height + k] /= head - image;
    columns[k * height + k] = image;

    products.fill(0);
    addScaled(products, 0, columns, k * height, 1, k);
    for (let col = rank; col < count; col++) {
      addScaled(products, 0, columns, col * height, columns[col * height + k], k);
    }
    addScaled(columns, k * height, products, 0, -weights[k], k);
    for (let col = rank; col < count; col++) {
      addScaled(columns, col * height, products, 0, -weights[k] * columns[col * height + k], k);
    }
  }
  return weights;
}

/** Where a reflection sends (head, tail) of that norm: onto the axis, on the side that avoids cancellation. */
function imageOf(head: number, norm: number): number {
  return head > 0 ? -norm : norm;
}

function swapColumns(columns: Float64Array, height: number, a: number, b: number): void {
  if (a === b) return;
  const kept = columns.slice(a * height, (a + 1) * height);
  columns.copyWithin(a * height, b * height, (b + 1) * height);
  columns.set(kept, b * height);
}

function swapEntries(values: Float64Array | Uint32Array, a: number, b: number): void {
  const kept = values[a];
  values[a] = values[b];
  values[b] = kept;
}
