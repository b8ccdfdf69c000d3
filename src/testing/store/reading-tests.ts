import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../storage/documents.ts';
import { anyText, DOCUMENTS, importCorpus } from './fixtures.ts';
import type { StoreSession } from './session.ts';

/** What is read of a corpus as it was imported. */
export function describeReading(session: StoreSession): void {
  describe('documents', () => {
    it('are read by row, in the order asked for', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const read = await session.store.readDocuments(corpusId, Uint32Array.of(2, 0, 2));
      expect(read).toEqual([
        { docRow: 2, ...DOCUMENTS[2] },
        { docRow: 0, ...DOCUMENTS[0] },
        { docRow: 2, ...DOCUMENTS[2] },
      ]);
      await expect(session.store.readDocuments(corpusId, Uint32Array.of(1, 3))).rejects.toThrow(
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
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const read = await session.store.readDocumentRange(corpusId, start, count);
      expect(read.map(({ docRow }) => docRow)).toEqual(docRows);
    });

    it('are read page by page, fewer at once where they are long', async () => {
      // Of two bytes a letter, one word that the text index is quick with.
      const half = 'ü'.repeat(PAGE_BYTES / 4 + 1);
      const texts = [half, half, 'short', half.repeat(3), 'short', 'short'];
      const { corpusId } = await importCorpus(session.store, {
        documents: texts.map((text, row) => ({ id: `${row}`, title: '', text })),
      });
      const rowsFrom = async (start: number, count: number) =>
        (await session.store.readDocumentPage(corpusId, start, count)).map(({ docRow }) => docRow);
      expect(await rowsFrom(0, 6)).toEqual([0]);
      expect(await rowsFrom(1, 6)).toEqual([1, 2]);
      expect(await rowsFrom(3, 6)).toEqual([3]);
      expect(await rowsFrom(4, 1)).toEqual([4]);
      expect(await rowsFrom(4, 6)).toEqual([4, 5]);
      await expect(rowsFrom(6, 1)).rejects.toThrow(
        'Expected a document row below 6, the number of documents in the corpus, found 6. ' +
          'This is an error in xenn: please report it.',
      );
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
      const { corpusId } = await importCorpus(session.store, { documents });
      const ranking = await session.store.searchBm25(corpusId, query, 10);
      expect(Array.from(ranking.docRows)).toEqual(docRows);
      expect(Array.from(ranking.scores)).toEqual(Array.from(ranking.scores).sort((a, b) => b - a));
      expect(ranking.scores).toHaveLength(docRows.length);
    });

    it('scores as FTS5 does: k1 = 1.2, b = 0.75', async () => {
      const { corpusId } = await importCorpus(session.store, { documents: DOCUMENTS });
      const ranking = await session.store.searchBm25(corpusId, 'dogs', 10);
      // 3 documents of 5, 7 and 6 words, 1 of them with 'dog', twice:
      // Math.log((3 - 1 + 0.5) / (1 + 0.5)) * (2 * 2.2) / (2 + 1.2 * (1 - 0.75 + (0.75 * 7) / 6))
      expect(ranking).toEqual({ docRows: Uint32Array.of(1), scores: Float32Array.of(0.6709351539611816) });
    });

    it('gives at most as many as asked for', async () => {
      const { corpusId } = await importCorpus(session.store, { documents });
      expect(Array.from((await session.store.searchBm25(corpusId, 'apple', 2)).docRows)).toEqual([0, 4]);
      expect(Array.from((await session.store.searchBm25(corpusId, 'apple', 0)).docRows)).toEqual([]);
    });

    it('takes any text as a query', async () => {
      const { corpusId } = await importCorpus(session.store, { documents });
      const queries = fc.oneof(
        anyText,
        fc.string(),
        fc.array(fc.constantFrom('red', 'AND', 'apple*', '"', '(')).map((words) => words.join(' ')),
      );
      await fc.assert(
        fc.asyncProperty(queries, async (query) => {
          const { docRows } = await session.store.searchBm25(corpusId, query, 3);
          expect(docRows.length).toBeLessThanOrEqual(3);
        }),
        { seed: 1, numRuns: 100 },
      );
    });
  });
}
