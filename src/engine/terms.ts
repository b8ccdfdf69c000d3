import type { SparseMatrix } from '../core/types.ts';

/** Letters, their marks and digits of any script. Scripts without spaces between words give one word a phrase. */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** How often each bucket's words occur in each text: texts x `buckets`, a power of two; columns ascend in a row. */
export function countTerms(texts: readonly string[], buckets: number): SparseMatrix {
  const rowStart = new Uint32Array(texts.length + 1);
  const col: number[] = [];
  const value: number[] = [];
  texts.forEach((text, row) => {
    const counts = new Map<number, number>();
    for (const word of wordsOf(text)) {
      const bucket = hashOf(word) & (buckets - 1);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
    for (const bucket of Uint32Array.from(counts.keys()).sort()) {
      col.push(bucket);
      value.push(counts.get(bucket) as number);
    }
    rowStart[row + 1] = col.length;
  });
  return {
    rows: texts.length,
    cols: buckets,
    rowStart,
    col: Uint32Array.from(col),
    value: Float32Array.from(value),
  };
}

function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(WORD) ?? [];
}

/** FNV-1a over the bytes of the UTF-16 units (Fowler, Noll and Vo), then the last step of MurmurHash3 (Appleby). */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
