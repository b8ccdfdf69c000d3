/** The exact scores of each round's batch: spread, quartiles, and the floor that unrelated items lie on. */
import { quantile } from '../../core/quantile.ts';
import { hashRow } from '../../core/seeded-hash.ts';
import type { Ranking } from '../../core/types.ts';
import { thinOut } from './estimate-rows.ts';
import { formatScore } from './format-score.ts';
import type { RoundView, RunView } from './run-view.ts';

export interface ScoredPoint {
  readonly docRow: number;
  readonly title: string;
  /** From 1. */
  readonly round: number;
  /** The round, spread to both sides so that items of one score lie side by side; the same for an item every time. */
  readonly place: number;
  readonly score: number;
}

export interface ScoreBatch {
  readonly round: number;
  readonly itemCount: number;
  readonly least: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly most: number;
  /** Evenly spaced by rank where the batch has more than are drawn; the best and the worst are always there. */
  readonly points: readonly ScoredPoint[];
}

export interface ScoreFloor {
  readonly score: number;
  readonly label: string;
}

/** Points of all rounds together: more are slow to draw. */
const POINT_LIMIT = 1500;
/** Half of the width of a round's strip, in rounds. */
const SPREAD = 0.3;

export function scoreBatches(rounds: readonly RoundView[]): ScoreBatch[] {
  const limit = Math.max(2, Math.floor(POINT_LIMIT / Math.max(1, rounds.length)));
  return rounds
    .filter(({ newItems }) => newItems.length > 0)
    .map(({ index, newItems }) => {
      const ascending = Float64Array.from(newItems, ({ exactScore }) => exactScore).sort();
      return {
        round: index,
        itemCount: newItems.length,
        least: ascending[0],
        lowerQuartile: quantile(ascending, 0.25),
        median: quantile(ascending, 0.5),
        upperQuartile: quantile(ascending, 0.75),
        most: ascending[ascending.length - 1],
        points: thinOut(newItems, limit).map(({ document: { docRow, title, id }, exactScore }) => ({
          docRow,
          title: title || id,
          round: index,
          place: index + SPREAD * (hashRow(0, docRow) / 2 ** 31 - 1),
          score: exactScore,
        })),
      };
    });
}

/**
 * Where most items lie: the median of all, where all are known (`itemCount` of them); otherwise the lowest score that the
 * search came upon, which is no lower than that of all.
 */
export function scoreFloor(
  batches: readonly ScoreBatch[],
  exact: Ranking | undefined,
  itemCount: number | undefined,
): ScoreFloor | undefined {
  if (exact && exact.docRows.length > 0 && exact.docRows.length === itemCount) {
    const descending = exact.scores;
    return { score: descending[Math.floor(descending.length / 2)], label: 'median of all items' };
  }
  if (batches.length === 0) return undefined;
  return {
    score: batches.reduce((least, batch) => Math.min(least, batch.least), Infinity),
    label: 'lowest score found',
  };
}

/** A batch in a sentence: 'Round 2: 10 items from −6.61 to 3.20, half of them above −5.11.' */
export function batchWords({ round, itemCount, least, median, most }: ScoreBatch): string {
  if (itemCount === 1) return `Round ${round}: one item at ${formatScore(most, 2)}.`;
  return `Round ${round}: ${itemCount} items from ${formatScore(least, 2)} to ${formatScore(most, 2)}, half of them above ${formatScore(median, 2)}.`;
}

/** Items of the corpus, where the run is over and says so. */
export function itemCountOf(runs: readonly RunView[]): number | undefined {
  return runs.find(({ result }) => result)?.result?.itemCount;
}
