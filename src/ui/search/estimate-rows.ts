/** Estimates beside the exact scores they are estimates of. */
import { rootMeanSquareError } from '../../core/metrics.ts';
import type { Ranking } from '../../core/types.ts';
import type { RoundView } from './run-view.ts';

export interface EstimateRow {
  readonly docRow: number;
  readonly estimate: number;
  readonly exact: number;
}

/** Items of the exact ranking that are told apart from the others: its head. */
export const HEAD_COUNT = 100;

/** The items of a round that had an estimate before they were scored. */
export function estimatesBefore({ newItems }: RoundView): EstimateRow[] {
  return newItems.flatMap(({ document: { docRow }, estimateBefore, exactScore }) =>
    estimateBefore === undefined ? [] : [{ docRow, estimate: estimateBefore, exact: exactScore }],
  );
}

/**
 * What is expected after a round, of the items at the places from `placeStart` to `placeEnd` (exclusive) of the exact
 * ranking: at most `limit` of them, evenly spaced. A stored run may not know some, which are left out.
 */
export function estimatesAfter(
  { estimates }: Pick<RoundView, 'estimates'>,
  exact: Ranking,
  placeStart: number,
  placeEnd: number, // exclusive
  limit: number,
): EstimateRow[] {
  const end = Math.min(placeEnd, exact.docRows.length);
  const estimateOf = estimateReader(estimates);
  const rows: EstimateRow[] = [];
  for (const place of spacedPlaces(end - placeStart, limit)) {
    const docRow = exact.docRows[placeStart + place];
    const estimate = estimateOf(docRow);
    if (estimate !== undefined) rows.push({ docRow, estimate, exact: exact.scores[placeStart + place] });
  }
  return rows;
}

/** Root mean square error in cross-encoder units; undefined without rows. */
export function rmseOf(rows: readonly EstimateRow[]): number | undefined {
  return rootMeanSquareError(
    Float64Array.from(rows, ({ estimate }) => estimate),
    Float64Array.from(rows, ({ exact }) => exact),
  );
}

/** At most `limit` rows, evenly spaced, the first and the last among them: enough to see a cloud, few enough to draw. */
export function thinOut<Row>(rows: readonly Row[], limit: number): readonly Row[] {
  return rows.length <= limit ? rows : spacedPlaces(rows.length, limit).map((place) => rows[place]);
}

function spacedPlaces(count: number, limit: number): number[] {
  const kept = Math.max(0, Math.min(count, limit));
  const step = kept > 1 ? (count - 1) / (kept - 1) : 0;
  return Array.from({ length: kept }, (_, i) => Math.round(i * step));
}

/** Many look-ups in a row: a stored run has no estimate per docRow but a list. */
function estimateReader(estimates: RoundView['estimates']): (docRow: number) => number | undefined {
  if (estimates instanceof Float32Array) return (docRow) => estimates[docRow];
  const known = new Map(Array.from(estimates.docRows, (docRow, i) => [docRow, estimates.values[i]]));
  return (docRow) => known.get(docRow);
}
