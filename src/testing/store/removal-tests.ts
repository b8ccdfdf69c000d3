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
import type { StoreSession } from './session.ts';

/** Documents that are taken out again. */
export function describeRemovals(session: StoreSession): void {
  describe('removed documents', () => {
    it('are gone with their judgements and scores, and the last take their places', async () => {
      const { corpusId } = await importCorpus(session.store, {
        documents: DOCUMENTS,
        queries: QUERIES,
        judgements: JUDGEMENTS,
      });
      await session.store.writeScores(corpusId, 'ce', 'cats', scores([0, 2], [1, 2]));
      await session.store.writeScores(corpusId, 'ce', 'dogs', scores([0], [3]));
      await session.store.writeMatrix(corpusId, 'embedding:de', countingMatrix(3, 2), 'documents');
      await session.store.writeMatrix(corpusId, 'token-ids:ce', countingMatrix(9, 1), 'packed-documents');
      await session.store.writeMatrix(corpusId, 'lsa-axes:1', countingMatrix(7, 2), 'other');
      const summary = await session.store.removeDocuments(corpusId, Uint32Array.of(0));
      const whole = await importCorpus(session.store, { documents: [DOCUMENTS[2], DOCUMENTS[1]] });
      await session.reopen();
      expect(await session.store.readCorpus(corpusId)).toEqual(summary);
      expect(summary).toMatchObject({ documentCount: 2, judgementCount: 2, queryCount: 3, hash: whole.hash });
      expect(await session.store.readDocumentRange(corpusId, 0, 10)).toEqual([
        { docRow: 0, ...DOCUMENTS[2] },
        { docRow: 1, ...DOCUMENTS[1] },
      ]);
      expect(await session.store.readJudgements(corpusId, 'q1')).toEqual([{ docRow: 0, grade: 0 }]);
      expect(await session.store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([0], [2]));
      expect(await session.store.readScores(corpusId, 'ce', 'dogs')).toEqual(scores([], []));
      expect(await session.store.listScoredQueries(corpusId, 'ce')).toEqual(['cats']);
      expect(await session.store.readMatrix(corpusId, 'embedding:de')).toEqual({
        rows: 2,
        cols: 2,
        data: Float32Array.of(4, 5, 2, 3),
      });
      expect(await session.store.readMatrix(corpusId, 'token-ids:ce')).toBeUndefined();
      expect(await session.store.readMatrix(corpusId, 'lsa-axes:1')).toEqual(countingMatrix(7, 2));
      expect(await session.store.appendAddition(corpusId, [DOCUMENTS[0]])).toEqual([]);
    });

    it('leave those without a vector behind those with one, and the other tensors of an index alone', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const tensors = { items: countingMatrix(3, 2), tower: countingMatrix(2, 2) };
      await session.store.writeIndex(corpusId, indexSummary({}), tensors);
      await session.store.appendAddition(corpusId, [{ id: 'd4', title: '', text: 'added' }]);
      await session.store.commitAddition(corpusId);
      await session.store.removeDocuments(corpusId, Uint32Array.of(0));
      const ids = (await session.store.readDocumentRange(corpusId, 0, 10)).map(({ id }) => id);
      expect(ids).toEqual(['d3', 'd2', 'd4']);
      expect(await session.store.listIndexes(corpusId)).toEqual([indexSummary({ rows: 2 })]);
      expect(await session.store.readIndexTensor(corpusId, 'index', 'items')).toEqual({
        rows: 2,
        cols: 2,
        data: Float32Array.of(4, 5, 2, 3),
      });
      expect(await session.store.readIndexTensor(corpusId, 'index', 'tower')).toEqual(countingMatrix(2, 2));
    });

    it.each([
      {
        docRows: [0, 1, 2],
        message:
          'Expected at least one document to stay in the corpus, found all of them among those to be removed. ' +
          'None was removed: keep one, or delete the corpus.',
      },
      {
        docRows: [1, 3],
        message:
          'Expected a document row below 3, the number of documents in the corpus, found 3. ' +
          'This is an error in xenn: please report it.',
      },
    ])('are refused, all of them, for rows $docRows', async ({ docRows, message }) => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const removal = session.store.removeDocuments(corpusId, Uint32Array.from(docRows));
      await expect(removal).rejects.toThrow(message);
      expect(await session.store.readDocumentRange(corpusId, 0, 10)).toHaveLength(3);
    });

    it('stay when a matrix is damaged, which removing must not hide', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.store.writeMatrix(corpusId, 'a:whole', countingMatrix(3, 1), 'documents');
      await session.store.writeMatrix(corpusId, 'b:damaged', countingMatrix(3, 1), 'documents');
      await session.executeBetween(
        corpusId,
        `UPDATE matrix_block SET bytes = x'000000000000000000000000' WHERE matrix_row =
          (SELECT row FROM matrix WHERE key = 'derived:b:damaged')`,
      );
      await expect(session.store.removeDocuments(corpusId, Uint32Array.of(0))).rejects.toThrow(
        /^A stored matrix of 3 x 1 is damaged/,
      );
      expect(await session.store.readDocumentRange(corpusId, 0, 10)).toHaveLength(3);
      expect(await session.store.readMatrix(corpusId, 'a:whole')).toEqual(countingMatrix(3, 1));
    });

    it('are removed all or not at all', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const before = await session.store.readCorpus(corpusId);
      await session.store.writeIndex(corpusId, indexSummary({}), { items: countingMatrix(3, 2) });
      await session.store.writeScores(corpusId, 'ce', 'cats', scores([0, 2], [1, 2]));
      await session.executeBetween(
        corpusId,
        `CREATE TRIGGER fails BEFORE UPDATE ON item_index BEGIN SELECT raise(ABORT, 'on purpose'); END`,
      );
      await expect(session.store.removeDocuments(corpusId, Uint32Array.of(0))).rejects.toThrow('on purpose');
      expect(await session.store.readCorpus(corpusId)).toMatchObject({
        documentCount: 3,
        hash: before.hash,
      });
      expect(await session.store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([0, 2], [1, 2]));
      expect(await session.store.readIndexTensor(corpusId, 'index', 'items')).toEqual(countingMatrix(3, 2));
      expect((await session.store.searchBm25(corpusId, 'cats', 5)).docRows).toEqual(Uint32Array.of(0, 1));

      await session.executeBetween(corpusId, 'DROP TRIGGER fails');
      await session.store.removeDocuments(corpusId, Uint32Array.of(0));
      expect(await session.store.readIndexTensor(corpusId, 'index', 'items')).toMatchObject({ rows: 2 });
    });
  });
}
