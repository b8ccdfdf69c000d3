/** An experiment's request made ready on its corpus: which queries, which item spaces, and that every search is possible. */
import { checkOptions } from '../core/adaptive-search-checks.ts';
import type { IndexSummary } from '../core/index-records.ts';
import type { StoredJudgement } from '../core/records.ts';
import type { TestQuery } from './choose-test-queries.ts';
import { type ChosenQueries, chooseQueries } from './exact-rankings.ts';
import type { ExperimentItemSpace, ExperimentRequest } from './experiment-records.ts';
import { checkExperimentRequest } from './experiment-request.ts';
import { type ExperimentQuery, rankingDepth } from './experiment-search.ts';
import { openRetrieval } from './first-round.ts';
import { hashVectors } from './hash-vectors.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { prepareSearch, type SearchPlace } from './prepare-search.ts';
import { readScoresByRow } from './rank-test-queries.ts';
import { type ItemSpaceId, START_SPACE_NAMES } from './records.ts';
import type { OpenPlace } from './search-place.ts';
import { FIRST_STAGE_DEPTH } from './search-records.ts';
import { isStartSpace } from './space-matrices.ts';

export interface OpenGrid extends ChosenQueries {
  readonly corpus: OpenCorpus;
  readonly request: ExperimentRequest;
  readonly places: ReadonlyMap<ItemSpaceId, SearchPlace>;
  readonly itemSpaces: readonly ExperimentItemSpace[];
  /** By query id, of the chosen queries: read once, so that all are of the same state. */
  readonly judgements: ReadonlyMap<string, readonly StoredJudgement[]>;
}

/**
 * Opens the item spaces and lays out every search for the first query: what cannot be searched is known before anything is
 * scored.
 *
 * @throws InvalidArgumentError for a request that cannot be meant, a setting that is impossible, an index that is gone, or a
 *   corpus without test queries; CancelledError; StorageError.
 */
export async function openGrid(
  corpus: OpenCorpus,
  request: ExperimentRequest,
  openPlace: OpenPlace,
): Promise<OpenGrid> {
  checkExperimentRequest(request);
  const chosen = await chooseQueries(corpus, request);
  const places = new Map<ItemSpaceId, SearchPlace>();
  for (const { method } of request.methods) {
    const { itemSpace } = method;
    if (!places.has(itemSpace)) places.set(itemSpace, await openPlace(corpus, itemSpace));
  }
  const grid: OpenGrid = {
    corpus,
    request,
    ...chosen,
    places,
    itemSpaces: await describeSpaces(corpus, places),
    judgements: await readJudgements(corpus, chosen.queries),
  };
  const prepare = preparer(grid, chosen.queries[0].text);
  for (const { method } of request.methods) {
    for (const budget of request.budgets) {
      const options = await prepare(method, budget);
      checkOptions({ ...options, explains: false, scorer: async () => new Float32Array() });
    }
  }
  return grid;
}

/** A query of the grid with what its searches need. Its exact scores are stored. */
export async function readExperimentQuery(
  grid: OpenGrid,
  { queryId, text }: TestQuery,
): Promise<ExperimentQuery> {
  const { corpus, request } = grid;
  const retrieve = openRetrieval(corpus, text);
  const depth = Math.max(FIRST_STAGE_DEPTH, rankingDepth(request), ...request.budgets);
  // Before the searches are timed: all of them share it.
  const retrieved = await Promise.all(
    Array.from(grid.places.values(), ({ itemSpace }) => retrieve(itemSpace, depth)),
  );
  const [{ bm25, dualEncoder }] = retrieved;
  return {
    queryId,
    text,
    judgements: grid.judgements.get(queryId) ?? [],
    scores: await readScoresByRow(corpus, text),
    bm25,
    dualEncoder: dualEncoder ?? { docRows: new Uint32Array(0), scores: new Float32Array(0) },
    prepare: preparer(grid, text, retrieve),
  };
}

function preparer(
  { corpus, places }: Pick<OpenGrid, 'corpus' | 'places'>,
  queryText: string,
  retrieve = openRetrieval(corpus, queryText),
): ExperimentQuery['prepare'] {
  return async (method, budget) => {
    const place = places.get(method.itemSpace) as SearchPlace;
    return (await prepareSearch(corpus, place, { queryText, method, budget }, retrieve)).options;
  };
}

async function readJudgements(
  { store, corpusId }: OpenCorpus,
  queries: readonly TestQuery[],
): Promise<OpenGrid['judgements']> {
  const byQuery = new Map<string, StoredJudgement[]>();
  for (const { queryId } of queries) byQuery.set(queryId, await store.readJudgements(corpusId, queryId));
  return byQuery;
}

async function describeSpaces(
  { store, corpusId, encoders }: OpenCorpus,
  places: OpenGrid['places'],
): Promise<ExperimentItemSpace[]> {
  const indexes = await store.listIndexes(corpusId);
  /** None of vectors that were made elsewhere. */
  const callsOf = (index: IndexSummary | undefined): Pick<ExperimentItemSpace, 'indexCalls'> => {
    if (index) return index.provenance.method.kind === 'imported' ? {} : { indexCalls: index.scorerCalls };
    return encoders.matrixHashes ? {} : { indexCalls: 0 };
  };
  const described: ExperimentItemSpace[] = [];
  for (const [id, { itemSpace }] of places) {
    const index = indexes.find(({ indexId }) => indexId === id);
    described.push({
      itemSpace: id,
      name: isStartSpace(id) ? START_SPACE_NAMES[id] : (index?.name ?? id),
      ...callsOf(index),
      vectorsHash: await hashVectors(itemSpace.itemVectors),
    });
  }
  return described;
}
