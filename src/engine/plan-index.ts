/** Decides which pairs an index needs, as plain data: same parameters and corpus, same plan. */

import type { Compute } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import { createRandom } from '../core/random.ts';
import { type PairPlan, randomPairs, topPairs } from '../core/sample-pairs.ts';
import type { Matrix } from '../core/types.ts';
import { breathe } from './breathe.ts';
import type { CorpusMatrices } from './corpus-matrices.ts';
import type { Encoders, Store } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, IndexParameters, JobProgress } from './records.ts';
import { pairTokens } from './score-documents.ts';
import { chooseOwnTrainQueries, makePseudoQueries, type TrainQuery } from './train-queries.ts';

export interface IndexPlan {
  readonly parameters: IndexParameters;
  readonly queries: readonly TrainQuery[];
  /** |Qtrain| x d, the dual-encoder's. */
  readonly queryVectors: Matrix;
  readonly pairs: PairPlan;
  /** Tokens of each assembled pair, aligned with `pairs.docRow`. */
  readonly pairTokens: Uint32Array;
}

/** Documents looked at for pseudo-queries, per query wanted: some give none. */
const PSEUDO_QUERY_CANDIDATES = 1.25;

const QUERIES_PER_BREATH = 20;

/** @throws InvalidArgumentError when a parameter is impossible or no train query can be had. */
export async function planIndex(
  store: Store,
  encoders: Encoders,
  compute: Compute,
  matrices: CorpusMatrices,
  parameters: IndexParameters,
  context: CallContext<JobProgress> = {},
): Promise<IndexPlan> {
  checkParameters(parameters);
  const { crossEncoder, dualEncoder } = encoders;
  const { itemVectors, passageTokens } = matrices;
  const queries = await chooseTrainQueries(store, parameters, itemVectors.rows);
  const texts = queries.map(({ text }) => text);
  const queryVectors = await dualEncoder.embed(texts, 'query');
  const pairs = await choosePairs(queries, queryVectors, itemVectors, parameters, compute, context);
  const queryTokens = crossEncoder.countTokens(texts);
  const tokensOfPairs = pairs.docRow.map((docRow, pair) =>
    pairTokens(queryTokens[pairs.queryRow[pair]], passageTokens.data[docRow], crossEncoder),
  );
  return { parameters, queries, queryVectors, pairs, pairTokens: tokensOfPairs };
}

async function choosePairs(
  queries: readonly TrainQuery[],
  queryVectors: Matrix,
  itemVectors: Matrix,
  { pairsPerQuery, pairSource, trainQueries, seed }: IndexParameters,
  compute: Compute,
  { cancel, onProgress }: CallContext<JobProgress>,
): Promise<PairPlan> {
  const own = trainQueries === 'pseudo' && Uint32Array.from(queries, ({ ownDocRow }) => ownDocRow as number);
  const excluded = own && { excludedRowOfQuery: own };
  const meter = startMeter('planning', 'queries', queries.length);
  onProgress?.(meter.report(0));
  if (pairSource === 'random') {
    const counts = { queryCount: queries.length, itemCount: itemVectors.rows, pairsPerQuery };
    return randomPairs({ ...counts, seed, ...excluded });
  }
  return topPairs({
    queryVectors,
    itemVectors,
    pairsPerQuery,
    compute,
    onQuery(queriesDone) {
      if (queriesDone % QUERIES_PER_BREATH !== 0) return undefined;
      onProgress?.(meter.report(queriesDone));
      return breathe();
    },
    ...excluded,
    ...(cancel && { cancel }),
  });
}

async function chooseTrainQueries(
  store: Store,
  parameters: IndexParameters,
  itemCount: number,
): Promise<TrainQuery[]> {
  const { corpusId, trainQueryCount, seed } = parameters;
  if (parameters.trainQueries === 'own') {
    const queries = chooseOwnTrainQueries(await store.listQueries(corpusId), trainQueryCount, seed);
    if (queries.length > 0) return queries;
    throw new XennError(
      'InvalidArgumentError',
      'Expected at least one train query in the corpus, found none: choose pseudo-queries made from the documents, or import a queries.jsonl whose queries are marked train.',
    );
  }
  const candidates = Math.min(itemCount, Math.ceil(trainQueryCount * PSEUDO_QUERY_CANDIDATES));
  const docRows = createRandom(seed).sample(itemCount, candidates).sort();
  const queries = makePseudoQueries(await store.readDocuments(corpusId, docRows));
  if (queries.length > 0) return queries.slice(0, trainQueryCount);
  throw new XennError(
    'InvalidArgumentError',
    'Expected documents with a title or a sentence of 3 to 24 words to make pseudo-queries from, found none: import train queries instead.',
  );
}

function checkParameters(parameters: IndexParameters): void {
  const { trainQueryCount, pairsPerQuery, epochs, learningRate, name } = parameters;
  const fail = (message: string): never => {
    throw new XennError('InvalidArgumentError', message);
  };
  if (name.trim() === '') fail('The index has no name: give it one.');
  if (!Number.isInteger(trainQueryCount) || trainQueryCount < 1) {
    fail(`Expected 1 or more train queries, got ${trainQueryCount}.`);
  }
  if (!Number.isInteger(pairsPerQuery) || pairsPerQuery < 1) {
    fail(`Expected 1 or more items per train query, got ${pairsPerQuery}.`);
  }
  if (!Number.isInteger(epochs) || epochs < 1) fail(`Expected 1 or more epochs, got ${epochs}.`);
  if (!(learningRate > 0)) fail(`Expected a learning rate above 0, got ${learningRate}.`);
}
