/** Estimates beside the exact scores they were estimates of. */
import { rootMeanSquareError } from '../../core/metrics.ts';
import type { Ranking } from '../../core/types.ts';
import type { RoundReport } from '../../workers/client.ts';

export interface EstimateRow {
  readonly docRow: number;
  /** Known for items that a round found. */
  readonly title?: string;
  /** What was expected before the item was scored. */
  readonly estimate: number;
  readonly exact: number;
}

/** The items of a round that had an estimate before they were scored. */
export function estimatesOfRound({ newItems }: RoundReport): EstimateRow[] {
  return newItems.flatMap(({ document: { docRow, title }, estimateBefore, exactScore }) =>
    estimateBefore === undefined ? [] : [{ docRow, title, estimate: estimateBefore, exact: exactScore }],
  );
}

/** Every item of the corpus: what `estimates` (one per docRow) says of it and its exact score. */
export function estimatesOfAll(estimates: Float32Array, exact: Ranking): EstimateRow[] {
  return Array.from(exact.docRows, (docRow, i) => ({
    docRow,
    estimate: estimates[docRow],
    exact: exact.scores[i],
  }));
}

/** Root mean square error in cross-encoder units; undefined without rows. */
export function rmseOf(rows: readonly EstimateRow[]): number | undefined {
  return rootMeanSquareError(
    Float64Array.from(rows, ({ estimate }) => estimate),
    Float64Array.from(rows, ({ exact }) => exact),
  );
}

/** At most `limit` rows, evenly spaced: enough to see a cloud, few enough to draw. */
export function thinOut(rows: readonly EstimateRow[], limit: number): readonly EstimateRow[] {
  if (rows.length <= limit) return rows;
  return Array.from({ length: limit }, (_, i) => rows[Math.floor((i * rows.length) / limit)]);
}
