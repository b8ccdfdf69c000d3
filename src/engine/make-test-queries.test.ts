import { describe, expect, it } from 'vitest';
import type { SourceDocument, SourceQuery } from '../core/records.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { errorOf } from '../testing/source-files.ts';
import { countingMatrix, importCorpus, indexSummary } from '../testing/store/fixtures.ts';
import { type MakeTestQueriesRequest, makeTestQueries } from './make-test-queries.ts';
import { choosePseudoQueries } from './train-queries.ts';

const DOCUMENTS: readonly SourceDocument[] = Array.from({ length: 40 }, (_, n) => ({
  id: `d${n}`,
  title: `Title of document w${n}a w${n}b w${n}c`,
  text: `A sentence about v${n}a and v${n}b and v${n}c. Yes.`,
}));

async function openCorpus(documents = DOCUMENTS, queries: readonly SourceQuery[] = []) {
  const store = await createMemoryStore();
  const corpus = await importCorpus(store, { documents, queries });
  const make = (changes: Partial<MakeTestQueriesRequest>) =>
    makeTestQueries(store, {
      corpusId: corpus.corpusId,
      source: 'titles',
      count: 10,
      seed: 3,
      ...changes,
    });
  const texts = async () => (await store.listQueries(corpus.corpusId)).map(({ text }) => text);
  return { store, corpus, make, texts };
}

const title = (n: number) => DOCUMENTS[n].title;

describe('makeTestQueries', () => {
  it('adds as many as asked, marked test, by the seed', async () => {
    const { store, corpus, make } = await openCorpus();
    expect(await make({})).toBe(10);
    const queries = await store.listQueries(corpus.corpusId);
    expect(queries.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => `made-${i + 1}`));
    for (const { split, text } of queries) {
      expect(split).toBe('test');
      expect(DOCUMENTS.map(({ title }) => title)).toContain(text);
    }
    expect(await store.readCorpus(corpus.corpusId)).toMatchObject({ queryCount: 10, hash: corpus.hash });

    const again = await openCorpus();
    await again.make({});
    expect(await again.texts()).toEqual(queries.map(({ text }) => text));
    const other = await openCorpus();
    await other.make({ seed: 4 });
    expect(await other.texts()).not.toEqual(queries.map(({ text }) => text));
  });

  it('makes fewer where the documents give no more, and numbers on', async () => {
    const { store, corpus, make, texts } = await openCorpus(DOCUMENTS, [
      { id: 'made-7', text: 'another', split: 'test' },
      { id: 'made-x', text: 'one more', split: 'test' },
    ]);
    expect(await make({ count: 30 })).toBe(30);
    expect(await make({ count: 30 })).toBe(10);
    expect(new Set(await texts()).size).toBe(42);
    expect((await store.listQueries(corpus.corpusId)).at(-1)?.id).toBe('made-47');
    expect(await errorOf(make({}))).toBe(
      'InvalidArgumentError: Expected new test queries, found none: all 40 that the documents give are queries of the ' +
        'corpus, or train an index. Choose other queries, or add a file with test queries.',
    );
  });

  it('makes none that equals or nearly equals a query of the corpus or a search', async () => {
    const nearly = `${title(2).toUpperCase()}!`;
    const { store, corpus, make, texts } = await openCorpus(DOCUMENTS, [
      { id: 'q1', text: title(1), split: 'train' },
      { id: 'q2', text: nearly, split: '' },
    ]);
    await store.recordSearch(corpus.corpusId, title(3), 1);
    expect(await make({ count: 40 })).toBe(37);
    const made = (await texts()).slice(2);
    for (const n of [1, 2, 3]) expect(made).not.toContain(title(n));
  });

  it('makes none that an index or an unfinished build of these documents trains on', async () => {
    const { store, corpus, make, texts } = await openCorpus();
    const { corpusId, hash } = corpus;
    const { provenance } = indexSummary({});
    const made = { ...provenance, trainQueries: 'titles', trainQueryCount: 10, seed: 1 } as const;
    const write = (indexId: string, changes: Partial<typeof provenance>) =>
      store.writeIndex(
        corpusId,
        indexSummary({ indexId, rows: 40, provenance: { ...made, corpusHash: hash, ...changes } }),
        { items: countingMatrix(40, 2) },
      );
    await write('trained', {});
    // Of what these train on, nobody knows, or it is among the queries.
    await write('other-documents', { corpusHash: 'other', seed: 5 });
    await write('imported', { method: { kind: 'imported', source: 'v.npy' }, seed: 6 });
    await write('own', { trainQueries: 'own', seed: 7 });
    const plan = JSON.stringify({ trainQueries: 'sentences', trainQueryCount: 5, seed: 2 });
    await store.writeJob(corpusId, { jobId: 'job', kind: 'build-index', createdMs: 1, plan });

    const readDocuments = (docRows: Uint32Array) => store.readDocuments(corpusId, docRows);
    const trainTexts = async (kind: 'titles' | 'sentences', count: number, seed: number) =>
      (await choosePseudoQueries({ kind, count, seed, documentCount: 40, readDocuments })).queries.map(
        ({ text }) => text,
      );

    expect(await make({ count: 40 })).toBe(30);
    const titles = await texts();
    for (const text of await trainTexts('titles', 10, 1)) expect(titles).not.toContain(text);

    expect(await make({ count: 40, source: 'sentences' })).toBe(35);
    const sentences = (await texts()).slice(30);
    for (const text of await trainTexts('sentences', 5, 2)) expect(sentences).not.toContain(text);
  });

  it.each([
    ['titles', 'a title or a sentence of 3 to 24 words'],
    ['sentences', 'a sentence of 3 to 24 words'],
    ['phrases', 'at least 4 different words'],
  ] as const)('says what documents lack for %s', async (source, wanted) => {
    const { make } = await openCorpus([{ id: 'd', title: '', text: 'no' }]);
    expect(await errorOf(make({ source }))).toBe(
      `InvalidArgumentError: Expected documents to make test queries from, found none that gives ${wanted}: choose other ` +
        'queries, or add a file with test queries.',
    );
  });

  it('makes phrases', async () => {
    const { make, texts } = await openCorpus();
    expect(await make({ source: 'phrases', count: 2 })).toBe(2);
    for (const text of await texts()) expect(text.split(' ').length).toBeGreaterThanOrEqual(4);
  });

  it('stores nothing for a wrong count or once cancelled', async () => {
    const { store, corpus, make } = await openCorpus();
    expect(await errorOf(make({ count: 0 }))).toBe(
      'InvalidArgumentError: The number of test queries must be a whole number of at least 1, but is 0.',
    );
    const controller = new AbortController();
    controller.abort(new Error('Cancelled.'));
    const request = { corpusId: corpus.corpusId, source: 'titles', count: 1, seed: 1 } as const;
    expect(await errorOf(makeTestQueries(store, request, { cancel: controller.signal }))).toBe(
      'Error: Cancelled.',
    );
    expect(await store.listQueries(corpus.corpusId)).toEqual([]);
  });
});
