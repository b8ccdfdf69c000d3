import type { Connection } from './connection.ts';

/** A search that was typed. */
export interface PastSearch {
  readonly queryText: string;
  readonly searchedMs: number;
  readonly times: number;
}

/** Newest first; the same text once, with its newest time. */
export function listSearches(connection: Connection): PastSearch[] {
  const rows = connection.rows<[queryText: string, searchedMs: number, times: number]>(
    'SELECT query_text, searched_ms, times FROM search ORDER BY searched_ms DESC, query_text',
  );
  return rows.map(([queryText, searchedMs, times]) => ({ queryText, searchedMs, times }));
}

export function recordSearch(connection: Connection, queryText: string, searchedMs: number): void {
  connection.run(
    `INSERT INTO search VALUES (?, ?, 1)
      ON CONFLICT DO UPDATE SET searched_ms = max(searched_ms, excluded.searched_ms), times = times + 1`,
    queryText,
    searchedMs,
  );
}

export function forgetSearches(connection: Connection): void {
  connection.run('DELETE FROM search');
}
