import { checkCount, checkInteger } from './check.ts';
import type { Vector } from './matrix.ts';
import { momentsOf } from './moments.ts';
import type { Ranking } from './types.ts';

/**
 * Top-k-Recall (section 4): the share of the exact top k that is among the first k of `found` (docRows, best
 * first). `exact` is the ranking of all items by cross-encoder score, best first.
 *
 * Ties at the k-th place: every item with the k-th exact score is as right as any other, so each found one
 * counts, but no more of them than there are places left after the strictly better items. With fewer than k
 * items, k is the number of items; none at all is an InvalidArgumentError.
 */
export function topKRecall(found: Uint32Array, exact: Ranking, k: number): number {
  checkInteger('k', k, 1);
  checkInteger('The number of exactly ranked items', exact.docRows.length, 1);
  const places = Math.min(k, exact.docRows.length);
  const lastScore = exact.scores[places - 1];
  const foundRows = new Set(found.subarray(0, places));
  let better = 0;
  let betterFound = 0;
  let tiedFound = 0;
  for (let place = 0; place < exact.docRows.length && exact.scores[place] >= lastScore; place++) {
    const isFound = foundRows.has(exact.docRows[place]);
    if (exact.scores[place] > lastScore) {
      better += 1;
      if (isFound) betterFound += 1;
    } else if (isFound) {
      tiedFound += 1;
    }
  }
  return (betterFound + Math.min(tiedFound, places - better)) / places;
}

/** Root mean square of the differences; undefined without any. */
export function rootMeanSquareError(estimates: Vector, exact: Vector): number | undefined {
  checkCount('exact', exact.length, estimates.length);
  if (exact.length === 0) return undefined;
  let squares = 0;
  for (let i = 0; i < exact.length; i++) squares += (estimates[i] - exact[i]) ** 2;
  return Math.sqrt(squares / exact.length);
}

/** Pearson's correlation, from -1 to 1; undefined where one side does not vary, or without any values. */
export function pearsonCorrelation(left: Vector, right: Vector): number | undefined {
  checkCount('right', right.length, left.length);
  if (left.length === 0) return undefined;
  const leftMoments = momentsOf(left);
  const rightMoments = momentsOf(right);
  if (leftMoments.sd === 0 || rightMoments.sd === 0) return undefined;
  let sum = 0;
  for (let i = 0; i < left.length; i++) {
    sum +=
      ((left[i] - leftMoments.mean) / leftMoments.sd) * ((right[i] - rightMoments.mean) / rightMoments.sd);
  }
  return Math.min(1, Math.max(-1, sum / left.length));
}
