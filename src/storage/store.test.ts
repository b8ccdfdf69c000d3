import type { Database } from '@sqlite.org/sqlite-wasm';
import { describe, expect, it } from 'vitest';
import { describeStore } from '../testing/store/describe-store.ts';
import { countingMatrix, DOCUMENTS, importCorpus, indexSummary } from '../testing/store/fixtures.ts';
import { digestBlocks } from './digest.ts';
import { type MemoryDisk, openMemoryHost } from './memory-host.ts';
import { type CorpusStore, createStore } from './store.ts';

describeStore('memory', async () => {
  const disk: MemoryDisk = new Map();
  return {
    place: async (fileName, database) => void disk.set(fileName, database),
    digest: (fileName) => digestBlocks([disk.get(fileName) as Uint8Array]),
    open: async () => createStore(await openMemoryHost(disk)),
    fileNames: async () => [...disk.keys()],
    async execute(fileName, sql) {
      const host = await openMemoryHost(disk);
      (await host.open(fileName)).exec(sql);
      host.close();
    },
  };
});

describe('the store on a full disk', () => {
  /** A host whose files cannot grow beyond `pages` pages of 8 KiB. */
  async function openSmallHost(disk: MemoryDisk, pages: number) {
    const host = await openMemoryHost(disk);
    const databases: Database[] = [];
    return {
      ...host,
      async open(name: string) {
        const database = await host.open(name);
        database.exec(`PRAGMA max_page_count = ${pages}`);
        databases.push(database);
        return database;
      },
      /** Fewer than a file has: it cannot grow any more. */
      limitPages(limit: number) {
        for (const database of databases) database.exec(`PRAGMA max_page_count = ${limit}`);
      },
      space: async () => ({ usedBytes: 1_250_000, availableBytes: 340_000 }),
    };
  }

  const documents = [{ id: 'd1', title: '', text: 'one' }];
  const fullMessage =
    'The storage of this site could not be read or written, most likely because it is full: ' +
    '1.3 MB are in use and about 0.3 MB available. Nothing of this step was kept. ' +
    'Delete an index or a corpus, or free disk space, and try again.';

  it('says so, keeps nothing of the step and goes on working', async () => {
    const store = await createStore(await openSmallHost(new Map(), 60));
    const corpusId = await store.beginImport('Pets', 'pets.zip');
    await store.appendDocuments(corpusId, documents);
    await store.commitImport(corpusId);

    const large = { rows: 1000, cols: 1000, data: new Float32Array(1_000_000) };
    await expect(store.writeMatrix(corpusId, 'embedding:de', large, 'other')).rejects.toThrow(fullMessage);
    expect(await store.readMatrix(corpusId, 'embedding:de')).toBeUndefined();

    const small = { rows: 1, cols: 2, data: Float32Array.of(1, 2) };
    await store.writeMatrix(corpusId, 'embedding:de', small, 'documents');
    expect(await store.readMatrix(corpusId, 'embedding:de')).toEqual(small);
    store.close();
  });

  it('lets an import that does not fit be aborted', async () => {
    const disk: MemoryDisk = new Map();
    const store = await createStore(await openSmallHost(disk, 60));
    const corpusId = await store.beginImport('Pets', 'pets.zip');
    const tooLong = [...documents, { id: 'd2', title: '', text: 'long '.repeat(200_000) }];
    await expect(store.appendDocuments(corpusId, tooLong)).rejects.toThrow(fullMessage);
    // SQLite may have taken everything back by itself: what came now would be a corpus of the rest.
    const over = `No import '${corpusId}' is open: it was finished or aborted, or has failed. Begin a new import to add documents.`;
    await expect(store.appendDocuments(corpusId, documents)).rejects.toThrow(over);
    await expect(store.commitImport(corpusId)).rejects.toThrow(over);
    await store.abortImport(corpusId);
    expect(await store.listCorpora()).toEqual([]);
    store.close();
    expect(disk.size).toBe(0);
  });

  it('keeps nothing of an import that cannot even begin', async () => {
    const disk: MemoryDisk = new Map();
    const store = await createStore(await openSmallHost(disk, 2));
    await expect(store.beginImport('Pets', 'pets.zip')).rejects.toThrow(fullMessage);
    store.close();
    expect(disk.size).toBe(0);
  });

  const index = indexSummary({ rows: 3, cols: 1 });
  const steps: Record<string, (store: CorpusStore, corpusId: string) => Promise<unknown>> = {
    'writing an index': (store, corpusId) =>
      store.writeIndex(
        corpusId,
        { ...index, indexId: 'second' },
        { items: countingMatrix(3, 1), tower: countingMatrix(100, 1000) },
        { replacedIndexId: 'index' },
      ),
    'adding queries': (store, corpusId) =>
      store.addQueries(
        corpusId,
        Array.from({ length: 500 }, (_, n) => ({ id: `q${n}`, text: 'long '.repeat(100), split: 'test' })),
        [{ queryId: 'q0', docId: 'd1', grade: 1, split: 'test' }],
      ),
    'adding documents': (store, corpusId) => store.commitAddition(corpusId),
    'removing documents': (store, corpusId) => store.removeDocuments(corpusId, Uint32Array.of(0)),
  };

  it.each(Object.keys(steps))('%s keeps nothing of the step, and the store goes on', async (step) => {
    const host = await openSmallHost(new Map(), 1000);
    const store = await createStore(host);
    const documents = DOCUMENTS.map((document, row) => ({ ...document, text: `text ${row} `.repeat(2000) }));
    const { corpusId } = await importCorpus(store, { documents });
    await store.writeMatrix(corpusId, 'embedding:de', countingMatrix(3, 5000), 'documents');
    await store.writeIndex(corpusId, index, { items: countingMatrix(3, 1) });
    await store.appendAddition(corpusId, [{ id: 'd4', title: '', text: 'added '.repeat(5000) }]);
    const everything = async () => ({
      corpus: await store.readCorpus(corpusId),
      documents: await store.readDocumentRange(corpusId, 0, 10),
      queries: await store.listQueries(corpusId),
      judgements: await store.readJudgements(corpusId, 'q0'),
      found: await store.searchBm25(corpusId, 'text added', 10),
      indexes: await store.listIndexes(corpusId),
      items: await Promise.all(
        (await store.listIndexes(corpusId)).map(({ indexId }) =>
          store.readIndexTensor(corpusId, indexId, 'items'),
        ),
      ),
      embedding: await store.readMatrix(corpusId, 'embedding:de'),
    });
    const before = await everything();

    host.limitPages(1);
    await expect(steps[step](store, corpusId)).rejects.toThrow(fullMessage);
    expect(await everything()).toEqual(before);
    await store.recordSearch(corpusId, 'cats', 1);

    host.limitPages(1000);
    await steps[step](store, corpusId);
    expect(await everything()).not.toEqual(before);
    store.close();
  });
});
