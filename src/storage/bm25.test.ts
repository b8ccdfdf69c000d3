import { expect, it } from 'vitest';
import { searchBm25, wordsOf } from './bm25.ts';
import { connect } from './connection.ts';
import { appendDocuments, indexDocuments, readDocumentRange } from './documents.ts';
import { createSchema } from './schema.ts';
import { loadSqlite } from './sqlite.ts';

it.each([
  { queryText: 'Red wine, red meat', words: ['red', 'wine', 'meat'] },
  {
    queryText: 'NOT (a AND "b") title:c* ^d -e',
    words: ['not', 'a', 'and', 'b', 'title', 'c', 'd', 'e'],
  },
  { queryText: 'covid-19 α-Spektrum 北京', words: ['covid', '19', 'α', 'spektrum', '北京'] },
  // A combining accent belongs to the word it stands in: FTS5 removes it, as it does from the texts.
  { queryText: 'cafe\u0301s', words: ['cafe\u0301s'] },
  { queryText: '\u0301"*:', words: [] },
  { queryText: '', words: [] },
])('$queryText has the words $words', ({ queryText, words }) => {
  expect(wordsOf(queryText)).toEqual(words);
});

it('keeps the first 64 words of a long query', () => {
  const words = Array.from({ length: 100 }, (_, index) => `w${index}`);
  expect(wordsOf(words.join(' '))).toEqual(words.slice(0, 64));
});

/** 'often' in 6 documents, 'half' in 3, 'rare' in 1. */
async function openCorpus() {
  const { oo1 } = await loadSqlite();
  const connection = connect(new oo1.DB(':memory:'));
  createSchema(connection);
  const texts = ['often half', 'often half', 'often half', 'often', 'often', 'often rare', 'none'];
  appendDocuments(
    connection,
    texts.map((text, row) => ({ id: `d${row}`, title: '', text })),
  );
  indexDocuments(connection, 0);
  return connection;
}

it.each([
  { most: 7, limit: 6, query: 'often half rare', found: [0, 1, 2, 3, 4, 5] },
  { most: 6, limit: 4, query: 'often half rare', found: [0, 1, 2, 5] },
  { most: 4, limit: 4, query: 'often half rare', found: [0, 1, 2, 5] },
  { most: 3, limit: 1, query: 'often half rare', found: [5] },
  // The rarest are in fewer than are asked for: the next word is taken, too, however frequent.
  { most: 3, limit: 4, query: 'often half rare', found: [0, 1, 2, 5] },
  { most: 4, limit: 6, query: 'often half rare', found: [0, 1, 2, 3, 4, 5] },
  // A word that is nowhere does not count.
  { most: 2, limit: 3, query: 'nowhere half often', found: [0, 1, 2] },
  { most: 1, limit: 6, query: 'often', found: [0, 1, 2, 3, 4, 5] },
])(
  'gives $limit documents for "$query" by words in $most of them, or in as many as it takes',
  async ({ most, limit, query, found }) => {
    const { docRows } = searchBm25(await openCorpus(), query, limit, most);
    expect([...docRows].sort()).toEqual(found);
  },
);

it('scores by the words it keeps as a query of those alone', async () => {
  const connection = await openCorpus();
  expect(searchBm25(connection, 'often half rare', 4, 4)).toEqual(searchBm25(connection, 'half rare', 4));
});

it('counts the words anew when the documents are others', async () => {
  const connection = await openCorpus();
  connection.run("INSERT INTO corpus VALUES ('', '', 0, 7, 0, 0, 'before')");
  expect(searchBm25(connection, 'often', 10, 1).docRows).toHaveLength(6);
  for (const { docRow, title, text } of readDocumentRange(connection, 0, 5)) {
    const forget = "INSERT INTO document_fts (document_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)";
    connection.run(forget, docRow, title, text);
    connection.run('DELETE FROM document WHERE row = ?', docRow);
  }
  connection.run("UPDATE corpus SET hash = 'after'");
  // Both words are in one document now, and the first is kept.
  expect([...searchBm25(connection, 'often none', 1, 1).docRows]).toEqual([5]);
});
