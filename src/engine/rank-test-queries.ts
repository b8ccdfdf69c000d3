/** Exact scores of test queries: what recall is measured against. */
import type { Compute } from '../core/compute.ts';
import { rowOf } from '../core/matrix.ts';
import { chooseTestQueries } from './choose-test-queries.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { CallContext, RecallSettings } from './records.ts';
import { type ScoringProgress, scoreQueries } from './score-pairs.ts';
import { allDocumentsPlan, type ScoringPlan } from './scoring-plan.ts';
import type { RankedQuery } from './simulate-search.ts';

/**
 * What has to be scored: every pair of a test query and a document. Throws InvalidArgumentError when the corpus has no
 * query to test with.
 */
export async function planTestQueries(
  { store, corpusId, encoders: { crossEncoder }, matrices }: OpenCorpus,
  { queryCount, seed }: Pick<RecallSettings, 'queryCount' | 'seed'>,
): Promise<ScoringPlan> {
  const queries = chooseTestQueries(await store.listQueries(corpusId), queryCount, seed);
  return allDocumentsPlan(
    queries.map(({ text }) => text),
    matrices,
    crossEncoder,
  );
}

/**
 * Scores what is missing. Every finished batch is kept. First rounds start from BM25, filled up by the dual-encoder, as a
 * search does it.
 *
 * @throws CancelledError; EncoderError; StorageError.
 */
export async function rankTestQueries(
  corpus: OpenCorpus,
  plan: ScoringPlan,
  budget: number,
  context: CallContext<ScoringProgress> = {},
): Promise<RankedQuery[]> {
  const { store, corpusId, encoders, matrices } = corpus;
  // They are stored: each query's are read again when a search is simulated.
  await scoreQueries({ ...corpus, ...encoders }, plan, undefined, context);
  const texts = plan.queries.map(({ text }) => text);
  const vectors = await encoders.dualEncoder.embed(texts, 'query');
  const ranked: RankedQuery[] = [];
  for (const [query, text] of texts.entries()) {
    const bm25 = await store.searchBm25(corpusId, text, budget);
    const nearest = await nearestTo(corpus.compute, matrices.itemVectors, rowOf(vectors, query), budget);
    ranked.push({
      text,
      readScores: () => readScoresByRow(corpus, text),
      firstStageRows: Uint32Array.from(new Set([...bm25.docRows, ...nearest])),
    });
  }
  return ranked;
}

/** Stored scores of a query by row; NaN, which no ranking takes, where one is missing. */
export async function readScoresByRow(
  { store, corpusId, encoders: { crossEncoder }, matrices }: OpenCorpus,
  queryText: string,
): Promise<Float32Array> {
  const { docRows, scores } = await store.readScores(corpusId, crossEncoder.identity.hash, queryText);
  const byRow = new Float32Array(matrices.passageTokens.rows).fill(Number.NaN);
  docRows.forEach((docRow, i) => {
    byRow[docRow] = scores[i];
  });
  return byRow;
}

async function nearestTo(
  compute: Compute,
  matrix: OpenCorpus['matrices']['itemVectors'],
  vector: Float32Array,
  count: number,
): Promise<Uint32Array> {
  return (await compute.nearest(matrix, Float64Array.from(vector), count)).docRows;
}
