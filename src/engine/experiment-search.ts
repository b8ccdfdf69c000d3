/** Every cell of an experiment's grid on one query, over exact scores that are known. */
import type { StoredJudgement } from '../core/records.ts';
import type { SearchMethod } from '../core/search-method.ts';
import type { Cancel, Matrix, Ranking } from '../core/types.ts';
import { breathe } from '../formats/breathe.ts';
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
  const productsOf = openFirstProducts();
  const cells: CellResult[] = [];
  for (const { method } of methods) {
    for (const budget of budgets) {
      await breathe();
      cancel?.throwIfAborted();
      const options = await query.prepare(method, budget);
      const first = await productsOf(options);
      const startedMs = performance.now();
      const { rounds, best } = await simulateRounds(withProducts(options, first.products), known);
      const searchMs = first.elapsedMs + performance.now() - startedMs;
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

interface FirstProducts {
  readonly matrix: Matrix;
  /** |I| entries. */
  readonly products: Float64Array;
  /** What they took: of every search that begins with them, whichever of these is the first. */
  readonly elapsedMs: number;
}

/** Searches that begin with the same query embedding share its products with the items. */
function openFirstProducts(): (options: SearchOptions) => Promise<FirstProducts> {
  const known = new Map<Float64Array, FirstProducts>();
  return async ({ compute, matrix, prior }) => {
    const found = known.get(prior);
    if (found?.matrix === matrix) return found;
    const startedMs = performance.now();
    const products = await compute.multiply(matrix, prior);
    const made = { matrix, products, elapsedMs: performance.now() - startedMs };
    known.set(prior, made);
    return made;
  };
}

function withProducts(options: SearchOptions, products: Float64Array): SearchOptions {
  const { compute, matrix, prior } = options;
  const multiply: typeof compute.multiply = async (ofMatrix, vector) =>
    // Whoever asks adds to it.
    ofMatrix === matrix && vector === prior ? products.slice() : compute.multiply(ofMatrix, vector);
  return { ...options, compute: { ...compute, multiply } };
}

/** Its first places. */
export function firstOf({ docRows, scores }: Ranking, count: number): Ranking {
  return { docRows: docRows.slice(0, count), scores: scores.slice(0, count) };
}
