import type { Matrix } from '../core/types.ts';

/** Token ids of a corpus' passages, as one cross-encoder reads them. */
export type PassageIds = (docRow: number) => Int32Array;

/**
 * Ids of all passages in one column, as matrices are stored: first the length of each, then the ids one after the
 * other. Float32 holds whole numbers below 2^24 exactly, more than any vocabulary has.
 */
export function packPassageIds(passages: readonly Int32Array[]): Matrix {
  const rows = passages.reduce((sum, ids) => sum + ids.length, passages.length);
  const data = new Float32Array(rows);
  let end = passages.length;
  passages.forEach((ids, docRow) => {
    data[docRow] = ids.length;
    data.set(ids, end);
    end += ids.length;
  });
  return { rows, cols: 1, data };
}

/** The ids of each passage again; undefined for a matrix without rows, which stands for ids that are not kept. */
export function unpackPassageIds({ rows, data }: Matrix, documentCount: number): PassageIds | undefined {
  if (rows === 0) return undefined;
  const starts = new Uint32Array(documentCount + 1);
  starts[0] = documentCount;
  for (let docRow = 0; docRow < documentCount; docRow++) starts[docRow + 1] = starts[docRow] + data[docRow];
  return (docRow) => Int32Array.from(data.subarray(starts[docRow], starts[docRow + 1]));
}
