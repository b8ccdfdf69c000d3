import { addScaled, type DenseMatrix, dotRange, gramOfRows, transpose } from './linalg.ts';

/**
 * A column whose part at right angles to the columns before it has less than this share of its squared length is
 * taken for dependent on them. Below it the Gram matrix, where lengths are squared, holds rounding only.
 */
const DEPENDENT_SQUARE = 1e-13;
/** Rows whose inner products are taken at once, so that they stay in the processor's cache. */
const CHUNK_ROWS = 512;

/**
 * Makes the columns of a tall matrix orthonormal, in place, each with those before it: Cholesky QR, twice (Yamamoto,
 * Nakatsukasa, Yanagisawa and Fukaya 2015, "Roundoff error analysis of the CholeskyQR2 algorithm"). A column that
 * depends on those before it becomes zero.
 */
export function orthonormalizeColumns(matrix: DenseMatrix): void {
  for (let pass = 0; pass < 2; pass++) solveFromRight(matrix, choleskyOrZero(gramOfColumns(matrix)));
}

/** a^T a, cols x cols. */
export function gramOfColumns({ rows, cols, data }: DenseMatrix): DenseMatrix {
  const sum = new Float64Array(cols * cols);
  for (let start = 0; start < rows; start += CHUNK_ROWS) {
    const end = Math.min(rows, start + CHUNK_ROWS);
    const chunk = { rows: end - start, cols, data: data.subarray(start * cols, end * cols) };
    addScaled(sum, 0, gramOfRows(transpose(chunk)).data, 0, 1, sum.length);
  }
  return { rows: cols, cols, data: sum };
}

/** L of gram = L L^T, row-major; row and column j are zero where column j depends on those before it. */
function choleskyOrZero({ rows: n, data: gram }: DenseMatrix): Float64Array {
  const lower = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const pivot = gram[j * n + j] - dotRange(lower, j * n, lower, j * n, j);
    if (!(pivot > DEPENDENT_SQUARE * gram[j * n + j])) {
      lower.fill(0, j * n, j * n + j);
      continue;
    }
    const diagonal = Math.sqrt(pivot);
    lower[j * n + j] = diagonal;
    for (let i = j + 1; i < n; i++) {
      lower[i * n + j] = (gram[i * n + j] - dotRange(lower, i * n, lower, j * n, j)) / diagonal;
    }
  }
  return lower;
}

/** Each row y becomes the x of x L^T = y; where L's diagonal is zero, so is x. */
function solveFromRight({ rows, cols, data }: DenseMatrix, lower: Float64Array): void {
  for (let start = 0; start < rows * cols; start += cols) {
    for (let j = 0; j < cols; j++) {
      const diagonal = lower[j * cols + j];
      const rest = data[start + j] - dotRange(lower, j * cols, data, start, j);
      data[start + j] = diagonal > 0 ? rest / diagonal : 0;
    }
  }
}
