import { XennError } from '../core/errors.ts';
import type { IndexSummary } from '../core/index-records.ts';
import type { Matrix } from '../core/types.ts';
import type { Connection } from './connection.ts';
import { deleteJob } from './jobs.ts';
import { deleteMatrix, readMatrix, sealMatrix, writeMatrix } from './matrices.ts';

/** The tensor that every index has: a row a document. */
const ITEMS = 'items';

/** Oldest first. */
export function listIndexes(connection: Connection): IndexSummary[] {
  const rows = connection.rows<[summary: string]>(
    'SELECT summary FROM item_index ORDER BY created_ms, index_id',
  );
  return rows.map(([summary]) => JSON.parse(summary) as IndexSummary);
}

/** Names of the matrices that `writeIndex` was given, sorted. Throws StorageError if there is no such index. */
export function listIndexTensors(connection: Connection, indexId: string): string[] {
  assertIndex(connection, indexId);
  const rows = connection.rows<[key: string]>(
    'SELECT key FROM matrix WHERE index_id = ? ORDER BY key',
    indexId,
  );
  return rows.map(([key]) => key.slice(tensorKey(indexId, '').length));
}

/** Undefined when the index has none of that name. Throws StorageError if there is no such index or it is damaged. */
export async function readIndexTensor(
  connection: Connection,
  indexId: string,
  name: string,
): Promise<Matrix | undefined> {
  assertIndex(connection, indexId);
  return readMatrix(connection, tensorKey(indexId, name));
}

/**
 * One transaction; an index of the same id, the one that is replaced and the job that made it end with it. Throws
 * StorageError unless `tensors.items` has the shape that the summary says.
 */
export async function writeIndex(
  connection: Connection,
  summary: IndexSummary,
  tensors: Readonly<Record<string, Matrix>>,
  ends: { readonly replacedIndexId?: string | undefined; readonly jobId?: string | undefined } = {},
): Promise<void> {
  const { indexId } = summary;
  assertItems(summary, tensors[ITEMS]);
  const sealed = await Promise.all(
    Object.entries(tensors).map(async ([name, matrix]) => [name, await sealMatrix(matrix)] as const),
  );
  connection.transaction(() => {
    if (ends.replacedIndexId !== undefined) removeIndex(connection, ends.replacedIndexId);
    if (ends.jobId !== undefined) deleteJob(connection, ends.jobId);
    removeIndex(connection, indexId);
    const insert = 'INSERT INTO item_index VALUES (?, ?, ?)';
    connection.run(insert, indexId, summary.createdMs, JSON.stringify(summary));
    for (const [name, matrix] of sealed) {
      const rowsAre = name === ITEMS ? 'documents' : 'other';
      writeMatrix(connection, { key: tensorKey(indexId, name), rowsAre, indexId }, matrix);
    }
    connection.releasePages();
  });
}

/** Gives the space back to the disk. Does nothing if there is no such index. */
export function deleteIndex(connection: Connection, indexId: string): void {
  connection.transaction(() => {
    removeIndex(connection, indexId);
    connection.releasePages();
  });
}

/** Makes `rows` of every summary what its tensor 'items' has. To be called inside a transaction. */
export function updateIndexRows(connection: Connection): void {
  connection.run(
    `UPDATE item_index SET summary = json_set(summary, '$.rows', matrix.row_count) FROM matrix
      WHERE matrix.index_id = item_index.index_id AND matrix.rows_are = 'documents'`,
  );
}

function removeIndex(connection: Connection, indexId: string): void {
  connection.run('DELETE FROM item_index WHERE index_id = ?', indexId);
  for (const [key] of connection.rows<[string]>('SELECT key FROM matrix WHERE index_id = ?', indexId)) {
    deleteMatrix(connection, key);
  }
}

function assertIndex(connection: Connection, indexId: string): void {
  if (connection.rows('SELECT 1 FROM item_index WHERE index_id = ?', indexId).length > 0) return;
  throw new XennError(
    'StorageError',
    `No index '${indexId}' is stored for this corpus: it was deleted. Choose another or build a new one.`,
  );
}

function assertItems({ rows, cols }: IndexSummary, items: Matrix | undefined): void {
  if (items?.rows === rows && items.cols === cols) return;
  const found = items ? `${items.rows} x ${items.cols}` : 'none';
  throw new XennError(
    'StorageError',
    `Expected an index matrix of ${rows} x ${cols}, found ${found}. It was not stored.`,
  );
}

/** Apart from the keys of derived matrices, which the store prefixes as well. */
function tensorKey(indexId: string, name: string): string {
  return `index:${indexId}:${name}`;
}
