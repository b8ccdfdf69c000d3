import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SourceDocument } from '../core/records.ts';
import type { Matrix } from '../core/types.ts';
import { importCorpus, indexSummary, QUERIES, scores } from '../testing/store/fixtures.ts';
import { openMemoryHost } from './memory-host.ts';
import { type CorpusStore, createStore } from './store.ts';

/** Documents come, an index of all that are there is built, and some go. */
interface Step {
  readonly addedCount: number;
  /** Picks of the documents that are there, modulo their number. */
  readonly removedPicks: readonly number[];
}

const anyHistory = fc.array(
  fc.record({
    addedCount: fc.integer({ min: 1, max: 8 }),
    removedPicks: fc.array(fc.nat(1000), { maxLength: 7 }),
  }),
  { minLength: 1, maxLength: 4 },
);

it('leaves every other document with what it had, however often some come and go', async () => {
  const store = await createStore(await openMemoryHost(new Map()));
  await fc.assert(
    fc.asyncProperty(anyHistory, (history) => followHistory(store, history)),
    {
      seed: 5,
      numRuns: 12,
    },
  );
  store.close();
});

/** What the naive model knows of a document; its score is its id. */
interface ModelDocument {
  readonly document: SourceDocument;
  /** By index id. */
  readonly vectors: Map<string, number>;
}

async function followHistory(store: CorpusStore, history: readonly Step[]): Promise<void> {
  const model = new Map<string, ModelDocument>();
  const { corpusId } = await importCorpus(store, { documents: [], queries: QUERIES });
  let nextId = 0;
  for (const [step, { addedCount, removedPicks }] of history.entries()) {
    const firstRow = model.size;
    const added = Array.from({ length: addedCount }, () => newDocument(nextId++));
    await store.appendAddition(corpusId, added);
    await store.commitAddition(corpusId);
    for (const document of added) model.set(document.id, { document, vectors: new Map() });
    await store.writeScores(
      corpusId,
      'ce',
      'cats',
      scores(
        added.map((_, index) => firstRow + index),
        added.map(({ id }) => Number(id)),
      ),
    );
    await writeIndexOfAll(store, corpusId, `index ${step}`, model);
    const picks = new Set(removedPicks.map((pick) => pick % model.size));
    if (picks.size === model.size) picks.delete(0);
    const documents = await store.readDocuments(corpusId, Uint32Array.from(picks));
    await store.removeDocuments(corpusId, Uint32Array.from(picks));
    for (const { id } of documents) model.delete(id);
    await expectModel(store, corpusId, model);
  }
  await expectFresh(store, corpusId);
  await store.deleteCorpus(corpusId);
}

function newDocument(number: number): SourceDocument {
  const words = ['cats', 'dogs', 'birds'].filter((_, bit) => (number >> bit) & 1).join(' ');
  return { id: `${number}`, title: words, text: `${'word '.repeat(number % 4)}${words}` };
}

/** The vector of each document is a number that no other one has. */
async function writeIndexOfAll(
  store: CorpusStore,
  corpusId: string,
  indexId: string,
  model: Map<string, ModelDocument>,
): Promise<void> {
  const documents = await store.readDocumentRange(corpusId, 0, model.size);
  const values = documents.map(({ id }) => Number(id) + 1000);
  const items: Matrix = { rows: values.length, cols: 1, data: Float32Array.from(values) };
  await store.writeIndex(corpusId, indexSummary({ indexId, rows: items.rows, cols: 1 }), { items });
  for (const { id, docRow } of documents) model.get(id)?.vectors.set(indexId, values[docRow]);
}

async function expectModel(
  store: CorpusStore,
  corpusId: string,
  model: ReadonlyMap<string, ModelDocument>,
): Promise<void> {
  const documents = await store.readDocumentRange(corpusId, 0, 1000);
  expect(documents.map(({ docRow }) => docRow)).toEqual(documents.map((_, row) => row));
  const expected = documents.map(({ id }) => model.get(id));
  expect(documents.map(({ id, title, text }) => ({ id, title, text }))).toEqual(
    expected.map((known) => known?.document),
  );
  expect(documents).toHaveLength(model.size);
  expect(await store.readScores(corpusId, 'ce', 'cats')).toEqual(
    scores(
      documents.map((_, row) => row),
      documents.map(({ id }) => Number(id)),
    ),
  );
  for (const { indexId, rows } of await store.listIndexes(corpusId)) {
    const items = await store.readIndexTensor(corpusId, indexId, 'items');
    expect(items?.rows).toBe(rows);
    const vectors = expected.flatMap((known) => known?.vectors.get(indexId) ?? []);
    expect(Array.from(items?.data ?? [])).toEqual(vectors);
    // Those with a vector come first.
    expect(expected.slice(0, rows).every((known) => known?.vectors.has(indexId))).toBe(true);
  }
}

/** Hash and BM25 are those of a corpus that never had other documents. */
async function expectFresh(store: CorpusStore, corpusId: string): Promise<void> {
  const documents = await store.readDocumentRange(corpusId, 0, 1000);
  const fresh = await importCorpus(store, { documents });
  expect((await store.readCorpus(corpusId)).hash).toBe(fresh.hash);
  expect(await store.searchBm25(corpusId, 'cats birds', 100)).toEqual(
    await store.searchBm25(fresh.corpusId, 'cats birds', 100),
  );
  await store.deleteCorpus(fresh.corpusId);
}
