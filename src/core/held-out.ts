import { dotRow, rowOf } from './matrix.ts';
import type { Matrix } from './types.ts';

/** Observed entries of G: pair p says that query `queryRow[p]` and document `docRow[p]` have `score[p]`. */
export interface ScoredPairs {
  readonly queryRow: Uint32Array;
  readonly docRow: Uint32Array;
  readonly score: Float32Array;
}

/** Positions of pairs. */
export interface PairSplit {
  readonly heldOut: Uint32Array;
  /** Ascending. */
  readonly training: Uint32Array;
}

/** Keeps `heldOutShare` of the pairs, at least one and not all, out of training; decided by one shuffle. */
export function splitPairs(
  pairCount: number,
  heldOutShare: number,
  shuffle: (values: Uint32Array) => void,
): PairSplit {
  const order = Uint32Array.from({ length: pairCount }, (_, pair) => pair);
  shuffle(order);
  const heldOutCount = Math.min(Math.max(1, Math.round(heldOutShare * pairCount)), pairCount - 1);
  return { heldOut: order.subarray(0, heldOutCount), training: order.subarray(heldOutCount).sort() };
}

/** Of the inner products of query and item vectors, over the pairs at `positions`; `target` is aligned with `pairs`. */
export function meanSquaredError(
  pairs: Pick<ScoredPairs, 'queryRow' | 'docRow'>,
  target: Float32Array,
  positions: Uint32Array,
  queryMatrix: Matrix,
  itemMatrix: Matrix,
): number {
  const estimate = (pair: number) =>
    dotRow(queryMatrix, pairs.queryRow[pair], rowOf(itemMatrix, pairs.docRow[pair]));
  return meanSquaredErrorOf(target, positions, estimate);
}

/** The same with estimates from elsewhere: `estimate(p)` is compared with `target[p]`. */
export function meanSquaredErrorOf(
  target: Float32Array,
  positions: Uint32Array,
  estimate: (pair: number) => number,
): number {
  let squares = 0;
  for (const pair of positions) squares += (estimate(pair) - target[pair]) ** 2;
  return squares / positions.length;
}
