import type { Matrix } from '../core/types.ts';
import type { Connection } from './connection.ts';
import { deleteMatrix, type RowsAre, readMatrix, sealMatrix, writeMatrix } from './matrices.ts';

/** A matrix made from the corpus, such as its embeddings. Undefined when none is stored under the key. */
export function readDerivedMatrix(connection: Connection, key: string): Promise<Matrix | undefined> {
  return readMatrix(connection, derivedKey(key));
}

/** One transaction; replaces what is stored under the key. */
export async function writeDerivedMatrix(
  connection: Connection,
  key: string,
  matrix: Matrix,
  rowsAre: RowsAre,
): Promise<void> {
  const sealed = await sealMatrix(matrix);
  connection.transaction(() => writeMatrix(connection, { key: derivedKey(key), rowsAre }, sealed));
}

/** One transaction; does nothing where nothing is stored under the key. */
export function deleteDerivedMatrix(connection: Connection, key: string): void {
  connection.transaction(() => deleteMatrix(connection, derivedKey(key)));
}

/** Apart from the matrices of indexes. */
function derivedKey(key: string): string {
  return `derived:${key}`;
}
