import type { Matrix } from '../core/types.ts';

/** Token ids of a corpus' passages, as one cross-encoder reads them. */
export type PassageIds = (docRow: number) => Int32Array;

/**
 * Ids of all passages in one column, as matrices are stored: how many passages, the length of each, then the ids one
 * after the other. Float32 holds whole numbers below 2^24 exactly, more than any vocabulary has.
 */
export function packPassageIds(passages: readonly Int32Array[]): Matrix {
  const rows = passages.reduce((sum, ids) => sum + ids.length, passages.length + 1);
  const data = new Float32Array(rows);
  data[0] = passages.length;
  let end = passages.length + 1;
  passages.forEach((ids, docRow) => {
    data[docRow + 1] = ids.length;
    data.set(ids, end);
    end += ids.length;
  });
  return { rows, cols: 1, data };
}

/** How many passages have their ids in it: those of the documents from row 0 on. */
export function packedPassageCount({ rows, data }: Matrix): number {
  return rows === 0 ? 0 : data[0];
}

/** The ids of each passage again; undefined for a matrix without rows, which stands for ids that are not kept. */
export function unpackPassageIds(packed: Matrix): PassageIds | undefined {
  const { rows, data } = packed;
  if (rows === 0) return undefined;
  const count = packedPassageCount(packed);
  const starts = new Uint32Array(count + 1);
  starts[0] = count + 1;
  for (let docRow = 0; docRow < count; docRow++) starts[docRow + 1] = starts[docRow] + data[docRow + 1];
  return (docRow) => Int32Array.from(data.subarray(starts[docRow], starts[docRow + 1]));
}
