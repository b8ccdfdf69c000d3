import { checkInteger } from './check.ts';
import { XennError } from './errors.ts';
import { addScaled, type DenseMatrix, dotRange } from './linalg.ts';
import { orthonormalizeColumns } from './orthonormalize.ts';
import { createRandom } from './random.ts';
import { checkSparse } from './sparse.ts';
import { addOuterProduct, multiplySparseRow } from './sparse-products.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import type { SparseMatrix } from './types.ts';

export interface RandomizedSvdOptions {
  /** Directions iterated beyond `rank`: they carry the convergence where singular values lie close. */
  readonly oversampling: number;
  /** Multiplications of the random start by A^T A; more give smaller errors where singular values fall slowly. */
  readonly powerIterations: number;
  readonly seed: number;
  /**
   * Awaited every thousand rows with the share of the passes over the matrix that is done, 0 to 1. What it throws ends
   * the run: the way to cancel.
   */
  readonly onProgress?: (shareDone: number) => Promise<void> | void;
}

export interface RightSingularVectors {
  /** `rank` entries, falling. */
  readonly singularValues: Float64Array;
  /** cols x rank: unit vectors at right angles; a zero column where the singular value is 0. */
  readonly vectors: DenseMatrix;
}

/** Rows multiplied between two breaths: about a tenth of a second. */
const CHUNK_ROWS = 1024;

/**
 * The largest singular values of a sparse matrix A and their right singular vectors: randomised subspace iteration
 * on A^T A, orthonormalised after each multiplication, then the exact decomposition inside the space that was found
 * (Halko, Martinsson and Tropp 2011, "Finding structure with randomness", algorithms 4.4 and 5.1, for A^T). Left
 * singular vectors are A V divided by the singular values; they are not made, as they have as many rows as A.
 *
 * powerIterations + 1 passes over A, of 4 x entries x (rank + oversampling) operations each. The same arguments give
 * the same result. Singular values below about 1e-3 of the largest may be lost (reported as 0): in the products of
 * rows they would be below float32's rounding.
 *
 * Throws InvalidArgumentError for a matrix that is none or a rank that it cannot have.
 */
export async function randomizedSvd(
  matrix: SparseMatrix,
  rank: number,
  options: RandomizedSvdOptions,
): Promise<RightSingularVectors> {
  const { oversampling, powerIterations, seed, onProgress } = options;
  checkSparse('matrix', matrix);
  checkInteger('rank', rank, 1);
  checkInteger('oversampling', oversampling, 0);
  checkInteger('powerIterations', powerIterations, 1);
  const mostRank = Math.min(matrix.rows, matrix.cols);
  if (rank > mostRank) {
    throw new XennError(
      'InvalidArgumentError',
      `rank must be at most ${mostRank} for a ${matrix.rows} x ${matrix.cols} matrix, but is ${rank}.`,
    );
  }
  const multiply = (basis: DenseMatrix, pass: number) =>
    multiplyByGram(matrix, basis, async (rowsDone) => {
      await onProgress?.((pass + rowsDone / matrix.rows) / (powerIterations + 1));
    });
  let basis = randomStart(matrix.cols, Math.min(rank + oversampling, mostRank), seed);
  for (let pass = 0; pass < powerIterations; pass++) {
    basis = await multiply(basis, pass);
    orthonormalizeColumns(basis);
  }
  const inside = productOfTransposed(basis, await multiply(basis, powerIterations));
  const { values, vectors } = symmetricEigen(inside);
  return {
    singularValues: values.slice(0, rank).map((value) => Math.sqrt(Math.max(0, value))),
    vectors: combineColumns(basis, vectors, rank),
  };
}

function randomStart(rows: number, cols: number, seed: number): DenseMatrix {
  const random = createRandom(seed);
  const data = new Float64Array(rows * cols);
  for (let i = 0; i < data.length; i++) data[i] = random.nextGaussian();
  return { rows, cols, data };
}

/** A^T A times `right`, row by row of A, so that the product A times `right` is never there whole. */
async function multiplyByGram(
  matrix: SparseMatrix,
  right: DenseMatrix,
  onRows: (rowsDone: number) => Promise<void>,
): Promise<DenseMatrix> {
  const product = new Float64Array(right.data.length);
  const rowProduct = new Float64Array(right.cols);
  for (let chunkStart = 0; chunkStart < matrix.rows; chunkStart += CHUNK_ROWS) {
    const chunkEnd = Math.min(matrix.rows, chunkStart + CHUNK_ROWS);
    for (let row = chunkStart; row < chunkEnd; row++) {
      multiplySparseRow(rowProduct, matrix, row, right.data);
      addOuterProduct(product, matrix, row, rowProduct);
    }
    await onRows(chunkEnd);
  }
  return { ...right, data: product };
}

/** left^T right, which is symmetric here: only the lower triangle is computed. */
function productOfTransposed(left: DenseMatrix, right: DenseMatrix): DenseMatrix {
  const n = left.cols;
  const data = new Float64Array(n * n);
  for (let start = 0; start < left.data.length; start += n) {
    for (let i = 0; i < n; i++) addScaled(data, i * n, right.data, start, left.data[start + i], i + 1);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) data[j * n + i] = data[i * n + j];
  }
  return { rows: n, cols: n, data };
}

/** Column k of the result is the combination of the columns of `basis` by row k of `weights`, for k < count. */
function combineColumns(basis: DenseMatrix, weights: DenseMatrix, count: number): DenseMatrix {
  const data = new Float64Array(basis.rows * count);
  for (let row = 0; row < basis.rows; row++) {
    for (let k = 0; k < count; k++) {
      data[row * count + k] = dotRange(
        basis.data,
        row * basis.cols,
        weights.data,
        k * basis.cols,
        basis.cols,
      );
    }
  }
  return { rows: basis.rows, cols: count, data };
}
