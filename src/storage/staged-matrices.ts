/** Matrices as they will be once documents are removed, written before the transaction that removes them. */
import type { Matrix } from '../core/types.ts';
import type { Connection } from './connection.ts';
import { deleteMatrix, readMatrix, sealMatrix, writeMatrix } from './matrices.ts';
import type { DocumentMove } from './removal-plan.ts';

const PREFIX = 'staged:';

/** A matrix that has a row a document. */
export interface DocumentMatrix {
  readonly key: string;
  readonly rows: number;
  readonly indexId: string | undefined;
}

export function listDocumentMatrices(connection: Connection): DocumentMatrix[] {
  const rows = connection.rows<[key: string, rows: number, indexId: string | null]>(
    "SELECT key, row_count, index_id FROM matrix WHERE rows_are = 'documents' ORDER BY row",
  );
  return rows.map(([key, rowCount, indexId]) => ({ key, rows: rowCount, indexId: indexId ?? undefined }));
}

/** Writes what the matrix will be beside it. One matrix at a time is in memory. Throws StorageError for a damaged one. */
export async function stageWithoutRows(
  connection: Connection,
  { key, indexId }: DocumentMatrix,
  removed: ReadonlySet<number>,
  moves: readonly DocumentMove[],
): Promise<void> {
  const matrix = (await readMatrix(connection, key)) as Matrix;
  const sealed = await sealMatrix(withoutRows(matrix, removed, moves));
  connection.transaction(() =>
    writeMatrix(connection, { key: `${PREFIX}${key}`, rowsAre: 'documents', indexId }, sealed),
  );
}

/**
 * Puts every staged matrix in the place of its own, and deletes those that hold all documents in another form than a row
 * each: they have to be made again. To be called inside a transaction.
 */
export function replaceByStaged(connection: Connection): void {
  deleteMatrices(connection, `key NOT GLOB '${PREFIX}*' AND rows_are <> 'other'`);
  connection.run(`UPDATE matrix SET key = substr(key, length('${PREFIX}') + 1) WHERE key GLOB '${PREFIX}*'`);
}

/** What a removal that was cut off, or that failed, has left. */
export function discardStagedMatrices(connection: Connection): void {
  const staged = `key GLOB '${PREFIX}*'`;
  if (connection.rows(`SELECT 1 FROM matrix WHERE ${staged}`).length === 0) return;
  connection.transaction(() => {
    deleteMatrices(connection, staged);
    connection.releasePages();
  });
}

function deleteMatrices(connection: Connection, condition: string): void {
  for (const [key] of connection.rows<[string]>(`SELECT key FROM matrix WHERE ${condition}`)) {
    deleteMatrix(connection, key);
  }
}

/** Changes the matrix it is given: it was read for this. */
function withoutRows(
  { rows, cols, data }: Matrix,
  removed: ReadonlySet<number>,
  moves: readonly DocumentMove[],
): Matrix {
  for (const { from, to } of moves) {
    if (from < rows) data.copyWithin(to * cols, from * cols, (from + 1) * cols);
  }
  let rowsLeft = rows;
  for (const docRow of removed) if (docRow < rows) rowsLeft -= 1;
  return { rows: rowsLeft, cols, data: data.subarray(0, rowsLeft * cols) };
}
