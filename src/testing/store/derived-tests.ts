import { describe, expect, it } from 'vitest';
import { countingMatrix, DOCUMENTS, importCorpus, scores } from './fixtures.ts';
import type { StoreSession } from './session.ts';

/** What is stored besides: scores, matrices, jobs, searches, measurements. */
export function describeDerived(session: StoreSession): void {
  describe('scores', () => {
    it('are kept per cross-encoder and query text, by ascending row, past reopening', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.store.writeScores(corpusId, 'ce', 'cats', scores([2, 0], [0.1, -3.5]));
      await session.store.writeScores(corpusId, 'ce', 'dogs', scores([1], [7]));
      await session.store.writeScores(corpusId, 'other', 'cats', scores([1], [8]));
      await session.reopen();
      expect(await session.store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([0, 2], [-3.5, 0.1]));
      expect(await session.store.readScores(corpusId, 'ce', 'birds')).toEqual(scores([], []));
    });

    it('stay as they are when they come again', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.store.writeScores(corpusId, 'ce', 'cats', scores([0, 1], [1, 2]));
      await session.store.writeScores(corpusId, 'ce', 'cats', scores([1, 2], [20, 30]));
      expect(await session.store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([0, 1, 2], [1, 2, 30]));
    });

    it.each([
      {
        given: scores([0, 1], [1, Number.NaN]),
        message:
          'Expected a finite score, found NaN for document row 1. None of the 2 scores was stored: ' +
          "the model's output cannot be right.",
      },
      {
        given: scores([0, 3], [1, 2]),
        message:
          'Expected a document row below 3, the number of documents in the corpus, found 3. ' +
          'This is an error in xenn: please report it.',
      },
      {
        given: scores([0, 1], [1]),
        message: 'Expected one score per document row, found 1 scores for 2 rows. None was stored.',
      },
    ])('are refused, all of them: $message', async ({ given, message }) => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await expect(session.store.writeScores(corpusId, 'ce', 'cats', given)).rejects.toThrow(message);
      expect(await session.store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([], []));
    });

    it('are written all or not at all', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.executeBetween(
        corpusId,
        `CREATE TRIGGER fails BEFORE INSERT ON score WHEN new.doc_row = 2
          BEGIN SELECT raise(ABORT, 'on purpose'); END`,
      );
      await expect(
        session.store.writeScores(corpusId, 'ce', 'cats', scores([0, 1, 2], [1, 2, 3])),
      ).rejects.toThrow(
        'The database stopped with an error xenn did not expect: SQLITE_CONSTRAINT_TRIGGER: sqlite3 result code 1811: ' +
          'on purpose. Reload the page and try again.',
      );
      expect(await session.store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([], []));
      await session.store.writeScores(corpusId, 'ce', 'cats', scores([0, 1], [1, 2]));
      expect(await session.store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([0, 1], [1, 2]));
    });
  });

  describe('scored queries', () => {
    it('are listed in the order they were first scored, per cross-encoder', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.store.writeScores(corpusId, 'ce', 'dogs', scores([1], [7]));
      await session.store.writeScores(corpusId, 'ce', 'nothing yet', scores([], []));
      await session.store.writeScores(corpusId, 'ce', 'cats', scores([0], [1]));
      await session.store.writeScores(corpusId, 'ce', 'dogs', scores([0], [2]));
      await session.store.writeScores(corpusId, 'other', 'birds', scores([1], [8]));
      expect(await session.store.listScoredQueries(corpusId, 'ce')).toEqual(['dogs', 'cats']);
      for (const { queryText, count } of await session.store.countScores(corpusId, 'ce')) {
        const { docRows } = await session.store.readScores(corpusId, 'ce', queryText);
        expect([queryText, count]).toEqual([queryText, docRows.length]);
      }
      expect(await session.store.countScores(corpusId, 'another')).toEqual([]);
    });
  });

  describe('matrices', () => {
    it.each([
      { rows: 2, cols: 3 },
      { rows: 0, cols: 3 },
      { rows: 3, cols: 0 },
      // More than one block of 4 MiB.
      { rows: 1100, cols: 1000 },
    ])('of $rows x $cols come back as they were', async ({ rows, cols }) => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const matrix = countingMatrix(rows, cols);
      await session.store.writeMatrix(corpusId, 'embedding:de', countingMatrix(1, 1), 'other');
      await session.store.writeMatrix(corpusId, 'embedding:de', matrix, 'other');
      await session.reopen();
      const read = await session.store.readMatrix(corpusId, 'embedding:de');
      // Byte by byte would take the matcher seconds.
      expect(read).toMatchObject({ rows, cols });
      expect(read?.data.every((value, index) => value === matrix.data[index])).toBe(true);
      expect(read?.data.length).toBe(rows * cols);
      expect(await session.store.readMatrix(corpusId, 'embedding:other')).toBeUndefined();
    });

    it.each([
      { damage: "UPDATE matrix_block SET bytes = x'0000803f0000803f0000803f0000803f0000803f0000803f'" },
      { damage: "UPDATE matrix_block SET bytes = x'0000803f'" },
      { damage: 'DELETE FROM matrix_block' },
      { damage: 'UPDATE matrix SET row_count = 3, col_count = 2' },
    ])('are not believed after $damage', async ({ damage }) => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.store.writeMatrix(corpusId, 'embedding:de', countingMatrix(2, 3), 'documents');
      await session.executeBetween(corpusId, damage);
      await expect(session.store.readMatrix(corpusId, 'embedding:de')).rejects.toThrow(
        /^A stored matrix of (2 x 3|3 x 2) is damaged: its bytes do not match their checksum\. Delete the index, or if that does not help the corpus, and make it again\.$/,
      );
    });

    it('are deleted by their key, damaged or not', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.store.writeMatrix(corpusId, 'graph:a', countingMatrix(2, 3), 'packed-documents');
      await session.store.writeMatrix(corpusId, 'graph:b', countingMatrix(1, 1), 'packed-documents');
      await session.executeBetween(corpusId, 'UPDATE matrix SET row_count = 3 WHERE col_count = 3');
      await session.store.deleteMatrix(corpusId, 'graph:a');
      await session.store.deleteMatrix(corpusId, 'graph:c');
      expect(await session.store.readMatrix(corpusId, 'graph:a')).toBeUndefined();
      expect(await session.store.readMatrix(corpusId, 'graph:b')).toEqual(countingMatrix(1, 1));
    });

    it('are refused when they are not as long as their shape', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const crooked = { rows: 2, cols: 2, data: new Float32Array(3) };
      await expect(session.store.writeMatrix(corpusId, 'embedding:de', crooked, 'other')).rejects.toThrow(
        'Expected a matrix of 2 x 2 numbers, found 3. It was not stored.',
      );
    });

    it('are refused with more rows than documents where each row is one', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await expect(
        session.store.writeMatrix(corpusId, 'embedding:de', countingMatrix(4, 2), 'documents'),
      ).rejects.toThrow(
        'Expected a matrix of at most 3 rows, one for each document of the corpus, found 4. ' +
          'It was not stored: documents were removed while it was made. Make it again.',
      );
    });
  });

  describe('jobs', () => {
    it('are kept until deleted, one of a kind', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const job = {
        jobId: 'j1',
        kind: 'build-index',
        createdMs: 1_800_000_000_000,
        plan: '{"seed":1}',
      } as const;
      await session.store.writeJob(corpusId, job);
      await session.store.writeJob(corpusId, { ...job, jobId: 'j2' });
      await session.reopen();
      expect(await session.store.listJobs(corpusId)).toEqual([{ ...job, jobId: 'j2' }]);
      await session.store.deleteJob(corpusId, 'j1');
      expect(await session.store.listJobs(corpusId)).toHaveLength(1);
      await session.store.deleteJob(corpusId, 'j2');
      expect(await session.store.listJobs(corpusId)).toEqual([]);
    });
  });

  describe('searches', () => {
    it('are kept once a text, newest first, with how often they were typed', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.store.recordSearch(corpusId, 'cats', 1_000);
      await session.store.recordSearch(corpusId, 'dogs', 2_000);
      await session.store.recordSearch(corpusId, 'cats', 3_000);
      await session.store.recordSearch(corpusId, 'dogs', 1_500);
      await session.reopen();
      expect(await session.store.listSearches(corpusId)).toEqual([
        { queryText: 'cats', searchedMs: 3_000, times: 2 },
        { queryText: 'dogs', searchedMs: 2_000, times: 2 },
      ]);
      await session.store.forgetSearches(corpusId);
      expect(await session.store.listSearches(corpusId)).toEqual([]);
    });
  });

  describe('measurements', () => {
    it('are kept by key and listed by its start', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await session.store.writeMeasurement(corpusId, 'recall:b', '{"recall":0.5}');
      await session.store.writeMeasurement(corpusId, 'recall:a', '1');
      await session.store.writeMeasurement(corpusId, 'recall:a', '2');
      await session.store.writeMeasurement(corpusId, 'recal', '3');
      await session.reopen();
      expect(await session.store.readMeasurement(corpusId, 'recall:a')).toBe('2');
      expect(await session.store.readMeasurement(corpusId, 'recall')).toBeUndefined();
      expect(await session.store.listMeasurements(corpusId, 'recall:')).toEqual(['2', '{"recall":0.5}']);
    });
  });
}
