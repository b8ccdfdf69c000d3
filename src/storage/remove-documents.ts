import { XennError } from '../core/errors.ts';
import type { Connection } from './connection.ts';
import { hashDocuments } from './document-hash.ts';
import { countDocuments, noSuchRowError, readDocuments } from './documents.ts';
import { updateIndexRows } from './indexes.ts';
import { type DocumentMove, planMoves } from './removal-plan.ts';
import {
  discardStagedMatrices,
  listDocumentMatrices,
  replaceByStaged,
  stageWithoutRows,
} from './staged-matrices.ts';

/**
 * Removes documents with their scores, their judgements and their rows in every matrix that has a row a document, in
 * one transaction; what takes long (the matrices and the hash as they will be) is made before it. Rows stay
 * consecutive: `planMoves` says which documents take the places that become free. Throws StorageError for a row that is
 * not there, for all documents at once and for a matrix that is damaged; then nothing is removed.
 */
export async function removeDocuments(connection: Connection, docRows: Uint32Array): Promise<void> {
  const countBefore = countDocuments(connection);
  const removed = checkRemoved(docRows, countBefore);
  if (removed.size === 0) return;
  discardStagedMatrices(connection);
  const matrices = listDocumentMatrices(connection);
  const rowCounts = [...matrices.map(({ rows }) => rows), countBefore].sort((left, right) => left - right);
  const moves = planMoves(removed, rowCounts);
  const documentCount = countBefore - removed.size;
  const hash = await hashAfter(connection, documentCount, moves);
  try {
    for (const matrix of matrices) await stageWithoutRows(connection, matrix, removed, moves);
    connection.transaction(() => {
      listMoved(connection, removed, moves);
      moveDocuments(connection);
      for (const table of ['judgement', 'score']) moveRows(connection, table, 'doc_row');
      connection.script('DROP TABLE moved');
      replaceByStaged(connection);
      updateIndexRows(connection);
      connection.run(
        'UPDATE corpus SET document_count = ?, judgement_count = (SELECT count(*) FROM judgement), hash = ?',
        documentCount,
        hash,
      );
      connection.releasePages();
    });
  } catch (error) {
    discardStagedMatrices(connection);
    throw error;
  }
}

/** The hash that the corpus will have. */
function hashAfter(connection: Connection, documentCount: number, moves: readonly DocumentMove[]) {
  const origin = new Map(moves.map(({ from, to }) => [to, from]));
  return hashDocuments(documentCount, (start, end) =>
    readDocuments(
      connection,
      Uint32Array.from({ length: end - start }, (_, index) => origin.get(start + index) ?? start + index),
    ),
  );
}

/** The table `moved`: by old row, the new one; none for a document that is removed. */
function listMoved(
  connection: Connection,
  removed: ReadonlySet<number>,
  moves: readonly DocumentMove[],
): void {
  connection.script('CREATE TEMP TABLE moved (old_row INTEGER PRIMARY KEY, new_row INTEGER)');
  const insert = 'INSERT INTO moved VALUES (?, ?)';
  for (const docRow of removed) connection.run(insert, docRow, null);
  for (const { from, to } of moves) connection.run(insert, from, to);
}

/** FTS5 keeps no texts: it is told what it has to forget before the documents change. */
function moveDocuments(connection: Connection): void {
  connection.run(
    `INSERT INTO document_fts (document_fts, rowid, title, text)
      SELECT 'delete', row, title, text FROM document WHERE row IN (SELECT old_row FROM moved)`,
  );
  moveRows(connection, 'document', 'row');
  connection.run(
    `INSERT INTO document_fts (rowid, title, text)
      SELECT row, title, text FROM document WHERE row IN (SELECT new_row FROM moved)`,
  );
}

/** By way of negative rows: SQLite updates row by row, and the place of one may still be another's. */
function moveRows(connection: Connection, table: string, column: string): void {
  connection.run(`DELETE FROM ${table} WHERE ${column} IN (SELECT old_row FROM moved WHERE new_row IS NULL)`);
  connection.run(
    `UPDATE ${table} SET ${column} = -1 - new_row FROM moved WHERE ${column} = old_row AND new_row IS NOT NULL`,
  );
  connection.run(`UPDATE ${table} SET ${column} = -1 - ${column} WHERE ${column} < 0`);
}

function checkRemoved(docRows: Uint32Array, documentCount: number): ReadonlySet<number> {
  for (const docRow of docRows) if (docRow >= documentCount) throw noSuchRowError(docRow, documentCount);
  const removed = new Set(docRows);
  if (removed.size === 0 || removed.size < documentCount) return removed;
  throw new XennError(
    'StorageError',
    'Expected at least one document to stay in the corpus, found all of them among those to be removed. ' +
      'None was removed: keep one, or delete the corpus.',
  );
}
