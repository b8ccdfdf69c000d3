import { checkInteger } from '../core/check.ts';
import { XennError } from '../core/errors.ts';
import type { CorpusSummary } from '../core/records.ts';
import { listUnfinishedBuilds } from './build-index.ts';
import { madeQueryId, madeQueryNumber } from './made-query-ids.ts';
import { openNearDuplicates } from './near-duplicates.ts';
import type { Store } from './ports.ts';
import type { PseudoQueryKind } from './pseudo-queries.ts';
import type { CallContext } from './records.ts';
import { seededOrder } from './seeded-order.ts';
import { choosePseudoQueries, type PseudoQueryRequest } from './train-queries.ts';

export interface MakeTestQueriesRequest {
  readonly corpusId: string;
  readonly source: 'titles' | 'sentences' | 'phrases';
  readonly count: number;
  readonly seed: number;
}

const KINDS: Readonly<Record<MakeTestQueriesRequest['source'], PseudoQueryKind>> = {
  titles: 'titles',
  sentences: 'sentences',
  phrases: 'key-phrases',
};

/**
 * Adds queries made from documents, marked test, with the ids 'made-1', 'made-2' and so on: of those that documents give
 * the first `count` in the seeded order; fewer where there are no more. None equals, or nearly equals, a query of the
 * corpus, a search that was typed, or one that an index or an unfinished build of these documents trains on: those are
 * made once more to know them. Resolves with how many were added.
 *
 * @throws InvalidArgumentError when `count` is below 1 or the documents give none; StorageError; CancelledError.
 */
export async function makeTestQueries(
  store: Store,
  { corpusId, source, count, seed }: MakeTestQueriesRequest,
  { cancel }: CallContext = {},
): Promise<number> {
  checkInteger('The number of test queries', count, 1);
  await store.assertWritable(corpusId);
  const corpus = await store.readCorpus(corpusId);
  const make = async (request: Pick<PseudoQueryRequest, 'kind' | 'count' | 'seed'>) => {
    cancel?.throwIfAborted();
    const readDocuments = (docRows: Uint32Array) => store.readDocuments(corpusId, docRows);
    const { documentCount } = corpus;
    const { queries: made } = await choosePseudoQueries({ ...request, documentCount, readDocuments });
    return made.map(({ text }) => text);
  };
  const [queries, searches] = await Promise.all([store.listQueries(corpusId), store.listSearches(corpusId)]);
  const taken = [...queries.map(({ text }) => text), ...searches.map(({ queryText }) => queryText)];
  for (const training of await trainingsOf(store, corpus)) {
    for (const text of await make(training)) taken.push(text);
  }
  // As many more as may be left out.
  const made = await make({ kind: KINDS[source], count: count + taken.length, seed });
  const texts = withoutTaken(made, taken);
  if (texts.length === 0) throw noneError(source, made.length);
  const chosen = new Set(seededOrder(texts, seed).slice(0, count));
  const lastNumber = queries.reduce((last, { id }) => Math.max(last, madeQueryNumber(id)), 0);
  const added = texts
    .filter((_, position) => chosen.has(position))
    .map((text, i) => ({ id: madeQueryId(lastNumber + 1 + i), text, split: 'test' }));
  cancel?.throwIfAborted();
  return (await store.addQueries(corpusId, added, [])).newQueryCount;
}

/** What made the train queries of each index from these documents; of vectors made elsewhere nobody knows. */
async function trainingsOf(store: Store, { corpusId, hash }: CorpusSummary) {
  const [indexes, builds] = await Promise.all([
    store.listIndexes(corpusId),
    listUnfinishedBuilds(store, corpusId),
  ]);
  const known = indexes
    .map(({ provenance }) => provenance)
    .filter(({ corpusHash, method }) => corpusHash === hash && method.kind !== 'imported');
  return [...known, ...builds.map(({ parameters }) => parameters)].flatMap(
    ({ trainQueries: kind, trainQueryCount: count, seed }) =>
      kind === 'own' || kind === 'history' ? [] : [{ kind, count, seed }],
  );
}

function withoutTaken(texts: readonly string[], taken: readonly string[]): string[] {
  const known = openNearDuplicates(taken);
  taken.forEach((text, position) => {
    known.add(text, position);
  });
  return texts.filter((text) => known.find(text) === undefined);
}

function noneError(source: MakeTestQueriesRequest['source'], foundCount: number): XennError {
  return new XennError(
    'InvalidArgumentError',
    foundCount === 0
      ? `Expected documents to make test queries from, found none that gives ${WANTED[source]}: choose other queries, or ` +
          'add a file with test queries.'
      : `Expected new test queries, found none: all ${foundCount} that the documents give are queries of the corpus, or ` +
          'train an index. Choose other queries, or add a file with test queries.',
  );
}

const WANTED: Readonly<Record<MakeTestQueriesRequest['source'], string>> = {
  titles: 'a title or a sentence of 3 to 24 words',
  sentences: 'a sentence of 3 to 24 words',
  phrases: 'at least 4 different words',
};
