import type { QueryFit } from './query-fit.ts';
import type { FittedQuery, ItemFeatures, QueryPoint } from './query-model.ts';
import type { Ranking } from './types.ts';

/** What a search knows after the fit of a round; from it the next batch is chosen. */
export interface SearchState {
  /** With the intercept's column, which is the last, where there is one. */
  readonly features: ItemFeatures;
  readonly fit: QueryFit;
  readonly prior: QueryPoint;
  /** Estimates of all items without any scored item, scaled units. */
  readonly priorEstimates: Float64Array;
  /** In the order in which they were scored. */
  readonly scoredRows: Uint32Array;
  /** Aligned with `scoredRows`. */
  readonly exactScores: Float32Array;
  /** The same, best first. */
  readonly best: Ranking;
  /** The same scores transformed and scaled: what was fitted. */
  readonly targets: Float64Array;
  readonly fitted: FittedQuery;
  /** One per item of the corpus, in the units of `targets`. */
  readonly scaledEstimates: Float64Array;
  /** Not 0 where an item was scored or lies outside the shortlist. */
  readonly isClosed: Uint8Array;
  /** From the units of `targets` to those of the cross-encoder. */
  toScore(scaled: number): number;
}

/** The values at the given rows. */
export function pick(values: Float64Array, docRows: Uint32Array): Float64Array {
  const picked = new Float64Array(docRows.length);
  for (let i = 0; i < docRows.length; i++) picked[i] = values[docRows[i]];
  return picked;
}

/** Items that can still be scored. */
export function openRows(isClosed: Uint8Array): Uint32Array {
  let count = 0;
  for (const closed of isClosed) count += closed === 0 ? 1 : 0;
  const rows = new Uint32Array(count);
  let next = 0;
  for (let row = 0; row < isClosed.length; row++) if (isClosed[row] === 0) rows[next++] = row;
  return rows;
}
