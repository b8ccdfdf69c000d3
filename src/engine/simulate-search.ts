import { adaptiveSearch } from '../core/adaptive-search.ts';
import type { Compute } from '../core/compute.ts';
import { topKRecall } from '../core/metrics.ts';
import { planRounds } from '../core/round-schedule.ts';
import { bootstrapInterval } from '../core/significance.ts';
import { sortRanking, topK } from '../core/top-k.ts';
import type { Ranking } from '../core/types.ts';
import type { ItemSpace } from './item-space.ts';
import type { RecallEstimate, RecallSettings } from './records.ts';

/** A test query of which everything is known. */
export interface RankedQuery {
  readonly text: string;
  /** |I| entries, exact scores by row; read anew each time, so that those of one query at a time are in memory. */
  readonly readScores: () => Promise<Float32Array>;
  /** Candidates of the first round, best first. */
  readonly firstStageRows: Uint32Array;
}

/** Least squares alone: where there is no prior to mix with. */
const WITHOUT_PRIOR = { kind: 'mix', lambda: 0 } as const;

/**
 * Top-k-Recall of adaptive search in `space`, one value a query, with known scores instead of a cross-encoder. A budget
 * of B calls is spent as AXN spends it: equal rounds, the highest estimates.
 */
export async function simulateSearches(
  space: ItemSpace,
  queries: readonly RankedQuery[],
  { k, budget, rounds, fit, seed }: RecallSettings,
  compute: Compute,
): Promise<Float64Array> {
  const recalls = new Float64Array(queries.length);
  const roundSizes = planRounds(budget, { kind: 'equal', rounds }, space.itemVectors.rows);
  for (const [position, { text, readScores, firstStageRows }] of queries.entries()) {
    const scores = await readScores();
    const exact = exactBest(scores, k);
    const prior = await space.priorOf(text);
    const search = adaptiveSearch({
      matrix: space.itemVectors,
      firstStageRows,
      scorer: async (docRows) => Float32Array.from(docRows, (docRow) => scores[docRow]),
      prior: prior ?? new Float64Array(space.itemVectors.cols),
      fit: prior ? fit : WITHOUT_PRIOR,
      intercept: false,
      transform: 'identity',
      scoreScale: space.scoreScale,
      roundSizes,
      batchRule: { kind: 'greedy' },
      diversity: 0,
      explains: false,
      seed,
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

/** The k best rows and all that equal the last of them: of the exact ranking, what `topKRecall` looks at. */
export function exactBest(scores: Float32Array, k: number): Ranking {
  const lastScore = topK(scores, k).scores.at(-1) ?? Infinity;
  const docRows = Uint32Array.from(scores.keys()).filter((row) => scores[row] >= lastScore);
  return sortRanking(
    docRows,
    Float32Array.from(docRows, (row) => scores[row]),
  );
}
