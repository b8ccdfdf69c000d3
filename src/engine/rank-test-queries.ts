/** Exact rankings of test queries: what recall is measured against. */
import type { Compute } from '../core/compute.ts';
import { rowOf } from '../core/matrix.ts';
import { allPairs, type PairPlan } from '../core/sample-pairs.ts';
import { sortRanking } from '../core/top-k.ts';
import { chooseTestQueries } from './choose-test-queries.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { CallContext, RecallSettings } from './records.ts';
import { pairTokens } from './score-documents.ts';
import { type ScoringProgress, scorePairs } from './score-pairs.ts';
import type { RankedQuery } from './simulate-search.ts';

/** What has to be scored for them: every pair of a test query and a document. */
export interface TestPlan {
  readonly queries: readonly { readonly text: string }[];
  readonly pairs: PairPlan;
  /** Tokens of each pair, aligned with `pairs.docRow`. */
  readonly pairTokens: Uint32Array;
}

/** Throws InvalidArgumentError when the corpus has no query to test with. */
export async function planTestQueries(
  { store, corpusId, encoders: { crossEncoder }, matrices }: OpenCorpus,
  { queryCount, seed }: Pick<RecallSettings, 'queryCount' | 'seed'>,
): Promise<TestPlan> {
  const texts = chooseTestQueries(await store.listQueries(corpusId), queryCount, seed);
  const { passageTokens } = matrices;
  const pairs = allPairs(texts.length, passageTokens.rows);
  const queryTokens = crossEncoder.countTokens(texts);
  return {
    queries: texts.map((text) => ({ text })),
    pairs,
    pairTokens: pairs.docRow.map((docRow, pair) =>
      pairTokens(queryTokens[pairs.queryRow[pair]], passageTokens.data[docRow], crossEncoder),
    ),
  };
}

/**
 * Scores what is missing and ranks. Every finished batch is kept. First rounds start from BM25, filled up by the
 * dual-encoder, as a search does it.
 *
 * @throws CancelledError; EncoderError; StorageError.
 */
export async function rankTestQueries(
  corpus: OpenCorpus,
  plan: TestPlan,
  budget: number,
  context: CallContext<ScoringProgress> = {},
): Promise<RankedQuery[]> {
  const { store, corpusId, encoders, matrices } = corpus;
  const { crossEncoder, dualEncoder } = encoders;
  const { pairs } = plan;
  const { score } = await scorePairs({ ...corpus, crossEncoder, plan }, context);
  const texts = plan.queries.map(({ text }) => text);
  const vectors = await dualEncoder.embed(texts, 'query');
  const ranked: RankedQuery[] = [];
  for (const [query, text] of texts.entries()) {
    const [start, end] = pairs.rowStart.subarray(query, query + 2);
    const bm25 = await store.searchBm25(corpusId, text, budget);
    const nearest = await nearestTo(corpus.compute, matrices.itemVectors, rowOf(vectors, query), budget);
    ranked.push({
      text,
      exact: sortRanking(pairs.docRow.slice(start, end), score.slice(start, end)),
      firstStageRows: Uint32Array.from(new Set([...bm25.docRows, ...nearest])),
    });
  }
  return ranked;
}

async function nearestTo(
  compute: Compute,
  matrix: OpenCorpus['matrices']['itemVectors'],
  vector: Float32Array,
  count: number,
): Promise<Uint32Array> {
  return (await compute.nearest(matrix, Float64Array.from(vector), count)).docRows;
}
