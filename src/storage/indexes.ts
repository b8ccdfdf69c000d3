import { XennError } from '../core/errors.ts';
import type { IndexSummary } from '../core/records.ts';
import type { Matrix } from '../core/types.ts';
import type { Connection } from './connection.ts';
import { deleteMatrix, readMatrix, sealMatrix, writeMatrix } from './matrices.ts';

/** Oldest first. */
export function listIndexes(connection: Connection): IndexSummary[] {
  const rows = connection.rows<[summary: string]>(
    'SELECT summary FROM item_index ORDER BY created_ms, index_id',
  );
  return rows.map(([summary]) => JSON.parse(summary) as IndexSummary);
}

/** Throws StorageError if there is no such index or its bytes are damaged. */
export async function readIndexMatrix(connection: Connection, indexId: string): Promise<Matrix> {
  const matrix = await readMatrix(connection, matrixKey(indexId));
  if (!matrix) {
    throw new XennError(
      'StorageError',
      `No index '${indexId}' is stored for this corpus: it was deleted. Choose another or build a new one.`,
    );
  }
  return matrix;
}

/** One transaction; an index of the same id is replaced. */
export async function writeIndex(
  connection: Connection,
  summary: IndexSummary,
  matrix: Matrix,
): Promise<void> {
  if (summary.rows !== matrix.rows || summary.cols !== matrix.cols) {
    throw new XennError(
      'StorageError',
      `Expected an index matrix of ${summary.rows} x ${summary.cols}, found ${matrix.rows} x ${matrix.cols}. ` +
        'It was not stored.',
    );
  }
  const sealed = await sealMatrix(matrix);
  connection.transaction(() => {
    const insert = 'INSERT OR REPLACE INTO item_index VALUES (?, ?, ?)';
    connection.run(insert, summary.indexId, summary.createdMs, JSON.stringify(summary));
    writeMatrix(connection, matrixKey(summary.indexId), sealed);
  });
}

/** Gives the space back to the disk. Does nothing if there is no such index. */
export function deleteIndex(connection: Connection, indexId: string): void {
  connection.transaction(() => {
    connection.run('DELETE FROM item_index WHERE index_id = ?', indexId);
    deleteMatrix(connection, matrixKey(indexId));
  });
  connection.rows('PRAGMA incremental_vacuum');
}

/** Apart from the keys of derived matrices, which the store prefixes as well. */
function matrixKey(indexId: string): string {
  return `index:${indexId}`;
}
