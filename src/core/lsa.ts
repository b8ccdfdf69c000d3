import { checkCount, checkSize } from './check.ts';
import { checkMatrix } from './matrix.ts';
import { randomizedSvd } from './randomized-svd.ts';
import { multiplySparseRow } from './sparse-products.ts';
import { inverseDocumentFrequencies, weighTerms } from './tf-idf.ts';
import type { Matrix, SparseMatrix } from './types.ts';

/**
 * Latent semantic analysis (Deerwester et al. 1990): texts as the coordinates of their TF-IDF rows along the leading
 * right singular vectors of the corpus's TF-IDF matrix. Inner products approximate those of the rows.
 */
export interface LsaBasis {
  /** One per term. */
  readonly idf: Float32Array;
  /** terms x rank; the columns are unit vectors at right angles. */
  readonly axes: Matrix;
}

export interface FitLsaOptions {
  readonly seed: number;
  /** As in `RandomizedSvdOptions`. */
  readonly onProgress?: (shareDone: number) => Promise<void> | void;
}

/** Halko, Martinsson and Tropp 2011, 4.2 and 4.5: a few more directions, two to four iterations. */
const OVERSAMPLING = 16;
const POWER_ITERATIONS = 3;

/**
 * The basis of a sample of the corpus (documents x terms, how often each term occurs). Its rank is `rank`, or the
 * number of documents or terms where there are fewer. Throws InvalidArgumentError for a sample without documents.
 */
export async function fitLsa(counts: SparseMatrix, rank: number, options: FitLsaOptions): Promise<LsaBasis> {
  const idf = inverseDocumentFrequencies(counts);
  const usedTerms = Uint32Array.from(idf.keys()).filter((term) => idf[term] > 0);
  const { vectors } = await randomizedSvd(
    onlyTerms(weighTerms(counts, idf), usedTerms),
    Math.min(rank, counts.rows, Math.max(1, usedTerms.length)),
    { ...options, oversampling: OVERSAMPLING, powerIterations: POWER_ITERATIONS },
  );
  const { cols } = vectors;
  const data = new Float32Array(counts.cols * cols);
  usedTerms.forEach((term, position) => {
    data.set(vectors.data.subarray(position * cols, (position + 1) * cols), term * cols);
  });
  return { idf, axes: { rows: counts.cols, cols, data } };
}

/** The columns of `terms` (ascending), and no other has an entry: most of a small corpus's columns are empty. */
function onlyTerms(weighted: SparseMatrix, terms: Uint32Array): SparseMatrix {
  const position = new Uint32Array(weighted.cols);
  terms.forEach((term, index) => {
    position[term] = index;
  });
  return {
    ...weighted,
    cols: Math.max(1, terms.length),
    col: weighted.col.map((term) => position[term]),
  };
}

/** texts x rank: TF-IDF rows times axes. A text without a term that the basis knows gives a zero row. */
export function projectTerms({ idf, axes }: LsaBasis, counts: SparseMatrix): Matrix {
  checkMatrix('axes', axes);
  checkCount('idf', idf.length, axes.rows);
  checkSize('counts.cols', counts.cols, axes.rows);
  const weighted = weighTerms(counts, idf);
  const { cols } = axes;
  const data = new Float32Array(counts.rows * cols);
  const coordinates = new Float64Array(cols);
  for (let row = 0; row < counts.rows; row++) {
    multiplySparseRow(coordinates, weighted, row, axes.data);
    data.set(coordinates, row * cols);
  }
  return { rows: counts.rows, cols, data };
}
