import type { Matrix } from '../core/types.ts';
import type { Connection } from './connection.ts';
import { type RowsAre, readMatrix, sealMatrix, writeMatrix } from './matrices.ts';

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

/** Apart from the matrices of indexes. */
function derivedKey(key: string): string {
  return `derived:${key}`;
}
