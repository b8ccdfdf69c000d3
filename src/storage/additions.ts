import type { SourceDocument } from '../core/records.ts';
import type { Connection } from './connection.ts';
import { hashDocuments } from './document-hash.ts';
import {
  countDocuments,
  DOCUMENT_COLUMNS,
  type DocumentContent,
  indexDocuments,
  insertNew,
  readDocumentRange,
  takenPositions,
  toDocument,
} from './documents.ts';

/**
 * Adds to the documents that `commitAddition` will add; nothing else reads them. Positions of those left out because
 * their id is taken, in the corpus or among those that wait.
 */
export function appendAddition(connection: Connection, documents: readonly SourceDocument[]): number[] {
  return connection.transaction(() => {
    const taken = takenPositions(connection, documents, 'document');
    for (const position of takenPositions(connection, documents, 'added_document')) taken.add(position);
    return insertNew(connection, 'added_document', countAdded(connection), documents, taken).duplicates;
  });
}

/** One transaction: what waits gets the rows after the last document. */
export async function commitAddition(connection: Connection): Promise<void> {
  const addedCount = countAdded(connection);
  if (addedCount === 0) return;
  const firstRow = countDocuments(connection);
  const documentCount = firstRow + addedCount;
  const hash = await hashDocuments(documentCount, (start, end) => [
    ...readDocumentRange(connection, start, end - start),
    ...readAdded(connection, start - firstRow, end - firstRow),
  ]);
  connection.transaction(() => {
    connection.run(
      `INSERT INTO document (row, ${DOCUMENT_COLUMNS}) SELECT ? + row, ${DOCUMENT_COLUMNS} FROM added_document`,
      firstRow,
    );
    indexDocuments(connection, firstRow);
    connection.run('DELETE FROM added_document');
    connection.run('UPDATE corpus SET document_count = ?, hash = ?', documentCount, hash);
  });
}

/** Forgets what waits. */
export function discardAddition(connection: Connection): void {
  if (countAdded(connection) === 0) return;
  connection.transaction(() => {
    connection.run('DELETE FROM added_document');
    connection.releasePages();
  });
}

function countAdded(connection: Connection): number {
  const [[count]] = connection.rows<[number]>('SELECT coalesce(max(row) + 1, 0) FROM added_document');
  return count;
}

/** `start .. end // exclusive`, counted among those that wait. */
function readAdded(connection: Connection, start: number, end: number): SourceDocument[] {
  const sql = `SELECT ${DOCUMENT_COLUMNS} FROM added_document WHERE row >= ? AND row < ? ORDER BY row`;
  return connection.rows<DocumentContent>(sql, start, end).map(toDocument);
}
