import type { DenseMatrix } from './linalg.ts';

/** Sweeps after which Jacobi's method has long converged for the small matrices it is meant for. */
const MAX_SWEEPS = 30;

/**
 * Eigenvalues (falling) and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and
 * Van Loan, Matrix Computations, 8.5); row k of `vectors` belongs to `values[k]`. O(n^3) per sweep.
 */
export function symmetricEigen(a: DenseMatrix): { values: Float64Array; vectors: DenseMatrix } {
  const n = a.rows;
  const work = a.data.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS && !isDiagonal(work, n); sweep++) {
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) rotate(work, vectors, n, p, q);
    }
  }
  const order = Array.from({ length: n }, (_, k) => k).sort((j, k) => work[k * n + k] - work[j * n + j]);
  const sorted = new Float64Array(n * n);
  order.forEach((from, to) => {
    sorted.set(vectors.subarray(from * n, (from + 1) * n), to * n);
  });
  return {
    values: Float64Array.from(order, (k) => work[k * n + k]),
    vectors: { rows: n, cols: n, data: sorted },
  };
}

/** Off-diagonal entries are rounding only. */
function isDiagonal(work: Float64Array, n: number): boolean {
  let diagonal = 0;
  let others = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) diagonal += work[i * n + j] ** 2;
      else others += work[i * n + j] ** 2;
    }
  }
  return others <= 1e-30 * diagonal;
}

/** Makes entry (p, q) zero by a rotation of rows and columns p and q; the rows of `vectors` turn along. */
function rotate(work: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const offDiagonal = work[p * n + q];
  if (offDiagonal === 0) return;
  const ratio = (work[q * n + q] - work[p * n + p]) / (2 * offDiagonal);
  const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  for (let i = 0; i < n; i++) turn(work, i * n + p, i * n + q, cosine, sine);
  for (let i = 0; i < n; i++) turn(work, p * n + i, q * n + i, cosine, sine);
  for (let i = 0; i < n; i++) turn(vectors, p * n + i, q * n + i, cosine, sine);
}

function turn(data: Float64Array, first: number, second: number, cosine: number, sine: number): void {
  const a = data[first];
  const b = data[second];
  data[first] = cosine * a - sine * b;
  data[second] = sine * a + cosine * b;
}
