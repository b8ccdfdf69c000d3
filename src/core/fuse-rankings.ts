import { sortRanking } from './top-k.ts';
import type { Ranking } from './types.ts';

/** Of Cormack, Clarke, Buettcher, SIGIR 2009: how little the first place counts for more than the next ones. */
const RANK_OFFSET = 60;

/**
 * Reciprocal rank fusion: an item's score is the sum of 1 / (60 + its rank) over the rankings that have it, ranks from 1;
 * the scores of the rankings play no part. The `count` best, ties to the lower row.
 */
export function fuseRankings(rankings: readonly Ranking[], count: number): Ranking {
  const sums = new Map<number, number>();
  for (const { docRows } of rankings) {
    docRows.forEach((docRow, place) => {
      sums.set(docRow, (sums.get(docRow) ?? 0) + 1 / (RANK_OFFSET + place + 1));
    });
  }
  const { docRows, scores } = sortRanking(Uint32Array.from(sums.keys()), Float32Array.from(sums.values()));
  return { docRows: docRows.slice(0, count), scores: scores.slice(0, count) };
}
