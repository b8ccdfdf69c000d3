import { adaptiveSearch } from '../core/adaptive-search.ts';
import type { Compute } from '../core/compute.ts';
import { topKRecall } from '../core/metrics.ts';
import { bootstrapInterval } from '../core/significance.ts';
import type { Ranking } from '../core/types.ts';
import type { ItemSpace } from './item-space.ts';
import type { RecallEstimate, RecallSettings } from './records.ts';

/** A test query of which everything is known. */
export interface RankedQuery {
  readonly text: string;
  /** The whole corpus by exact score. */
  readonly exact: Ranking;
  /** Candidates of the first round, best first. */
  readonly firstStageRows: Uint32Array;
}

/** Least squares alone: where there is no prior to mix with. */
const WITHOUT_PRIOR = { kind: 'mix', lambda: 0 } as const;

/**
 * Top-k-Recall of adaptive search in `space`, one value a query, with known scores instead of a cross-encoder. A budget
 * of B calls is spent as a search would spend it.
 */
export async function simulateSearches(
  space: ItemSpace,
  queries: readonly RankedQuery[],
  { k, budget, rounds, fit }: RecallSettings,
  compute: Compute,
): Promise<Float64Array> {
  const recalls = new Float64Array(queries.length);
  for (const [position, { text, exact, firstStageRows }] of queries.entries()) {
    const scores = scoresByRow(exact);
    const prior = await space.priorOf(text);
    const search = adaptiveSearch({
      matrix: space.itemVectors,
      firstStageRows,
      scorer: async (docRows) => Float32Array.from(docRows, (docRow) => scores[docRow]),
      prior: prior ?? new Float64Array(space.itemVectors.cols),
      fit: prior ? fit : WITHOUT_PRIOR,
      scoreScale: space.scoreScale,
      budget,
      rounds,
      compute,
    });
    for await (const { best } of search) recalls[position] = topKRecall(best.docRows, exact, k);
  }
  return recalls;
}

/** The mean over queries, with its 95 % bootstrap interval. */
export function estimateRecall(recalls: Float64Array, seed: number): RecallEstimate {
  const recall = recalls.reduce((sum, value) => sum + value, 0) / recalls.length;
  return { recall, ...bootstrapInterval(recalls, seed), queryCount: recalls.length };
}

function scoresByRow({ docRows, scores }: Ranking): Float32Array {
  const byRow = new Float32Array(scores.length);
  docRows.forEach((docRow, place) => {
    byRow[docRow] = scores[place];
  });
  return byRow;
}
