import { describe, expect, it } from 'vitest';
import { countingMatrix, DOCUMENTS, importCorpus, JUDGEMENTS, QUERIES, scores } from './fixtures.ts';
import type { StoreSession } from './session.ts';

const ADDED = [
  { id: 'd4', title: 'Birds', text: 'Birds sing.' },
  { id: 'd5', title: '', text: 'A cat that sings.' },
];

/** Documents that come later. */
export function describeAdditions(session: StoreSession): void {
  describe('added documents', () => {
    it('are there, and in BM25, once they are committed: as if imported with the others', async () => {
      const content = { queries: QUERIES, judgements: JUDGEMENTS };
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS, ...content });
      const before = await session.store.readCorpus(corpusId);
      await session.store.writeScores(corpusId, 'ce', 'cats', scores([0, 2], [1, 2]));
      await session.store.writeMatrix(corpusId, 'embedding:de', countingMatrix(3, 2), 'documents');
      for (const document of ADDED) await session.store.appendAddition(corpusId, [document]);
      expect(await session.store.readCorpus(corpusId)).toMatchObject({
        documentCount: 3,
        hash: before.hash,
      });
      expect(await session.store.readDocumentRange(corpusId, 0, 10)).toHaveLength(3);
      expect((await session.store.searchBm25(corpusId, 'birds', 5)).docRows).toHaveLength(0);

      const summary = await session.store.commitAddition(corpusId);
      const whole = await importCorpus(session.store, { documents: [...DOCUMENTS, ...ADDED], ...content });
      await session.reopen();
      expect(await session.store.readCorpus(corpusId)).toEqual(summary);
      expect(summary).toEqual({
        ...before,
        documentCount: 5,
        hash: whole.hash,
        bytesOnDisk: expect.any(Number),
      });
      expect(await session.store.readDocumentRange(corpusId, 0, 10)).toEqual(
        await session.store.readDocumentRange(whole.corpusId, 0, 10),
      );
      expect(await session.store.searchBm25(corpusId, 'cats sing', 5)).toEqual(
        await session.store.searchBm25(whole.corpusId, 'cats sing', 5),
      );
      expect(await session.store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([0, 2], [1, 2]));
      expect(await session.store.readMatrix(corpusId, 'embedding:de')).toEqual(countingMatrix(3, 2));
    });

    it('are left out when their id is taken, in the corpus or among them', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const [first, second] = ADDED;
      expect(await session.store.appendAddition(corpusId, [DOCUMENTS[1], first, first])).toEqual([0, 2]);
      expect(await session.store.appendAddition(corpusId, [first, second])).toEqual([0]);
      await session.store.commitAddition(corpusId);
      expect(await session.store.appendAddition(corpusId, [second])).toEqual([0]);
      const ids = (await session.store.readDocumentRange(corpusId, 0, 10)).map(({ id }) => id);
      expect(ids).toEqual(['d1', 'd2', 'd3', 'd4', 'd5']);
    });

    it('are forgotten when the addition is aborted or the page is left', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const before = await session.store.readCorpus(corpusId);
      await session.store.appendAddition(corpusId, ADDED);
      await session.store.abortAddition(corpusId);
      expect(await session.store.commitAddition(corpusId)).toMatchObject({ hash: before.hash });
      await session.store.appendAddition(corpusId, ADDED);
      await session.reopen();
      expect(await session.store.commitAddition(corpusId)).toMatchObject({
        documentCount: 3,
        hash: before.hash,
      });
    });

    it('keep the hash of the whole corpus across its blocks of 1,000 documents', async () => {
      const documents = Array.from({ length: 2500 }, (_, row) => ({
        id: `${row}`,
        title: '',
        text: `t${row}`,
      }));
      const { hash } = await importCorpus(session.store, { documents });
      const { corpusId } = await importCorpus(session.store, { documents: documents.slice(0, 900) });
      await session.store.appendAddition(corpusId, documents.slice(900));
      expect((await session.store.commitAddition(corpusId)).hash).toBe(hash);
    });

    it('are committed one addition after the other, whoever asks first', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.store.appendAddition(corpusId, [ADDED[0]]);
      const committing = session.store.commitAddition(corpusId);
      const appending = session.store.appendAddition(corpusId, [ADDED[1]]);
      const removing = session.store.removeDocuments(corpusId, Uint32Array.of(3));
      expect((await committing).documentCount).toBe(4);
      await appending;
      expect((await removing).documentCount).toBe(3);
      expect((await session.store.commitAddition(corpusId)).documentCount).toBe(4);
      const ids = (await session.store.readDocumentRange(corpusId, 0, 10)).map(({ id }) => id);
      expect(ids).toEqual(['d1', 'd2', 'd3', 'd5']);
    });
  });
}
