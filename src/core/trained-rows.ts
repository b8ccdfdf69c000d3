import { rowOf } from './matrix.ts';
import type { Matrix } from './types.ts';

/** The rows of a matrix that training changes; the others keep their vectors. */
export interface TrainedRows {
  /** Ascending; where they are packed together, position p holds row `rows[p]`. */
  readonly rows: Uint32Array;
  /** For each row of the full matrix its position in `rows`, or NOT_TRAINED. */
  readonly position: Uint32Array;
}

export const NOT_TRAINED = 0xffff_ffff;

/** The rows with at least one of the `training` pairs, of a matrix of `rowCount` rows. */
export function findTrainedRows(
  rowCount: number,
  rowOfPair: Uint32Array,
  training: Uint32Array,
): TrainedRows {
  const position = new Uint32Array(rowCount).fill(NOT_TRAINED);
  for (const pair of training) position[rowOfPair[pair]] = 0;
  const rows = Uint32Array.from(position.keys()).filter((row) => position[row] === 0);
  rows.forEach((row, packed) => {
    position[row] = packed;
  });
  return { rows, position };
}

/** The trained rows alone, rows.length x d: `full` itself where that is all of them. */
export function packRows(full: Matrix, { rows }: TrainedRows): Matrix {
  if (rows.length === full.rows) return full;
  const data = new Float32Array(rows.length * full.cols);
  rows.forEach((row, packed) => {
    data.set(rowOf(full, row), packed * full.cols);
  });
  return { rows: rows.length, cols: full.cols, data };
}

/** `full` with its trained rows replaced: `packed` itself where that is all of them, else a copy. */
export function unpackRows(full: Matrix, { rows }: TrainedRows, packed: Matrix): Matrix {
  if (rows.length === full.rows) return packed;
  const data = full.data.slice();
  rows.forEach((row, position) => {
    data.set(rowOf(packed, position), row * full.cols);
  });
  return { rows: full.rows, cols: full.cols, data };
}

/** Row `row` of what `unpackRows` would give, without making it. */
export function unpackedRow(
  full: Matrix,
  { position }: TrainedRows,
  packed: Matrix,
  row: number,
): Float32Array {
  return position[row] === NOT_TRAINED ? rowOf(full, row) : rowOf(packed, position[row]);
}
