import { solveForward, type Triangle } from './cholesky-factor.ts';
import { withRoom } from './growing.ts';
import { addScaled, type DenseMatrix, dotRange } from './linalg.ts';
import type { Random } from './random.ts';

/** Phi_A: the features of the items scored so far, n x D, a row each; rows are only ever added. */
export interface ScoredRows {
  data: Float64Array;
  count: number;
  readonly length: number;
}

/**
 * The equations of a ridge over the scored items, in one of two forms: H = Phi Phi^T + mu I, an equation per item, or
 * M = Phi^T Phi + mu I, one per feature. Factors of several mu are kept side by side.
 */
export interface RidgeSystem {
  /** Takes in the rows that were added to `ScoredRows`: the kept factors are updated, not redone. */
  grow(): void;
  /** A kept factor, or a new decomposition that is kept from now on. */
  factor(mu: number): RidgeFactor;
  /** `RidgeFactor.inverseDiagonal` of each kept factor, by its mu. */
  inverseDiagonals(): Map<number, Float64Array>;
  /** Drops the factors of all other mu. */
  keep(mus: readonly number[]): void;
}

/** Good until its system grows. */
export interface RidgeFactor {
  solve(residual: Float64Array): RidgeSolution;
  /** Diagonal of H^-1: n entries. Only of a system that was opened to keep it. */
  inverseDiagonal(): Float64Array;
  /** mu phi^T M^-1 phi of each row phi: what is left of a prior variance of 1 in each direction. */
  remainingVariances(rows: DenseMatrix): Float64Array;
  /** One draw from N(0, mu M^-1): D entries. */
  sampleDeviation(random: Random): Float64Array;
}

export interface RidgeSolution {
  /** H^-1 r: n entries. */
  readonly itemWeights: Float64Array;
  /** Phi^T H^-1 r = M^-1 Phi^T r: D entries. */
  readonly correction: Float64Array;
}

export function appendRows(rows: ScoredRows, batch: DenseMatrix): void {
  rows.data = withRoom(rows.data, (rows.count + batch.rows) * rows.length);
  rows.data.set(batch.data, rows.count * rows.length);
  rows.count += batch.rows;
}

/** Phi x: n entries. */
export function multiplyRows({ data, count, length }: ScoredRows, x: Float64Array): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => dotRange(data, i * length, x, 0, length));
}

/** Phi^T x: D entries. */
export function combineRows({ data, count, length }: ScoredRows, x: Float64Array): Float64Array {
  const sum = new Float64Array(length);
  for (let i = 0; i < count; i++) addScaled(sum, 0, data, i * length, x[i], length);
  return sum;
}

/**
 * The diagonal of H^-1 after `corner.size` items more, from that of the items before (the first `known` entries) and
 * the inverse by blocks: with S = L_S L_S^T = C - B^T H^-1 B and W = B^T H^-1 (corner.size x known, used up), entry i
 * grows by |L_S^-1 W_i|^2, and the new entries are those of S^-1. Sums of squares only, so nothing cancels.
 * `scale`: 1, or what S was multiplied by, in which case the corner is the factor of scale S.
 */
export function growInverseDiagonal(
  diagonal: Float64Array,
  known: number,
  corner: Triangle,
  w: Float64Array,
  scale: number,
): void {
  const { size, data } = corner;
  for (let a = 0, row = 0; a < size; row += ++a) {
    for (let b = 0; b < a; b++) addScaled(w, a * known, w, b * known, -data[row + b], known);
    for (let i = 0; i < known; i++) {
      w[a * known + i] /= data[row + a];
      diagonal[i] += scale * w[a * known + i] ** 2;
    }
  }
  const inverse = new Float64Array(size * size);
  for (let a = 0; a < size; a++) inverse[a * size + a] = 1;
  solveForward(corner, inverse, size);
  for (let a = 0; a < size; a++) {
    diagonal[known + a] = scale * dotRange(inverse, a * size, inverse, a * size, size);
  }
}
