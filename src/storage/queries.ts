import type { SourceJudgement, SourceQuery, StoredJudgement } from '../core/records.ts';
import type { Connection } from './connection.ts';

/** The split each judged query takes if its source names none, by query row. Kept during an import. */
export type JudgedSplits = Map<number, string>;

/** Positions of queries left out because their id is taken, in the corpus or earlier in the batch. */
export function appendQueries(connection: Connection, queries: readonly SourceQuery[]): number[] {
  return connection.transaction(() => {
    const duplicates: number[] = [];
    queries.forEach(({ id, text, split }, position) => {
      const sql = 'INSERT OR IGNORE INTO query (id, text, split) VALUES (?, ?, ?)';
      if (connection.run(sql, id, text, split) === 0) duplicates.push(position);
    });
    return duplicates;
  });
}

/**
 * Positions of judgements left out because their query or document is not in the corpus. Of several
 * judgements of one pair the first is kept. Notes in `judgedSplits` where each query was judged.
 */
export function appendJudgements(
  connection: Connection,
  judgements: readonly SourceJudgement[],
  judgedSplits: JudgedSplits,
): number[] {
  return connection.transaction(() => {
    const unknown: number[] = [];
    judgements.forEach(({ queryId, docId, grade, split }, position) => {
      const [query] = connection.rows<[number]>('SELECT row FROM query WHERE id = ?', queryId);
      const [document] = connection.rows<[number]>('SELECT row FROM document WHERE id = ?', docId);
      if (!query || !document) {
        unknown.push(position);
        return;
      }
      connection.run('INSERT OR IGNORE INTO judgement VALUES (?, ?, ?)', query[0], document[0], grade);
      judgedSplits.set(query[0], preferredSplit(judgedSplits.get(query[0]) ?? '', split));
    });
    return unknown;
  });
}

/**
 * The split of a query judged in two: 'test' before any other, 'train' after any other (between two
 * others the alphabetically first), so that no query to be tested on is ever trained on.
 */
export function preferredSplit(left: string, right: string): string {
  const order = splitRank(left) - splitRank(right) || (left < right ? -1 : 1);
  return order < 0 ? left : right;
}

function splitRank(split: string): number {
  if (split === 'test') return 0;
  if (split === 'train') return 2;
  return split === '' ? 3 : 1;
}

/** Gives the queries without a split the one they were judged in. */
export function applyJudgedSplits(connection: Connection, judgedSplits: JudgedSplits): void {
  for (const [queryRow, split] of judgedSplits) {
    connection.run("UPDATE query SET split = ? WHERE row = ? AND split = ''", split, queryRow);
  }
}

/** In the order of the import. */
export function listQueries(connection: Connection): SourceQuery[] {
  const rows = connection.rows<[id: string, text: string, split: string]>(
    'SELECT id, text, split FROM query ORDER BY row',
  );
  return rows.map(([id, text, split]) => ({ id, text, split }));
}

/** Ascending docRow; empty for a query that is unknown or not judged. */
export function readJudgements(connection: Connection, queryId: string): StoredJudgement[] {
  const sql = `SELECT doc_row, grade FROM judgement
    WHERE query_row = (SELECT row FROM query WHERE id = ?) ORDER BY doc_row`;
  return connection.rows<[number, number]>(sql, queryId).map(([docRow, grade]) => ({ docRow, grade }));
}
