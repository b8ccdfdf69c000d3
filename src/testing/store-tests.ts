/**
 * What the store promises, whatever lies beneath it: the same body runs on memory in Node and on OPFS in
 * a browser.
 */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { IndexSummary, SourceDocument, SourceJudgement, SourceQuery } from '../core/records.ts';
import type { Matrix } from '../core/types.ts';
import type { Store } from '../engine/ports.ts';

export type StoreUnderTest = Store & {
  listUnreadable(): Promise<{ corpusId: string; reason: string }[]>;
  close(): void | Promise<void>;
};

/** Storage that outlives the stores opened on it, one after the other. */
export interface StorageUnderTest {
  open(): Promise<StoreUnderTest>;
  /** The next two while no store is open. */
  fileNames(): Promise<string[]>;
  execute(fileName: string, sql: string): Promise<void>;
}

export function describeStore(place: string, emptyStorage: () => Promise<StorageUnderTest>): void {
  describe(`the store on ${place}`, () => {
    let storage: StorageUnderTest;
    let store: StoreUnderTest;

    beforeEach(async () => {
      storage = await emptyStorage();
      store = await storage.open();
      return () => store.close();
    });

    async function reopen(): Promise<void> {
      await store.close();
      store = await storage.open();
    }

    async function executeBetween(corpusId: string, sql: string): Promise<void> {
      await store.close();
      await storage.execute(corpusId, sql);
      store = await storage.open();
    }

    describe('import', () => {
      it('shows a corpus once it is committed, and after reopening', async () => {
        const corpusId = await store.beginImport('Pets', 'pets.zip');
        await store.appendDocuments(corpusId, DOCUMENTS);
        await store.appendQueries(corpusId, QUERIES);
        await store.appendJudgements(corpusId, JUDGEMENTS);
        expect(await store.listCorpora()).toEqual([]);

        const summary = await store.commitImport(corpusId);
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
        expect(await store.listCorpora()).toEqual([summary]);

        await reopen();
        expect(await store.listCorpora()).toEqual([summary]);
        expect(await store.readCorpus(corpusId)).toEqual(summary);
      });

      it('takes documents in batches, refuses ids that are taken and keeps the rows consecutive', async () => {
        const corpusId = await store.beginImport('Pets', 'pets.zip');
        const [first, second, third] = DOCUMENTS;
        expect(await store.appendDocuments(corpusId, [first, { ...first, text: 'again' }, second])).toEqual([
          1,
        ]);
        expect(await store.appendDocuments(corpusId, [second, third])).toEqual([0]);
        const { hash, documentCount } = await store.commitImport(corpusId);
        expect(documentCount).toBe(3);
        expect(await store.readDocumentRange(corpusId, 0, 10)).toEqual([
          { docRow: 0, ...first },
          { docRow: 1, ...second },
          { docRow: 2, ...third },
        ]);
        const whole = await importCorpus(store, { documents: DOCUMENTS });
        expect(whole.hash).toBe(hash);
      });

      it('tells corpora apart by their hash, across the hash blocks of 1,000 documents', async () => {
        const documents = Array.from({ length: 1001 }, (_, row) => ({
          id: `${row}`,
          title: '',
          text: `t${row}`,
        }));
        const original = await importCorpus(store, { documents });
        const changed = await importCorpus(store, {
          documents: [...documents.slice(0, 1000), { ...documents[1000], text: 'x' }],
        });
        const empty = await importCorpus(store, { documents: [] });
        expect(new Set([original.hash, changed.hash, empty.hash]).size).toBe(3);
        expect(empty).toMatchObject({ documentCount: 0, queryCount: 0, judgementCount: 0 });
      });

      it('refuses queries whose id is taken and judgements of what is unknown', async () => {
        const corpusId = await store.beginImport('Pets', 'pets.zip');
        await store.appendDocuments(corpusId, DOCUMENTS);
        expect(await store.appendQueries(corpusId, [...QUERIES, QUERIES[0]])).toEqual([3]);
        const judgement = { queryId: 'q1', docId: 'd1', grade: 2, split: 'test' };
        const unknown = await store.appendJudgements(corpusId, [
          { ...judgement, queryId: 'nobody' },
          judgement,
          { ...judgement, docId: 'nothing' },
          { ...judgement, grade: 1 },
        ]);
        expect(unknown).toEqual([0, 2]);
        expect(await store.commitImport(corpusId)).toMatchObject({ queryCount: 3, judgementCount: 1 });
        expect(await store.readJudgements(corpusId, 'q1')).toEqual([{ docRow: 0, grade: 2 }]);
      });

      it('gives a query without a split the one it was judged in, test before train', async () => {
        const queries = ['named', 'trained', 'both', 'unjudged'].map((id) => ({ id, text: id, split: '' }));
        const { corpusId } = await importCorpus(store, {
          documents: DOCUMENTS,
          queries: [{ ...queries[0], split: 'dev' }, ...queries.slice(1)],
          judgements: [
            { queryId: 'named', docId: 'd1', grade: 1, split: 'train' },
            { queryId: 'trained', docId: 'd1', grade: 1, split: 'train' },
            { queryId: 'both', docId: 'd1', grade: 1, split: 'train' },
            { queryId: 'both', docId: 'd1', grade: 1, split: 'test' },
          ],
        });
        expect(await store.listQueries(corpusId)).toEqual([
          { id: 'named', text: 'named', split: 'dev' },
          { id: 'trained', text: 'trained', split: 'train' },
          { id: 'both', text: 'both', split: 'test' },
          { id: 'unjudged', text: 'unjudged', split: '' },
        ]);
      });

      it('leaves nothing of an import that was cut off', async () => {
        const whole = await importCorpus(store, { documents: DOCUMENTS });
        const cutOff = await store.beginImport('Half', 'half.zip');
        await store.appendDocuments(cutOff, DOCUMENTS);
        await reopen();
        expect(await store.listCorpora()).toEqual([whole]);
        await store.close();
        expect(await storage.fileNames()).toEqual([whole.corpusId]);
        store = await storage.open();
      });

      it('leaves nothing of an import that was aborted, and never aborts a corpus', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        const aborted = await store.beginImport('Half', 'half.zip');
        await store.appendDocuments(aborted, DOCUMENTS);
        for (const each of [aborted, aborted, corpusId]) await store.abortImport(each);
        await expect(store.appendDocuments(aborted, DOCUMENTS)).rejects.toThrow(
          `No import '${aborted}' is open: it was finished or aborted. Begin a new import to add documents.`,
        );
        await store.close();
        expect(await storage.fileNames()).toEqual([corpusId]);
        store = await storage.open();
      });

      it('takes no more documents after the commit', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        await expect(store.appendDocuments(corpusId, DOCUMENTS)).rejects.toThrow(
          `No import '${corpusId}' is open: it was finished or aborted. Begin a new import to add documents.`,
        );
      });

      it('gives any text back as UTF-8 would', async () => {
        const texts = fc.sample(anyText, { numRuns: 200, seed: 4 });
        const awkward = ['a\0b', '\uD800', 'x\uDC00y', '\uFEFFbom', '😀', ''];
        const documents = [...awkward, ...texts].map((text, row) => ({ id: `${row}`, title: text, text }));
        const { corpusId } = await importCorpus(store, { documents });
        const stored = await store.readDocumentRange(corpusId, 0, documents.length);
        expect(stored.map(({ title, text }) => [title, text])).toEqual(
          documents.map(({ text }) => [throughUtf8(text), throughUtf8(text)]),
        );
      });
    });

    describe('corpora', () => {
      it('renames', async () => {
        const summary = await importCorpus(store, { documents: DOCUMENTS });
        expect(await store.renameCorpus(summary.corpusId, 'Animals')).toEqual({
          ...summary,
          name: 'Animals',
        });
        await reopen();
        expect(await store.readCorpus(summary.corpusId)).toEqual({ ...summary, name: 'Animals' });
      });

      it('deletes one with its file and leaves the others', async () => {
        const kept = await importCorpus(store, { documents: DOCUMENTS });
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        await store.writeScores(corpusId, 'ce', 'cats', scores([0, 1], [1, 2]));
        await store.deleteCorpus(corpusId);
        expect(await store.listCorpora()).toEqual([kept]);
        const noCorpus =
          `No corpus '${corpusId}' is stored here: it was deleted, or its import was not finished. ` +
          'Choose another corpus or import it again.';
        await expect(store.readCorpus(corpusId)).rejects.toThrow(noCorpus);
        await expect(store.deleteCorpus(corpusId)).rejects.toMatchObject({ name: 'StorageError' });
        await expect(store.searchBm25(corpusId, 'cats', 3)).rejects.toThrow(noCorpus);
        await store.close();
        expect(await storage.fileNames()).toEqual([kept.corpusId]);
        store = await storage.open();
      });

      it('lists the oldest first', async () => {
        const imported = [];
        for (const name of ['a', 'b', 'c']) {
          imported.push((await importCorpus(store, { documents: [], name })).corpusId);
        }
        for (const [index, corpusId] of imported.entries()) {
          await executeBetween(corpusId, `UPDATE corpus SET created_ms = ${100 - index}`);
        }
        expect((await store.listCorpora()).map(({ name }) => name)).toEqual(['c', 'b', 'a']);
      });

      it('refuses a file of a newer xenn, leaves it as it is, and shows the others', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        const other = await importCorpus(store, { documents: DOCUMENTS });
        await executeBetween(corpusId, 'PRAGMA user_version = 2');
        const reason =
          'This corpus was stored by a newer xenn (storage version 2; this one reads up to 1). ' +
          'It was left as it is: reload the page to get the current xenn.';
        expect(await store.listCorpora()).toEqual([other]);
        expect(await store.listUnreadable()).toEqual([{ corpusId, reason }]);
        await expect(store.readCorpus(corpusId)).rejects.toThrow(reason);

        await executeBetween(corpusId, 'PRAGMA user_version = 1');
        expect(await store.readDocumentRange(corpusId, 0, 3)).toHaveLength(3);
        expect(await store.listUnreadable()).toEqual([]);
      });

      it('keeps a damaged file apart until it is deleted', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        await executeBetween(
          corpusId,
          "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'corpus'",
        );
        const [unreadable] = await store.listUnreadable();
        expect(unreadable.reason).toBe(
          'The file of a stored corpus is damaged (SQLITE_CORRUPT: sqlite3 result code 11: malformed ' +
            'database schema (corpus)). Delete this corpus and import it again.',
        );
        await store.deleteCorpus(unreadable.corpusId);
        expect(await store.listUnreadable()).toEqual([]);
      });

      it('does nothing once it is closed', async () => {
        const closed = store;
        await reopen();
        await expect(closed.listCorpora()).rejects.toThrow(
          'The storage is closed. Reload the page to open it again.',
        );
      });
    });

    describe('documents', () => {
      it('are read by row, in the order asked for', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        const read = await store.readDocuments(corpusId, Uint32Array.of(2, 0, 2));
        expect(read).toEqual([
          { docRow: 2, ...DOCUMENTS[2] },
          { docRow: 0, ...DOCUMENTS[0] },
          { docRow: 2, ...DOCUMENTS[2] },
        ]);
        await expect(store.readDocuments(corpusId, Uint32Array.of(1, 3))).rejects.toThrow(
          'Expected a document row below 3, the number of documents in the corpus, found 3. ' +
            'This is an error in xenn: please report it.',
        );
      });

      it.each([
        { start: 0, count: 2, docRows: [0, 1] },
        { start: 1, count: 10, docRows: [1, 2] },
        { start: 3, count: 1, docRows: [] },
        { start: 0, count: 0, docRows: [] },
      ])('are read from $start, $count at most', async ({ start, count, docRows }) => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        const read = await store.readDocumentRange(corpusId, start, count);
        expect(read.map(({ docRow }) => docRow)).toEqual(docRows);
      });
    });

    describe('BM25', () => {
      const documents = ['red apple', 'green apple', 'red red wine', 'Äpfel und Birnen', 'apple red'].map(
        (text, row) => ({ id: `${row}`, title: row === 1 ? 'wine' : '', text }),
      );

      it.each([
        // Porter's stems: 'apples' finds 'apple', 'wines' finds 'wine' in a title as well as in a text.
        { query: 'apples', docRows: [0, 4, 1] },
        { query: 'wines', docRows: [1, 2] },
        { query: 'RED', docRows: [2, 0, 4] },
        { query: 'apfel', docRows: [3] },
        { query: 'nothing of this', docRows: [] },
        { query: '', docRows: [] },
        { query: '"*^:(-', docRows: [] },
        { query: 'NEAR(red apfel) NOT title:wine*', docRows: [3, 2, 1, 0, 4] },
      ])('ranks for $query, ties by row', async ({ query, docRows }) => {
        const { corpusId } = await importCorpus(store, { documents });
        const ranking = await store.searchBm25(corpusId, query, 10);
        expect(Array.from(ranking.docRows)).toEqual(docRows);
        expect(Array.from(ranking.scores)).toEqual(Array.from(ranking.scores).sort((a, b) => b - a));
        expect(ranking.scores).toHaveLength(docRows.length);
      });

      it('scores as FTS5 does: k1 = 1.2, b = 0.75', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        const ranking = await store.searchBm25(corpusId, 'dogs', 10);
        // 3 documents of 5, 7 and 6 words, 1 of them with 'dog', twice:
        // Math.log((3 - 1 + 0.5) / (1 + 0.5)) * (2 * 2.2) / (2 + 1.2 * (1 - 0.75 + (0.75 * 7) / 6))
        expect(ranking).toEqual({ docRows: Uint32Array.of(1), scores: Float32Array.of(0.6709351539611816) });
      });

      it('gives at most as many as asked for', async () => {
        const { corpusId } = await importCorpus(store, { documents });
        expect(Array.from((await store.searchBm25(corpusId, 'apple', 2)).docRows)).toEqual([0, 4]);
        expect(Array.from((await store.searchBm25(corpusId, 'apple', 0)).docRows)).toEqual([]);
      });

      it('takes any text as a query', async () => {
        const { corpusId } = await importCorpus(store, { documents });
        const queries = fc.oneof(
          anyText,
          fc.string(),
          fc.array(fc.constantFrom('red', 'AND', 'apple*', '"', '(')).map((words) => words.join(' ')),
        );
        await fc.assert(
          fc.asyncProperty(queries, async (query) => {
            const { docRows } = await store.searchBm25(corpusId, query, 3);
            expect(docRows.length).toBeLessThanOrEqual(3);
          }),
          { seed: 1, numRuns: 100 },
        );
      });
    });

    describe('scores', () => {
      it('are kept per cross-encoder and query text, by ascending row, past reopening', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        await store.writeScores(corpusId, 'ce', 'cats', scores([2, 0], [0.1, -3.5]));
        await store.writeScores(corpusId, 'ce', 'dogs', scores([1], [7]));
        await store.writeScores(corpusId, 'other', 'cats', scores([1], [8]));
        await reopen();
        expect(await store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([0, 2], [-3.5, 0.1]));
        expect(await store.readScores(corpusId, 'ce', 'birds')).toEqual(scores([], []));
      });

      it('stay as they are when they come again', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        await store.writeScores(corpusId, 'ce', 'cats', scores([0, 1], [1, 2]));
        await store.writeScores(corpusId, 'ce', 'cats', scores([1, 2], [20, 30]));
        expect(await store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([0, 1, 2], [1, 2, 30]));
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
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        await expect(store.writeScores(corpusId, 'ce', 'cats', given)).rejects.toThrow(message);
        expect(await store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([], []));
      });

      it('are written all or not at all', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        await executeBetween(
          corpusId,
          `CREATE TRIGGER fails BEFORE INSERT ON score WHEN new.doc_row = 2
            BEGIN SELECT raise(ABORT, 'on purpose'); END`,
        );
        await expect(store.writeScores(corpusId, 'ce', 'cats', scores([0, 1, 2], [1, 2, 3]))).rejects.toThrow(
          'The database stopped with an error xenn did not expect: SQLITE_CONSTRAINT_TRIGGER: sqlite3 result code 1811: ' +
            'on purpose. Reload the page and try again.',
        );
        expect(await store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([], []));
        await store.writeScores(corpusId, 'ce', 'cats', scores([0, 1], [1, 2]));
        expect(await store.readScores(corpusId, 'ce', 'cats')).toEqual(scores([0, 1], [1, 2]));
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
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        const matrix = countingMatrix(rows, cols);
        await store.writeMatrix(corpusId, 'embedding:de', countingMatrix(1, 1));
        await store.writeMatrix(corpusId, 'embedding:de', matrix);
        await reopen();
        const read = await store.readMatrix(corpusId, 'embedding:de');
        // Byte by byte would take the matcher seconds.
        expect(read).toMatchObject({ rows, cols });
        expect(read?.data.every((value, index) => value === matrix.data[index])).toBe(true);
        expect(read?.data.length).toBe(rows * cols);
        expect(await store.readMatrix(corpusId, 'embedding:other')).toBeUndefined();
      });

      it.each([
        { damage: "UPDATE matrix_block SET bytes = x'0000803f0000803f0000803f0000803f0000803f0000803f'" },
        { damage: "UPDATE matrix_block SET bytes = x'0000803f'" },
        { damage: 'DELETE FROM matrix_block' },
        { damage: 'UPDATE matrix SET row_count = 3, col_count = 2' },
      ])('are not believed after $damage', async ({ damage }) => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        await store.writeMatrix(corpusId, 'embedding:de', countingMatrix(2, 3));
        await executeBetween(corpusId, damage);
        await expect(store.readMatrix(corpusId, 'embedding:de')).rejects.toThrow(
          /^A stored matrix of (2 x 3|3 x 2) is damaged: its bytes do not match their checksum\. Delete the index, or if that does not help the corpus, and make it again\.$/,
        );
      });

      it('are refused when they are not as long as their shape', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        const crooked = { rows: 2, cols: 2, data: new Float32Array(3) };
        await expect(store.writeMatrix(corpusId, 'embedding:de', crooked)).rejects.toThrow(
          'Expected a matrix of 2 x 2 numbers, found 3. It was not stored.',
        );
      });
    });

    describe('indexes', () => {
      it('are listed oldest first and replaced by id', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        const late = indexSummary({ indexId: 'late', createdMs: 2_000_000_000_000 });
        const early = indexSummary({ indexId: 'early', createdMs: 1_000_000_000_000 });
        await store.writeIndex(corpusId, late, countingMatrix(3, 2));
        await store.writeIndex(corpusId, early, countingMatrix(3, 2));
        await store.writeIndex(corpusId, { ...late, name: 'again', cols: 4 }, countingMatrix(3, 4));
        await reopen();
        expect(await store.listIndexes(corpusId)).toEqual([early, { ...late, name: 'again', cols: 4 }]);
        expect(await store.readIndexMatrix(corpusId, 'late')).toEqual(countingMatrix(3, 4));
        expect(await store.readMatrix(corpusId, 'late')).toBeUndefined();
      });

      it('give their space back when they are deleted', async () => {
        const { corpusId, bytesOnDisk } = await importCorpus(store, { documents: DOCUMENTS });
        await store.writeIndex(corpusId, indexSummary({ rows: 500, cols: 1000 }), countingMatrix(500, 1000));
        expect((await store.readCorpus(corpusId)).bytesOnDisk).toBeGreaterThan(bytesOnDisk + 1_900_000);
        for (let time = 0; time < 2; time++) await store.deleteIndex(corpusId, 'index');
        expect((await store.readCorpus(corpusId)).bytesOnDisk).toBeLessThan(bytesOnDisk + 100_000);
        expect(await store.listIndexes(corpusId)).toEqual([]);
        await expect(store.readIndexMatrix(corpusId, 'index')).rejects.toThrow(
          "No index 'index' is stored for this corpus: it was deleted. Choose another or build a new one.",
        );
      });

      it('are refused with a matrix of another shape', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        await expect(store.writeIndex(corpusId, indexSummary({}), countingMatrix(2, 2))).rejects.toThrow(
          'Expected an index matrix of 3 x 2, found 2 x 2. It was not stored.',
        );
        expect(await store.listIndexes(corpusId)).toEqual([]);
      });
    });

    describe('jobs', () => {
      it('are kept until deleted, one of a kind', async () => {
        const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
        const job = {
          jobId: 'j1',
          kind: 'build-index',
          createdMs: 1_800_000_000_000,
          plan: '{"seed":1}',
        } as const;
        await store.writeJob(corpusId, job);
        await store.writeJob(corpusId, { ...job, jobId: 'j2' });
        await reopen();
        expect(await store.listJobs(corpusId)).toEqual([{ ...job, jobId: 'j2' }]);
        await store.deleteJob(corpusId, 'j1');
        expect(await store.listJobs(corpusId)).toHaveLength(1);
        await store.deleteJob(corpusId, 'j2');
        expect(await store.listJobs(corpusId)).toEqual([]);
      });
    });
  });
}

