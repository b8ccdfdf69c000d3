import { describe, expect, it } from 'vitest';
import { countingMatrix, DOCUMENTS, importCorpus, indexSummary } from './fixtures.ts';
import type { StoreSession } from './session.ts';

/** Indexes: a summary and tensors by name. */
export function describeIndexes(session: StoreSession): void {
  describe('indexes', () => {
    it('are listed oldest first and replaced by id', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const late = indexSummary({ indexId: 'late', createdMs: 2_000_000_000_000 });
      const early = indexSummary({ indexId: 'early', createdMs: 1_000_000_000_000 });
      const again = { ...late, name: 'again', cols: 4 };
      await session.store.writeIndex(corpusId, late, {
        items: countingMatrix(3, 2),
        tower: countingMatrix(5, 5),
      });
      await session.store.writeIndex(corpusId, early, { items: countingMatrix(3, 2) });
      await session.store.writeIndex(corpusId, again, { items: countingMatrix(3, 4) });
      await session.reopen();
      expect(await session.store.listIndexes(corpusId)).toEqual([early, again]);
      expect(await session.store.readIndexTensor(corpusId, 'late', 'items')).toEqual(countingMatrix(3, 4));
      expect(await session.store.readIndexTensor(corpusId, 'late', 'tower')).toBeUndefined();
      expect(await session.store.readMatrix(corpusId, 'late')).toBeUndefined();
    });

    it('have tensors of any shape besides their items, by name', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const tensors = {
        query: countingMatrix(7, 2),
        items: countingMatrix(3, 2),
        bias: countingMatrix(1, 1),
      };
      await session.store.writeIndex(corpusId, indexSummary({}), tensors);
      await session.reopen();
      expect(await session.store.listIndexTensors(corpusId, 'index')).toEqual(['bias', 'items', 'query']);
      for (const [name, tensor] of Object.entries(tensors)) {
        expect(await session.store.readIndexTensor(corpusId, 'index', name)).toEqual(tensor);
      }
    });

    it('take the place of another in one step', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const first = indexSummary({ indexId: 'first' });
      const second = indexSummary({ indexId: 'second' });
      await session.store.writeIndex(corpusId, first, { items: countingMatrix(3, 2) });
      const job = { jobId: 'j', kind: 'build-index', createdMs: 1, plan: '{}' } as const;
      await session.store.writeJob(corpusId, job);
      const ends = { replacedIndexId: 'first', jobId: 'j' };
      await session.store.writeIndex(corpusId, second, { items: countingMatrix(3, 2) }, ends);
      expect(await session.store.listJobs(corpusId)).toEqual([]);
      expect(await session.store.listIndexes(corpusId)).toEqual([second]);
      await expect(session.store.listIndexTensors(corpusId, 'first')).rejects.toThrow(
        "No index 'first' is stored for this corpus: it was deleted. Choose another or build a new one.",
      );
    });

    it('give their space back when they are deleted', async () => {
      const documents = Array.from({ length: 500 }, (_, row) => ({ id: `${row}`, title: '', text: 'x' }));
      const { corpusId, bytesOnDisk } = await importCorpus(session.store, { documents });
      const summary = indexSummary({ rows: 500, cols: 1000 });
      await session.store.writeIndex(corpusId, summary, { items: countingMatrix(500, 1000) });
      expect((await session.store.readCorpus(corpusId)).bytesOnDisk).toBeGreaterThan(bytesOnDisk + 1_900_000);
      for (let time = 0; time < 2; time++) await session.store.deleteIndex(corpusId, 'index');
      expect((await session.store.readCorpus(corpusId)).bytesOnDisk).toBeLessThan(bytesOnDisk + 100_000);
      expect(await session.store.listIndexes(corpusId)).toEqual([]);
      await expect(session.store.readIndexTensor(corpusId, 'index', 'items')).rejects.toThrow(
        "No index 'index' is stored for this corpus: it was deleted. Choose another or build a new one.",
      );
    });

    it.each([
      {
        tensors: { items: countingMatrix(2, 2) },
        message: 'Expected an index matrix of 3 x 2, found 2 x 2. It was not stored.',
      },
      {
        tensors: { vectors: countingMatrix(3, 2) },
        message: 'Expected an index matrix of 3 x 2, found none. It was not stored.',
      },
      {
        tensors: { items: countingMatrix(3, 2), tower: { rows: 2, cols: 2, data: new Float32Array(3) } },
        message: 'Expected a matrix of 2 x 2 numbers, found 3. It was not stored.',
      },
    ])('are refused, and nothing of them is kept: $message', async ({ tensors, message }) => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await expect(session.store.writeIndex(corpusId, indexSummary({}), tensors)).rejects.toThrow(message);
      expect(await session.store.listIndexes(corpusId)).toEqual([]);
    });

    it('are refused with more rows than there are documents, and the one to be replaced stays', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const stored = indexSummary({ indexId: 'stored' });
      await session.store.writeIndex(corpusId, stored, { items: countingMatrix(3, 2) });
      const summary = indexSummary({ rows: 4 });
      await expect(
        session.store.writeIndex(
          corpusId,
          summary,
          { items: countingMatrix(4, 2) },
          { replacedIndexId: 'stored' },
        ),
      ).rejects.toThrow(
        'Expected a matrix of at most 3 rows, one for each document of the corpus, found 4. ' +
          'It was not stored: documents were removed while it was made. Make it again.',
      );
      expect(await session.store.listIndexes(corpusId)).toEqual([stored]);
      expect(await session.store.readIndexTensor(corpusId, 'stored', 'items')).toEqual(countingMatrix(3, 2));
    });

    it('are not believed when a byte of a tensor has changed', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const tensors = { items: countingMatrix(3, 2), tower: countingMatrix(1, 2) };
      await session.store.writeIndex(corpusId, indexSummary({}), tensors);
      await session.executeBetween(
        corpusId,
        `UPDATE matrix_block SET bytes = x'000000000000803e'
          WHERE matrix_row = (SELECT row FROM matrix WHERE key = 'index:index:tower')`,
      );
      await expect(session.store.readIndexTensor(corpusId, 'index', 'tower')).rejects.toThrow(
        'A stored matrix of 1 x 2 is damaged: its bytes do not match their checksum. ' +
          'Delete the index, or if that does not help the corpus, and make it again.',
      );
      expect(await session.store.readIndexTensor(corpusId, 'index', 'items')).toEqual(countingMatrix(3, 2));
    });
  });
}
