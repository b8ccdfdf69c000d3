import { XennError } from '../core/errors.ts';
import { preferredSplit } from '../core/preferred-split.ts';
import type { SourceJudgement, SourceQuery, StoredJudgement } from '../core/records.ts';
import type { Connection } from './connection.ts';

/** The split each judged query takes if its source names none, by query row. Kept during an import. */
export type JudgedSplits = Map<number, string>;

/** Of an import. Positions of queries left out because their id is taken, in the corpus or earlier in the batch. */
export function appendQueries(connection: Connection, queries: readonly SourceQuery[]): number[] {
  return insertQueries(connection, queries);
}

/**
 * Of an import. Positions of judgements left out because their query or document is not in the corpus. Of several
 * judgements of one pair the first is kept. Notes in `judgedSplits` where each query was judged.
 */
export function appendJudgements(
  connection: Connection,
  judgements: readonly SourceJudgement[],
  judgedSplits: JudgedSplits,
): number[] {
  const unknown: number[] = [];
  judgements.forEach((judgement, position) => {
    const queryRow = rowOf(connection, 'query', judgement.queryId);
    const docRow = rowOf(connection, 'document', judgement.docId);
    if (queryRow === undefined || docRow === undefined) unknown.push(position);
    else insertJudgement(connection, queryRow, docRow, judgement, judgedSplits);
  });
  return unknown;
}

/** What `addQueries` took, and what not. */
export interface AddedQueries {
  readonly newQueryCount: number;
  readonly newJudgementCount: number;
  readonly duplicateQueryCount: number;
  readonly duplicateJudgementCount: number;
  /** Each once, as they were met. */
  readonly unknownQueryIds: readonly string[];
  readonly unknownDocumentIds: readonly string[];
}

/**
 * Queries and judgements of a corpus that is there already, in one transaction. A query that the corpus has is left out,
 * and so is a second judgement of a pair; ImportError where the corpus has another query of that id. New queries without a split take the one that they are judged in; those that
 * were there keep theirs, because an index may have been trained on them.
 */
export function addQueries(
  connection: Connection,
  queries: readonly SourceQuery[],
  judgements: readonly SourceJudgement[],
): AddedQueries {
  return connection.transaction(() => {
    for (const query of queries) refuseOtherText(connection, query);
    const [[lastRow]] = connection.rows<[number]>('SELECT coalesce(max(row), -1) FROM query');
    const duplicateQueryCount = insertQueries(connection, queries).length;
    const judgedSplits: JudgedSplits = new Map();
    const unknownQueryIds = new Set<string>();
    const unknownDocumentIds = new Set<string>();
    let newJudgementCount = 0;
    let duplicateJudgementCount = 0;
    for (const judgement of judgements) {
      const queryRow = rowOf(connection, 'query', judgement.queryId);
      const docRow = rowOf(connection, 'document', judgement.docId);
      if (queryRow === undefined) unknownQueryIds.add(judgement.queryId);
      if (docRow === undefined) unknownDocumentIds.add(judgement.docId);
      if (queryRow === undefined || docRow === undefined) continue;
      if (insertJudgement(connection, queryRow, docRow, judgement, judgedSplits)) newJudgementCount += 1;
      else duplicateJudgementCount += 1;
    }
    const ofNewQueries = [...judgedSplits].filter(([queryRow]) => queryRow > lastRow);
    applyJudgedSplits(connection, new Map(ofNewQueries));
    connection.run(
      `UPDATE corpus SET query_count = (SELECT count(*) FROM query),
        judgement_count = (SELECT count(*) FROM judgement)`,
    );
    return {
      newQueryCount: queries.length - duplicateQueryCount,
      newJudgementCount,
      duplicateQueryCount,
      duplicateJudgementCount,
      unknownQueryIds: [...unknownQueryIds],
      unknownDocumentIds: [...unknownDocumentIds],
    };
  });
}

/** Judgements name a query by its id: those of another query would become those of the one that is there. */
function refuseOtherText(connection: Connection, { id, text }: SourceQuery): void {
  const [found] = connection.rows<[string]>('SELECT text FROM query WHERE id = ?', id);
  if (!found || found[0].trim() === text.trim()) return;
  throw new XennError(
    'ImportError',
    `Expected query '${id}' to be '${shortened(found[0])}', as this corpus has it, found '${shortened(text)}'. Give the new ` +
      'query another id, in its judgements too. Nothing was stored.',
  );
}

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 60 ? `${trimmed.slice(0, 60)}…` : trimmed;
}

/** Positions of those left out. */
function insertQueries(connection: Connection, queries: readonly SourceQuery[]): number[] {
  const duplicates: number[] = [];
  queries.forEach(({ id, text, split }, position) => {
    const sql = 'INSERT OR IGNORE INTO query (id, text, split) VALUES (?, ?, ?)';
    if (connection.run(sql, id, text, split) === 0) duplicates.push(position);
  });
  return duplicates;
}

function rowOf(connection: Connection, table: 'query' | 'document', id: string): number | undefined {
  const [found] = connection.rows<[number]>(`SELECT row FROM ${table} WHERE id = ?`, id);
  return found?.[0];
}

/** False where the pair has a judgement. */
function insertJudgement(
  connection: Connection,
  queryRow: number,
  docRow: number,
  { grade, split }: SourceJudgement,
  judgedSplits: JudgedSplits,
): boolean {
  const sql = 'INSERT OR IGNORE INTO judgement VALUES (?, ?, ?)';
  const isNew = connection.run(sql, queryRow, docRow, grade) > 0;
  judgedSplits.set(queryRow, preferredSplit(judgedSplits.get(queryRow) ?? '', split));
  return isNew;
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
