import { checkCount } from './check.ts';
import { checkSparse } from './sparse.ts';
import type { SparseMatrix } from './types.ts';

/**
 * ln((1 + n) / (1 + df)) + 1 for each of the columns (terms) of `counts` (n documents x terms), df being the number
 * of documents that hold the term. A term of no document gets 0: nothing can match it, and it shall not make the
 * vectors of those that hold it shorter.
 */
export function inverseDocumentFrequencies(counts: SparseMatrix): Float32Array {
  checkSparse('counts', counts);
  const documentsWith = new Uint32Array(counts.cols);
  for (let entry = 0; entry < counts.col.length; entry++) {
    if (counts.value[entry] > 0) documentsWith[counts.col[entry]] += 1;
  }
  return Float32Array.from(documentsWith, (df) => (df > 0 ? Math.log((1 + counts.rows) / (1 + df)) + 1 : 0));
}

/**
 * TF-IDF with sublinear term frequency, (1 + ln count) idf, each row made one long; a row without a term that has an
 * idf is zero. Each column occurs at most once in a row of `counts`.
 */
export function weighTerms(counts: SparseMatrix, idf: Float32Array): SparseMatrix {
  checkSparse('counts', counts);
  checkCount('idf', idf.length, counts.cols);
  const { rows, rowStart, col } = counts;
  const value = new Float32Array(col.length);
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    for (let entry = rowStart[row]; entry < rowStart[row + 1]; entry++) {
      const count = counts.value[entry];
      value[entry] = count > 0 ? (1 + Math.log(count)) * idf[col[entry]] : 0;
      squares += value[entry] ** 2;
    }
    if (squares === 0) continue;
    const length = Math.sqrt(squares);
    for (let entry = rowStart[row]; entry < rowStart[row + 1]; entry++) value[entry] /= length;
  }
  return { ...counts, value };
}
