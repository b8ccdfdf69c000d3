import { describe, expect, it } from 'vitest';
import {
  countingMatrix,
  DOCUMENTS,
  importCorpus,
  indexSummary,
  JUDGEMENTS,
  QUERIES,
  scores,
} from './fixtures.ts';
import { RELEASED_VERSIONS, releasedFile } from './released-files.ts';
import type { StoreSession, StoreUnderTest } from './session.ts';
import { expectEverything } from './version-tests.ts';

const REFUSED =
  /^Expected the database file of a corpus as xenn stores it, found .+\. Nothing of it was kept: export it again where the corpus is stored, or choose another file\.$/s;

/** One with everything; `name` tells it from others. */
async function importEverything(store: StoreUnderTest, name: string) {
  const content = { documents: DOCUMENTS, queries: QUERIES, judgements: JUDGEMENTS };
  const { corpusId } = await importCorpus(store, { ...content, name });
  await store.writeScores(corpusId, 'ce', 'cats', scores([0, 2], [1, 2]));
  await store.writeMatrix(corpusId, 'embedding:de', countingMatrix(3, 2), 'documents');
  // Two blocks, and more than a page of the file.
  await store.writeMatrix(corpusId, 'lsa-axes:1', countingMatrix(3, 400_000), 'other');
  await store.writeIndex(corpusId, indexSummary({}), { items: countingMatrix(3, 2) });
  await store.writeMeasurement(corpusId, 'recall', '{"recall":1}');
  await store.writeMeasurement(corpusId, 'backup', '{"exportedMs":1}');
  return corpusId;
}

async function everything(store: StoreUnderTest, corpusId: string) {
  const { corpusId: _, bytesOnDisk, ...corpus } = await store.readCorpus(corpusId);
  return {
    corpus,
    contents: await store.readContents(corpusId),
    documents: await store.readDocumentRange(corpusId, 0, 10),
    found: await store.searchBm25(corpusId, 'cats run', 10),
    queries: await store.listQueries(corpusId),
    judgements: await store.readJudgements(corpusId, 'q1'),
    scores: await store.readScores(corpusId, 'ce', 'cats'),
    embedding: await store.readMatrix(corpusId, 'embedding:de'),
    axes: await store.readMatrix(corpusId, 'lsa-axes:1'),
    items: await store.readIndexTensor(corpusId, 'index', 'items'),
    recall: await store.readMeasurement(corpusId, 'recall'),
  };
}

/** Corpora that leave and come in as database files. */
export function describeDatabaseFiles(session: StoreSession): void {
  describe('a database file', () => {
    it('comes in as the corpus that left, under an id of its own, and is a corpus like any other', async () => {
      const corpusId = await importEverything(session.store, 'Pets');
      const database = await session.store.exportDatabase(corpusId);
      const { bytesOnDisk } = await session.store.readCorpus(corpusId);
      expect(database.size).toBe(bytesOnDisk);
      const imported = await session.store.importDatabase(database);
      expect(imported.corpusId).not.toBe(corpusId);
      expect(await session.store.readMeasurement(imported.corpusId, 'backup')).toBeUndefined();
      await session.store.deleteCorpus(corpusId);
      await session.reopen();
      const again = await importEverything(session.store, 'Pets');
      const expected = await everything(session.store, again);
      const { createdMs } = imported;
      expect(await everything(session.store, imported.corpusId)).toEqual({
        ...expected,
        corpus: { ...expected.corpus, createdMs },
      });
      await session.store.checkCorpus(imported.corpusId);
      await session.store.appendAddition(imported.corpusId, [{ id: 'd4', title: '', text: 'added' }]);
      expect(await session.store.commitAddition(imported.corpusId)).toMatchObject({ documentCount: 4 });
    });

    it('is of one moment, whatever is asked for while it is made', async () => {
      const corpusId = await importEverything(session.store, 'Pets');
      const exporting = session.store.exportDatabase(corpusId);
      const changes = [
        session.store.renameCorpus(corpusId, 'Renamed'),
        session.store.writeScores(corpusId, 'ce', 'dogs', scores([1], [3])),
        session.store.removeDocuments(corpusId, Uint32Array.of(0)),
      ];
      expect(await session.store.readDocumentRange(corpusId, 0, 10)).toHaveLength(3);
      const imported = await session.store.importDatabase(await exporting);
      await Promise.all(changes);
      expect(imported).toMatchObject({ name: 'Pets', documentCount: 3 });
      expect(await session.store.listScoredQueries(imported.corpusId, 'ce')).toEqual(['cats']);
      expect(await session.store.readCorpus(corpusId)).toMatchObject({ name: 'Renamed', documentCount: 2 });
    });

    it('is finished before its corpus is deleted', async () => {
      const corpusId = await importEverything(session.store, 'Pets');
      const exporting = session.store.exportDatabase(corpusId);
      await session.store.deleteCorpus(corpusId);
      expect(await session.store.importDatabase(await exporting)).toMatchObject({ documentCount: 3 });
    });

    it.each(RELEASED_VERSIONS)('of version %i is upgraded', async (version) => {
      const { corpusId } = await session.store.importDatabase(new Blob([await releasedFile(version)]));
      await expectEverything(session, corpusId, version);
    });

    it('of a newer version is refused', async () => {
      const database = await releasedFile(2);
      new DataView(database.buffer).setInt32(60, 4);
      await expect(session.store.importDatabase(new Blob([database]))).rejects.toThrow(
        'This corpus was stored by a newer xenn (storage version 4; this one reads up to 3). ' +
          'Nothing of it was kept: reload the page to get the current xenn, then open it again.',
      );
      expect(await session.fileNamesBetween()).toEqual([]);
    });

    it('that is not whole is refused, and nothing of it is kept', async () => {
      const corpusId = await importEverything(session.store, 'Pets');
      const database = await session.store.exportDatabase(corpusId);
      const bytes = new Uint8Array(await database.arrayBuffer());
      const middle = Math.floor(bytes.length / 2);
      const cases = [
        new Blob([]),
        new Blob(['not a database at all']),
        database.slice(0, 50),
        database.slice(0, 8192),
        database.slice(0, 40 * 8192),
        new Blob([database, 'x']),
        new Blob([database, new Uint8Array(8192)]),
        // A page of something else in the middle.
        new Blob([bytes.slice(0, middle), new Uint8Array(8192).fill(7), bytes.slice(middle + 8192)]),
      ];
      for (const broken of cases) {
        await expect(session.store.importDatabase(broken)).rejects.toThrow(REFUSED);
      }
      expect(await session.fileNamesBetween()).toEqual([corpusId]);
      await session.store.checkCorpus(corpusId);
    });
  });

  it('the status says how much each corpus takes', async () => {
    const { corpusId, bytesOnDisk } = await importCorpus(session.store, { documents: DOCUMENTS });
    const status = await session.store.readStorageStatus();
    expect(status).toMatchObject({ corpora: [{ corpusId, bytesOnDisk }], modelBytes: 0, recordBytes: 0 });
    expect(status.persisted).toBe(false);
    expect(status.usedBytes).toBeGreaterThan(0);
    expect(status.availableBytes).toBeGreaterThan(0);
  });
}
