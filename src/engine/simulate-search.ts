import { type AdaptiveSearchOptions, type Answer, adaptiveAnswers } from '../core/adaptive-search.ts';
import type { Compute } from '../core/compute.ts';
import { topKRecall } from '../core/metrics.ts';
import { planRounds } from '../core/round-schedule.ts';
import { bootstrapInterval } from '../core/significance.ts';
import { sortRanking, topK } from '../core/top-k.ts';
import type { Cancel, Ranking } from '../core/types.ts';
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
    const options: SearchOptions = {
      matrix: space.itemVectors,
      firstStageRows,
      prior: prior ?? new Float64Array(space.itemVectors.cols),
      fit: prior ? fit : WITHOUT_PRIOR,
      intercept: false,
      transform: 'identity',
      scoreScale: space.scoreScale,
      roundSizes,
      batchRule: { kind: 'greedy' },
      diversity: 0,
      seed,
      compute,
    };
    for await (const { best } of searchKnown(options, scores))
      recalls[position] = topKRecall(best.docRows, exact, k);
  }
  return recalls;
}

/** All of a search but where its exact scores come from. */
export type SearchOptions = Omit<AdaptiveSearchOptions, 'scorer' | 'cancel' | 'explains'>;

/** Adaptive search with known scores, by row, in place of a cross-encoder. Throws as `adaptiveSearch` does. */
export function searchKnown(
  options: SearchOptions,
  scores: Float32Array,
  cancel?: Cancel,
): AsyncGenerator<Answer, void, undefined> {
  return adaptiveAnswers({
    ...options,
    scorer: async (docRows) => Float32Array.from(docRows, (docRow) => scores[docRow]),
    ...(cancel && { cancel }),
  });
}

/** A search over known scores, after a round. */
export interface SimulatedRound {
  readonly calls: number;
  /** Top-k-Recall, aligned with the ks that were asked for. */
  readonly recalls: readonly number[];
}

/** Every round of a search over known scores, and what it has found. `exact` is as `exactBest` gives it for the largest k. */
export async function simulateRounds(
  options: SearchOptions,
  { scores, exact, ks }: { scores: Float32Array; exact: Ranking; ks: readonly number[] },
  cancel?: Cancel,
): Promise<{ rounds: SimulatedRound[]; best: Ranking }> {
  const rounds: SimulatedRound[] = [];
  let found: Ranking = { docRows: new Uint32Array(0), scores: new Float32Array(0) };
  for await (const { best, scorerCalls } of searchKnown(options, scores, cancel)) {
    rounds.push({ calls: scorerCalls, recalls: ks.map((k) => topKRecall(best.docRows, exact, k)) });
    found = best;
  }
  return { rounds, best: found };
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
