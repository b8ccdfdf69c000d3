/** Decides which pairs an index needs, as plain data: same parameters and corpus, same plan. */

import { createCpuCompute } from '../core/cpu-compute.ts';
import { rowOf } from '../core/matrix.ts';
import { choosePairs, type PairPlan, type RankDocuments } from '../core/sample-pairs.ts';
import { hashText } from '../core/seeded-hash.ts';
import { breathe } from '../formats/breathe.ts';
import { checkParameters } from './check-parameters.ts';
import { chooseTrainQueries } from './choose-train-queries.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { startMeter } from './progress.ts';
import type { CallContext, IndexParameters, JobProgress } from './records.ts';
import { pairTokens } from './score-documents.ts';
import type { ChosenTrainQueries, TrainQuery } from './train-queries.ts';

export interface IndexPlan {
  readonly parameters: IndexParameters;
  readonly queries: readonly TrainQuery[];
  /** Train queries that were left out because they equal, or nearly equal, another one. */
  readonly duplicateCount: number;
  readonly pairs: PairPlan;
  /** Tokens of each assembled pair, aligned with `pairs.docRow`. */
  readonly pairTokens: Uint32Array;
}

const QUERIES_PER_BREATH = 20;

/** Whatever computes the index: rankings by another would differ in the last bit, and so plans from machine to machine. */
const planCompute = createCpuCompute();

/**
 * Reports the queries whose documents are chosen, or the documents whose queries are; cancel takes effect between them.
 *
 * @throws InvalidArgumentError when a parameter is impossible or no train query can be had; CancelledError.
 */
export async function planIndex(
  corpus: OpenCorpus,
  parameters: IndexParameters,
  context: CallContext<JobProgress> = {},
): Promise<IndexPlan> {
  checkParameters(parameters);
  // Before anything is scored for it.
  if (parameters.method.kind === 'de-dstl') await corpus.spaceParts.staticTokens();
  const { crossEncoder } = corpus.encoders;
  const { passageTokens } = corpus.matrices;
  const chosen = await chooseTrainQueries(corpus.store, parameters, passageTokens.rows);
  const { queries, duplicateCount } = chosen;
  const pairs = await pairsOf(corpus, chosen, parameters, context);
  const queryTokens = crossEncoder.countTokens(queries.map(({ text }) => text));
  const tokensOfPairs = pairs.docRow.map((docRow, pair) =>
    pairTokens(queryTokens[pairs.queryRow[pair]], passageTokens.data[docRow], crossEncoder),
  );
  return { parameters, queries, duplicateCount, pairs, pairTokens: tokensOfPairs };
}

async function pairsOf(
  { store, corpusId, encoders: { dualEncoder }, matrices: { itemVectors } }: OpenCorpus,
  { queries }: ChosenTrainQueries,
  { pairs, seed }: IndexParameters,
  { cancel, onProgress }: CallContext<JobProgress>,
): Promise<PairPlan> {
  const texts = queries.map(({ text }) => text);
  const queryVectors = await dualEncoder.embed(texts, 'query');
  const dualEncoderRanking: RankDocuments = async (query, count) => {
    const vector = Float64Array.from(rowOf(queryVectors, query));
    return (await planCompute.nearest(itemVectors, vector, count)).docRows;
  };
  const bm25Ranking: RankDocuments = async (query, count) =>
    (await store.searchBm25(corpusId, texts[query], count)).docRows;
  const madeFromDocuments = queries.every(({ ownDocRow }) => ownDocRow !== undefined);
  const byDocument = pairs.kind === 'per-document';
  const meter = byDocument
    ? startMeter('planning', 'documents', itemVectors.rows)
    : startMeter('planning', 'queries', queries.length);
  onProgress?.(meter.report(0));
  return choosePairs(pairs, {
    queryCount: queries.length,
    itemCount: itemVectors.rows,
    seed,
    seedOfQuery: Uint32Array.from(texts, (text) => hashText(seed, text)),
    ...(madeFromDocuments && {
      excludedRowOfQuery: Uint32Array.from(queries, ({ ownDocRow }) => ownDocRow as number),
    }),
    dualEncoderRanking,
    bm25Ranking,
    onStep(done) {
      if (!byDocument && done % QUERIES_PER_BREATH !== 0) return undefined;
      onProgress?.(meter.report(done));
      return breathe();
    },
    cancel,
  });
}
