import { XennError } from '../core/errors.ts';
import type { Matrix } from '../core/types.ts';
import type { Connection } from './connection.ts';
import { digestBlocks } from './digest.ts';
import { countDocuments } from './documents.ts';

/** SQLite holds no value of 1 GB or more, and one block at a time passes through its heap. */
const BLOCK_BYTES = 4 * 2 ** 20;

/** A matrix with its checksum, made before the transaction that writes it: digesting is asynchronous. */
export interface SealedMatrix {
  readonly matrix: Matrix;
  readonly checksum: string;
}

/** Under which key a matrix is kept, and what else is known of it. */
export interface MatrixEntry {
  readonly key: string;
  /** 'documents': row r is document r, so that the matrix follows when documents are removed. */
  readonly rowsAre: RowsAre;
  /** The index it belongs to; absent for one that is derived from the corpus. */
  readonly indexId?: string | undefined;
}

export type RowsAre = 'documents' | 'packed-documents' | 'other';

/** Throws StorageError if the data is not rows x cols long. */
export async function sealMatrix(matrix: Matrix): Promise<SealedMatrix> {
  if (matrix.data.length !== matrix.rows * matrix.cols) {
    throw new XennError(
      'StorageError',
      `Expected a matrix of ${matrix.rows} x ${matrix.cols} numbers, found ${matrix.data.length}. ` +
        'It was not stored.',
    );
  }
  return { matrix, checksum: await digestMatrix(matrix) };
}

/**
 * Replaces what is stored under the key. To be called inside a transaction. Throws StorageError if there are more rows
 * than documents in a matrix that has one a document: documents were removed since it was made.
 */
export function writeMatrix(
  connection: Connection,
  { key, rowsAre, indexId }: MatrixEntry,
  { matrix, checksum }: SealedMatrix,
): void {
  if (rowsAre === 'documents') assertRowsExist(matrix.rows, countDocuments(connection));
  deleteMatrix(connection, key);
  const [[matrixRow]] = connection.rows<[number]>(
    `INSERT INTO matrix (key, row_count, col_count, checksum, rows_are, index_id)
      VALUES (?, ?, ?, ?, ?, ?) RETURNING row`,
    key,
    matrix.rows,
    matrix.cols,
    checksum,
    rowsAre,
    indexId ?? null,
  );
  for (const { firstRow, bytes } of blocksOf(matrix)) {
    connection.run('INSERT INTO matrix_block VALUES (?, ?, ?)', matrixRow, firstRow, bytes);
  }
}

/** Undefined when nothing is stored under the key. Throws StorageError if the bytes are not those written. */
export async function readMatrix(connection: Connection, key: string): Promise<Matrix | undefined> {
  const [found] = connection.rows<[row: number, rows: number, cols: number, checksum: string]>(
    'SELECT row, row_count, col_count, checksum FROM matrix WHERE key = ?',
    key,
  );
  if (!found) return undefined;
  const [matrixRow, rows, cols, checksum] = found;
  const matrix: Matrix = { rows, cols, data: new Float32Array(rows * cols) };
  for (const { firstRow, bytes } of blocksOf(matrix)) {
    const block = readBlock(connection, matrixRow, firstRow);
    if (block?.length !== bytes.length) throw damagedMatrixError(rows, cols);
    bytes.set(block);
  }
  if ((await digestMatrix(matrix)) !== checksum) throw damagedMatrixError(rows, cols);
  return matrix;
}

/** Whether any stored matrix is not as it was written. About a block of one is in memory. */
export async function hasDamagedMatrix(connection: Connection): Promise<boolean> {
  const matrices = connection.rows<
    [row: number, rows: number, cols: number, bytes: number, checksum: string]
  >(
    `SELECT row, row_count, col_count,
      (SELECT coalesce(sum(length(bytes)), 0) FROM matrix_block WHERE matrix_row = row), checksum FROM matrix`,
  );
  for (const [matrixRow, rows, cols, bytes, checksum] of matrices) {
    // First, or rows that a file only claims would be looked for.
    if (bytes !== 4 * rows * cols) return true;
    if ((await digestStored(connection, matrixRow, { rows, cols })) !== checksum) return true;
  }
  return false;
}

export function deleteMatrix(connection: Connection, key: string): void {
  connection.run('DELETE FROM matrix_block WHERE matrix_row = (SELECT row FROM matrix WHERE key = ?)', key);
  connection.run('DELETE FROM matrix WHERE key = ?', key);
}

type Shape = Pick<Matrix, 'rows' | 'cols'>;

/** `digestBlocks` over the shape (rows and cols as little-endian uint32), then the blocks as stored. */
function digestMatrix(matrix: Matrix): Promise<string> {
  return digestBlocks([bytesOfShape(matrix), ...Array.from(blocksOf(matrix), ({ bytes }) => bytes)]);
}

/** The same of a matrix as it lies in the file, whatever its blocks are. */
function digestStored(connection: Connection, matrixRow: number, shape: Shape): Promise<string> {
  function* blocks() {
    yield bytesOfShape(shape);
    for (const { firstRow } of blockRows(shape)) {
      yield readBlock(connection, matrixRow, firstRow) ?? new Uint8Array();
    }
  }
  return digestBlocks(blocks());
}

function bytesOfShape({ rows, cols }: Shape): Uint8Array {
  return new Uint8Array(Uint32Array.of(rows, cols).buffer);
}

function readBlock(connection: Connection, matrixRow: number, firstRow: number): Uint8Array | undefined {
  const sql = 'SELECT bytes FROM matrix_block WHERE matrix_row = ? AND first_row = ?';
  const [block] = connection.rows<[bytes: Uint8Array]>(sql, matrixRow, firstRow);
  return block?.[0];
}

/** Views of the matrix' own bytes (little-endian float32), whole rows each. */
function* blocksOf({ rows, cols, data }: Matrix) {
  for (const { firstRow, rowEnd } of blockRows({ rows, cols })) {
    const block = data.subarray(firstRow * cols, rowEnd * cols);
    yield { firstRow, bytes: new Uint8Array(block.buffer, block.byteOffset, block.byteLength) };
  }
}

/** Which rows lie in a block together; `rowEnd` is exclusive. */
function* blockRows({ rows, cols }: Shape) {
  const rowsPerBlock = Math.max(1, Math.floor(BLOCK_BYTES / (4 * Math.max(1, cols))));
  for (let firstRow = 0; firstRow < rows && cols > 0; firstRow += rowsPerBlock) {
    yield { firstRow, rowEnd: Math.min(rows, firstRow + rowsPerBlock) };
  }
}

function assertRowsExist(rows: number, documentCount: number): void {
  if (rows <= documentCount) return;
  throw new XennError(
    'StorageError',
    `Expected a matrix of at most ${documentCount} rows, one for each document of the corpus, found ${rows}. ` +
      'It was not stored: documents were removed while it was made. Make it again.',
  );
}

function damagedMatrixError(rows: number, cols: number): XennError {
  return new XennError(
    'StorageError',
    `A stored matrix of ${rows} x ${cols} is damaged: its bytes do not match their checksum. ` +
      'Delete the index, or if that does not help the corpus, and make it again.',
  );
}
