import type { Ranking } from '../core/types.ts';
import type { Connection } from './connection.ts';
import { countDocuments } from './documents.ts';

/** FTS5 visits every matching document once per term: 4,000 terms would take it seconds. */
const MAX_TERMS = 64;

/**
 * Documents looked at for one query. FTS5 scores every document with any of the words, at 1.5 µs each: at a million of them
 * for seconds where the words are frequent ones.
 */
const MOST_MATCHES = 50_000;

/**
 * BM25 (k1 = 1.2, b = 0.75; FTS5's own) over title and text, weighted equally, of the documents that
 * contain any word of the query. Never throws for what the query text contains.
 *
 * In a corpus of more than `mostMatches` documents, the words of the query that are in the fewest are taken, as many as are in
 * `mostMatches` together, and more while those are in fewer than `limit`. The others, which tell the least, are left out.
 */
export function searchBm25(
  connection: Connection,
  queryText: string,
  limit: number,
  mostMatches = MOST_MATCHES,
): Ranking {
  const words = rarestWords(connection, wordsOf(queryText), limit, mostMatches);
  // A negative LIMIT would mean no limit to SQLite.
  const rows = words.length === 0 || limit <= 0 ? [] : bestMatches(connection, matchAny(words), limit);
  // Scores that differ in float64 can be equal in float32, and ties go to the lower docRow.
  const entries = rows.map(([docRow, score]) => ({ docRow, score: Math.fround(score) }));
  entries.sort((left, right) => right.score - left.score || left.docRow - right.docRow);
  return {
    docRows: Uint32Array.from(entries, (entry) => entry.docRow),
    scores: Float32Array.from(entries, (entry) => entry.score),
  };
}

/** In the order of the query. */
function rarestWords(
  connection: Connection,
  words: readonly string[],
  limit: number,
  mostMatches: number,
): string[] {
  if (countDocuments(connection) <= mostMatches) return [...words];
  const counted = words.map((word) => ({ word, count: countMatches(connection, word, mostMatches) }));
  const found = counted.filter(({ count }) => count > 0).sort((left, right) => left.count - right.count);
  const kept = new Set<string>();
  let matches = 0;
  for (const { word, count } of found) {
    if (matches + count > mostMatches && matches >= limit) break;
    matches += count;
    kept.add(word);
  }
  return words.filter((word) => kept.has(word));
}

/** Words that were counted in more than `most` documents: counting those takes the longest, and queries share them. */
interface FrequentWords {
  readonly corpusHash: string | undefined;
  readonly most: number;
  readonly words: Set<string>;
}

const frequentWords = new WeakMap<Connection, FrequentWords>();

/** Of the documents there are now; as far as they are known. */
function frequentWordsOf(connection: Connection, most: number): Set<string> {
  const corpusHash = connection.rows<[string]>('SELECT hash FROM corpus')[0]?.[0];
  const known = frequentWords.get(connection);
  if (known && known.corpusHash === corpusHash && known.most === most) return known.words;
  const words = new Set<string>();
  frequentWords.set(connection, { corpusHash, most, words });
  return words;
}

/** Documents that contain the word; no more than `most` + 1 are counted. */
function countMatches(connection: Connection, word: string, most: number): number {
  const frequent = frequentWordsOf(connection, most);
  if (frequent.has(word)) return most + 1;
  const sql = 'SELECT count(*) FROM (SELECT 1 FROM document_fts WHERE document_fts MATCH ? LIMIT ?)';
  const [[count]] = connection.rows<[number]>(sql, matchAny([word]), most + 1);
  if (count > most) frequent.add(word);
  return count;
}

/** FTS5's bm25() is negative, the best match lowest. */
function bestMatches(connection: Connection, match: string, limit: number): [number, number][] {
  const sql = `SELECT rowid, -bm25(document_fts) AS score FROM document_fts WHERE document_fts MATCH ?
    ORDER BY score DESC, rowid LIMIT ?`;
  return connection.rows<[number, number]>(sql, match, limit);
}

/** Runs of letters, digits and their combining marks, as FTS5's unicode61 sees words, each once. */
export function wordsOf(queryText: string): string[] {
  const words = queryText.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  return [...new Set(words)].slice(0, MAX_TERMS);
}

/** An FTS5 expression: quoted, joined by OR. */
function matchAny(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(' OR ');
}
