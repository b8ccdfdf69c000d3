/**
 * An order that a seed alone decides, text by text: of more texts, or of fewer, those that stay keep theirs. So the
 * first 50 of some train queries are among the first 300, and their scores are used again.
 */
import { hashRow, hashText } from '../core/seeded-hash.ts';
import { topK } from '../core/top-k.ts';

/** Positions in `texts`, in the seeded order; equal texts in the order in which they are given. */
export function seededOrder(texts: readonly string[], seed: number): number[] {
  const hashes = texts.map((text) => hashText(seed, text));
  return [...texts.keys()].sort(
    (a, b) => hashes[a] - hashes[b] || (texts[a] < texts[b] ? -1 : texts[a] > texts[b] ? 1 : a - b),
  );
}

/** The first `count` of the rows 0 .. rowCount // exclusive, in the seeded order of row numbers. */
export function firstSeededRows(rowCount: number, count: number, seed: number): Uint32Array {
  const keys = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) keys[row] = -hashRow(seed, row);
  return topK(keys, count).docRows;
}
