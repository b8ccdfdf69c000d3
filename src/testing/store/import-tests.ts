import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText, DOCUMENTS, importCorpus, JUDGEMENTS, QUERIES, throughUtf8 } from './fixtures.ts';
import type { StoreSession } from './session.ts';

/** From `beginImport` to `commitImport`, and what is left when that is never reached. */
export function describeImport(session: StoreSession): void {
  describe('import', () => {
    it('shows a corpus once it is committed, and after reopening', async () => {
      const corpusId = await session.store.beginImport('Pets', 'pets.zip');
      await session.store.appendDocuments(corpusId, DOCUMENTS);
      await session.store.appendQueries(corpusId, QUERIES);
      await session.store.appendJudgements(corpusId, JUDGEMENTS);
      expect(await session.store.listCorpora()).toEqual([]);

      const summary = await session.store.commitImport(corpusId);
      expect(summary).toEqual({
        corpusId,
        name: 'Pets',
        sourceName: 'pets.zip',
        createdMs: expect.any(Number),
        documentCount: 3,
        queryCount: 3,
        judgementCount: 3,
        // Node: sha256 = (x) => createHash('sha256').update(x).digest();
        // sha256(sha256(JSON.stringify(documents.map((d) => [d.id, d.title, d.text])))).toString('hex')
        hash: '70078a634d8d6b8c7239199413012ccb4515282119fac329b169d6c9517f1197',
        bytesOnDisk: expect.any(Number),
      });
      expect(summary.bytesOnDisk).toBeGreaterThan(0);
      expect(await session.store.listCorpora()).toEqual([summary]);

      await session.reopen();
      expect(await session.store.listCorpora()).toEqual([summary]);
      expect(await session.store.readCorpus(corpusId)).toEqual(summary);
    });

    it('takes documents in batches, refuses ids that are taken and keeps the rows consecutive', async () => {
      const corpusId = await session.store.beginImport('Pets', 'pets.zip');
      const [first, second, third] = DOCUMENTS;
      expect(
        await session.store.appendDocuments(corpusId, [first, { ...first, text: 'again' }, second]),
      ).toEqual([1]);
      expect(await session.store.appendDocuments(corpusId, [second, third])).toEqual([0]);
      const { hash, documentCount } = await session.store.commitImport(corpusId);
      expect(documentCount).toBe(3);
      expect(await session.store.readDocumentRange(corpusId, 0, 10)).toEqual([
        { docRow: 0, ...first },
        { docRow: 1, ...second },
        { docRow: 2, ...third },
      ]);
      const whole = await importCorpus(session.store, { documents: DOCUMENTS });
      expect(whole.hash).toBe(hash);
    });

    it('tells corpora apart by their hash, across the hash blocks of 1,000 documents', async () => {
      const documents = Array.from({ length: 1001 }, (_, row) => ({
        id: `${row}`,
        title: '',
        text: `t${row}`,
      }));
      const original = await importCorpus(session.store, { documents });
      const changed = await importCorpus(session.store, {
        documents: [...documents.slice(0, 1000), { ...documents[1000], text: 'x' }],
      });
      const empty = await importCorpus(session.store, { documents: [] });
      expect(new Set([original.hash, changed.hash, empty.hash]).size).toBe(3);
      expect(empty).toMatchObject({ documentCount: 0, queryCount: 0, judgementCount: 0 });
    });

    it('refuses queries whose id is taken and judgements of what is unknown', async () => {
      const corpusId = await session.store.beginImport('Pets', 'pets.zip');
      await session.store.appendDocuments(corpusId, DOCUMENTS);
      expect(await session.store.appendQueries(corpusId, [...QUERIES, QUERIES[0]])).toEqual([3]);
      const judgement = { queryId: 'q1', docId: 'd1', grade: 2, split: 'test' };
      const unknown = await session.store.appendJudgements(corpusId, [
        { ...judgement, queryId: 'nobody' },
        judgement,
        { ...judgement, docId: 'nothing' },
        { ...judgement, grade: 1 },
      ]);
      expect(unknown).toEqual([0, 2]);
      expect(await session.store.commitImport(corpusId)).toMatchObject({ queryCount: 3, judgementCount: 1 });
      expect(await session.store.readJudgements(corpusId, 'q1')).toEqual([{ docRow: 0, grade: 2 }]);
    });

    it('gives a query without a split the one it was judged in, test before train', async () => {
      const queries = ['named', 'trained', 'both', 'unjudged'].map((id) => ({ id, text: id, split: '' }));
      const { corpusId } = await importCorpus(session.store, {
        documents: DOCUMENTS,
        queries: [{ ...queries[0], split: 'dev' }, ...queries.slice(1)],
        judgements: [
          { queryId: 'named', docId: 'd1', grade: 1, split: 'train' },
          { queryId: 'trained', docId: 'd1', grade: 1, split: 'train' },
          { queryId: 'both', docId: 'd1', grade: 1, split: 'train' },
          { queryId: 'both', docId: 'd1', grade: 1, split: 'test' },
        ],
      });
      expect(await session.store.listQueries(corpusId)).toEqual([
        { id: 'named', text: 'named', split: 'dev' },
        { id: 'trained', text: 'trained', split: 'train' },
        { id: 'both', text: 'both', split: 'test' },
        { id: 'unjudged', text: 'unjudged', split: '' },
      ]);
    });

    it('leaves nothing of an import that was cut off', async () => {
      const whole = await importCorpus(session.store, { documents: DOCUMENTS });
      const cutOff = await session.store.beginImport('Half', 'half.zip');
      await session.store.appendDocuments(cutOff, DOCUMENTS);
      await session.reopen();
      expect(await session.store.listCorpora()).toEqual([whole]);
      expect(await session.fileNamesBetween()).toEqual([whole.corpusId]);
    });

    it('leaves nothing of an import that was aborted, and never aborts a corpus', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const aborted = await session.store.beginImport('Half', 'half.zip');
      await session.store.appendDocuments(aborted, DOCUMENTS);
      for (const each of [aborted, aborted, corpusId]) await session.store.abortImport(each);
      await expect(session.store.appendDocuments(aborted, DOCUMENTS)).rejects.toThrow(
        `No import '${aborted}' is open: it was finished or aborted, or has failed. Begin a new import to add documents.`,
      );
      expect(await session.fileNamesBetween()).toEqual([corpusId]);
    });

    it('tells ids by what is stored of them', async () => {
      const corpusId = await session.store.beginImport('Ids', 'ids.zip');
      const documents = ['\uFEFFa', 'a', '\uD800'].map((id) => ({ id, title: '', text: 'b' }));
      expect(await session.store.appendDocuments(corpusId, documents)).toEqual([]);
      const again = ['a', '\uFFFD', '\uFEFFa', 'c', 'c'].map((id) => ({ id, title: '', text: 'b' }));
      expect(await session.store.appendDocuments(corpusId, again)).toEqual([0, 1, 2, 4]);
      expect((await session.store.commitImport(corpusId)).documentCount).toBe(4);
    });

    it('takes no more documents after the commit', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      await expect(session.store.appendDocuments(corpusId, DOCUMENTS)).rejects.toThrow(
        `No import '${corpusId}' is open: it was finished or aborted, or has failed. Begin a new import to add documents.`,
      );
    });

    it('finds all words of more text than is indexed at once', async () => {
      const blank = ' '.repeat(6 * 1024 * 1024);
      const corpusId = await session.store.beginImport('Long', 'long.zip');
      for (const row of [0, 1, 2, 3, 4]) {
        await session.store.appendDocuments(corpusId, [
          { id: `${row}`, title: 'plum', text: `${blank}pear${row}` },
        ]);
      }
      await session.store.commitImport(corpusId);
      expect((await session.store.searchBm25(corpusId, 'plum', 9)).docRows).toHaveLength(5);
      expect([...(await session.store.searchBm25(corpusId, 'pear0 pear4', 9)).docRows]).toEqual([0, 4]);
      await session.store.checkCorpus(corpusId);
    });

    it('gives any text back as UTF-8 would', async () => {
      const texts = fc.sample(anyText, { numRuns: 200, seed: 4 });
      const awkward = ['a\0b', '\uD800', 'x\uDC00y', '\uFEFFbom', '😀', ''];
      const documents = [...awkward, ...texts].map((text, row) => ({ id: `${row}`, title: text, text }));
      const { corpusId } = await importCorpus(session.store, { documents });
      const stored = await session.store.readDocumentRange(corpusId, 0, documents.length);
      expect(stored.map(({ title, text }) => [title, text])).toEqual(
        documents.map(({ text }) => [throughUtf8(text), throughUtf8(text)]),
      );
    });
  });
}