const DOCUMENTS: readonly SourceDocument[] = [
  { id: 'd1', title: 'Cats', text: 'Cats sleep a lot.' },
  { id: 'd2', title: '', text: 'Dogs bark at cats and at dogs.' },
  { id: 'd3', title: 'Running', text: 'The runner ran; runners run.' },
];

const QUERIES: readonly SourceQuery[] = [
  { id: 'q1', text: 'cats', split: '' },
  { id: 'q2', text: 'dogs', split: 'train' },
  { id: 'q3', text: 'nobody asks this', split: '' },
];

const JUDGEMENTS: readonly SourceJudgement[] = [
  { queryId: 'q1', docId: 'd1', grade: 2, split: 'test' },
  { queryId: 'q1', docId: 'd3', grade: 0, split: 'test' },
  { queryId: 'q2', docId: 'd2', grade: 1, split: 'train' },
];

interface Content {
  readonly documents: readonly SourceDocument[];
  readonly queries?: readonly SourceQuery[];
  readonly judgements?: readonly SourceJudgement[];
  readonly name?: string;
}

async function importCorpus(
  store: Store,
  { documents, queries = [], judgements = [], name = 'Pets' }: Content,
) {
  const corpusId = await store.beginImport(name, 'pets.zip');
  await store.appendDocuments(corpusId, documents);
  await store.appendQueries(corpusId, queries);
  await store.appendJudgements(corpusId, judgements);
  return store.commitImport(corpusId);
}

