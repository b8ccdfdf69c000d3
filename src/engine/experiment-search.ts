/** Every cell of an experiment's grid on one query, over exact scores that are known. */
import type { StoredJudgement } from '../core/records.ts';
import type { SearchMethod } from '../core/search-method.ts';
import type { Cancel, Matrix, Ranking } from '../core/types.ts';
import { breathe } from './breathe.ts';
import {
  type CellResult,
  type ExperimentQueryResult,
  type ExperimentRequest,
  RANKING_DEPTH,
} from './experiment-records.ts';
import { exactBest, type SearchOptions, simulateRounds } from './simulate-search.ts';

/** A query of which all is known that its searches need: out of a corpus, or of matrices made elsewhere. */
export interface ExperimentQuery {
  readonly queryId: string;
  readonly text: string;
  /** Ascending docRow. */
  readonly judgements: readonly StoredJudgement[];
  /** |I| entries, exact scores by row. */
  readonly scores: Float32Array;
  /** By each retriever alone, as deep as it was asked; empty where there is none. */
  readonly bm25: Ranking;
  readonly dualEncoder: Ranking;
  /** The options of a search of this query, its first stage included. */
  prepare(method: SearchMethod, budget: number): Promise<SearchOptions>;
}

/** How deep rankings are kept and judged. */
export function rankingDepth({ ks }: Pick<ExperimentRequest, 'ks'>): number {
  return Math.max(RANKING_DEPTH, ...ks);
}

/**
 * Runs all methods at all budgets as searches would run, with `query.scores` in place of a cross-encoder.
 *
 * @throws InvalidArgumentError for a setting that is impossible; CancelledError between searches; as `query.prepare` does.
 */
export async function searchExperimentQuery(
  query: ExperimentQuery,
  request: Pick<ExperimentRequest, 'methods' | 'budgets' | 'ks'>,
  cancel?: Cancel,
): Promise<ExperimentQueryResult> {
  const { queryId, text, judgements, scores } = query;
  const { methods, budgets, ks } = request;
  const depth = rankingDepth(request);
  // With all that tie with the last of them: whichever of those is found is as right.
  const exact = exactBest(scores, depth);
  const known = { scores, exact, ks };
  const share = shareProducts();
  const cells: CellResult[] = [];
  for (const { method } of methods) {
    for (const budget of budgets) {
      await breathe();
      cancel?.throwIfAborted();
      const startedMs = performance.now();
      const { rounds, best } = await simulateRounds(share(await query.prepare(method, budget)), known);
      const searchMs = performance.now() - startedMs;
      cells.push({ rounds, ranking: firstOf(best, depth), searchMs: Math.round(1000 * searchMs) / 1000 });
    }
  }
  return {
    queryId,
    text,
    judgements,
    exact,
    bm25: firstOf(query.bm25, depth),
    dualEncoder: firstOf(query.dualEncoder, depth),
    cells,
  };
}

/** Searches that begin with the same query embedding share its products with the items. */
function shareProducts(): (options: SearchOptions) => SearchOptions {
  const known = new Map<Float64Array, { matrix: Matrix; products: Promise<Float64Array> }>();
  return (options) => {
    const { compute, prior } = options;
    const multiply: typeof compute.multiply = async (matrix, vector) => {
      if (vector !== prior) return compute.multiply(matrix, vector);
      const found = known.get(prior);
      const products = found?.matrix === matrix ? found.products : compute.multiply(matrix, prior);
      known.set(prior, { matrix, products });
      // Whoever asks adds to it.
      return (await products).slice();
    };
    return { ...options, compute: { ...compute, multiply } };
  };
}

/** Its first places. */
export function firstOf({ docRows, scores }: Ranking, count: number): Ranking {
  return { docRows: docRows.slice(0, count), scores: scores.slice(0, count) };
}
