import { describe, expect, it } from 'vitest';
import { describeStore } from '../testing/store/describe-store.ts';
import type { DatabaseHost } from './database.ts';
import { type MemoryDisk, openMemoryHost } from './memory-host.ts';
import { createStore } from './store.ts';

describeStore('memory', async () => {
  const disk: MemoryDisk = new Map();
  return {
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
  async function openSmallHost(disk: MemoryDisk, pages: number): Promise<DatabaseHost> {
    const host = await openMemoryHost(disk);
    return {
      ...host,
      async open(name) {
        const database = await host.open(name);
        database.exec(`PRAGMA max_page_count = ${pages}`);
        return database;
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
    await expect(store.writeMatrix(corpusId, 'embedding:de', large)).rejects.toThrow(fullMessage);
    expect(await store.readMatrix(corpusId, 'embedding:de')).toBeUndefined();

    const small = { rows: 1, cols: 2, data: Float32Array.of(1, 2) };
    await store.writeMatrix(corpusId, 'embedding:de', small);
    expect(await store.readMatrix(corpusId, 'embedding:de')).toEqual(small);
    store.close();
  });

  it('lets an import that does not fit be aborted', async () => {
    const disk: MemoryDisk = new Map();
    const store = await createStore(await openSmallHost(disk, 60));
    const corpusId = await store.beginImport('Pets', 'pets.zip');
    const tooLong = [...documents, { id: 'd2', title: '', text: 'long '.repeat(200_000) }];
    await expect(store.appendDocuments(corpusId, tooLong)).rejects.toThrow(fullMessage);
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
});
