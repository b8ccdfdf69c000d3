import type { SearchState } from '../core/adaptive-search-state.ts';
import { sortRanking } from '../core/top-k.ts';
import type { Matrix } from '../core/types.ts';

/** A search in which item `i` has the estimate `scaledEstimates[i]`, the rows in `scored` are scored, and nothing else is known. */
export function stateWith(
  scaledEstimates: readonly number[],
  scored: readonly number[],
  changes: Partial<SearchState> = {},
): SearchState {
  const matrix: Matrix = {
    rows: scaledEstimates.length,
    cols: 1,
    data: new Float32Array(scaledEstimates.length).fill(1),
  };
  const isClosed = new Uint8Array(matrix.rows);
  for (const row of scored) isClosed[row] = 1;
  const state: Omit<SearchState, 'best'> = {
    features: { matrix, columns: [] },
    fit: { kind: 'mix', lambda: 0 },
    prior: { vector: new Float64Array(1), columnWeights: new Float64Array() },
    priorEstimates: new Float64Array(matrix.rows),
    scoredRows: Uint32Array.from(scored),
    exactScores: Float32Array.from(scored, (row) => scaledEstimates[row]),
    targets: Float64Array.from(scored, (row) => scaledEstimates[row]),
    fitted: { vector: new Float64Array(1), columnWeights: new Float64Array() },
    scaledEstimates: Float64Array.from(scaledEstimates),
    isClosed,
    toScore: (scaled) => scaled,
    ...changes,
  };
  return { best: sortRanking(state.scoredRows, state.exactScores), ...state };
}
