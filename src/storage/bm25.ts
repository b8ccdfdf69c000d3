import type { Ranking } from '../core/types.ts';
import type { Connection } from './connection.ts';

/** FTS5 visits every matching document once per term: 4,000 terms would take it seconds. */
const MAX_TERMS = 64;

/**
 * BM25 (k1 = 1.2, b = 0.75; FTS5's own) over title and text, weighted equally, of the documents that
 * contain any word of the query. Never throws for what the query text contains.
 */
export function searchBm25(connection: Connection, queryText: string, limit: number): Ranking {
  const match = matchExpression(queryText);
  // A negative LIMIT would mean no limit to SQLite.
  const rows = match === '' || limit <= 0 ? [] : bestMatches(connection, match, limit);
  // Scores that differ in float64 can be equal in float32, and ties go to the lower docRow.
  const entries = rows.map(([docRow, score]) => ({ docRow, score: Math.fround(score) }));
  entries.sort((left, right) => right.score - left.score || left.docRow - right.docRow);
  return {
    docRows: Uint32Array.from(entries, (entry) => entry.docRow),
    scores: Float32Array.from(entries, (entry) => entry.score),
  };
}

/** FTS5's bm25() is negative, the best match lowest. */
function bestMatches(connection: Connection, match: string, limit: number): [number, number][] {
  const sql = `SELECT rowid, -bm25(document_fts) AS score FROM document_fts WHERE document_fts MATCH ?
    ORDER BY score DESC, rowid LIMIT ?`;
  return connection.rows<[number, number]>(sql, match, limit);
}

/**
 * The query's words as an FTS5 expression: runs of letters, digits and their combining marks, as
 * FTS5's unicode61 sees words, each once, quoted, joined by OR. No word, no expression: ''.
 */
export function matchExpression(queryText: string): string {
  const words = queryText.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  const terms = [...new Set(words)].slice(0, MAX_TERMS);
  return terms.map((term) => `"${term}"`).join(' OR ');
}