function scores(docRows: number[], values: number[]) {
  return { docRows: Uint32Array.from(docRows), scores: Float32Array.from(values) };
}

/** Every value differs, so that a misplaced block shows. */
function countingMatrix(rows: number, cols: number): Matrix {
  return { rows, cols, data: Float32Array.from({ length: rows * cols }, (_, index) => index) };
}

function indexSummary(changes: Partial<IndexSummary>): IndexSummary {
  return {
    indexId: 'index',
    name: 'An index',
    createdMs: 1_700_000_000_000,
    rows: 3,
    cols: 2,
    provenance: {
      corpusHash: 'c0',
      crossEncoder: { name: 'ce', hash: 'c1' },
      dualEncoder: { name: 'de', hash: 'c2' },
      codeVersion: '0.1.0',
      seed: 1,
      trainQueries: 'own',
      trainQueryCount: 10,
      pairsPerQuery: 20,
      pairSource: 'dual-encoder',
      trainPairCount: 180,
      heldOutPairCount: 20,
      learningRate: 0.001,
      weightDecay: 0.01,
      epochs: 2,
      batchSize: 4096,
      backend: 'wasm',
      compute: 'cpu',
    },
    scoreScale: { alpha: 0.5, beta: 0.1 },
    heldOutRmseBefore: 0.3,
    heldOutRmseAfter: 0.2,
    lossPerEpoch: [0.2, 0.1],
    elapsedMs: 1234.5,
    ...changes,
  };
}

/** Any UTF-16 code units, unpaired surrogates among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((codeUnits) => String.fromCharCode(...codeUnits));

function throughUtf8(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
