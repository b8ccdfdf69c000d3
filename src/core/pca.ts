import { checkCount, checkInteger } from './check.ts';
import { addScaled, type DenseMatrix, dotRange, gramOfRows } from './linalg.ts';
import { checkMatrix, rowOf, type Vector } from './matrix.ts';
import { createRandom } from './random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import type { Matrix } from './types.ts';

/** More rows than this no longer move the axes visibly. */
const MAX_ROWS_FOR_AXES = 20_000;
/** Directions iterated beyond those asked for: they carry the convergence where eigenvalues lie close. */
const GUARD_DIRECTIONS = 8;
const ITERATIONS = 100;
/** Rows whose inner products are taken at once, so that they stay in the processor's cache. */
const CHUNK_ROWS = 512;

export interface Pca {
  /** d entries: the mean of all rows. */
  readonly mean: Float64Array;
  /** One unit vector of d entries per component, falling variance; a zero vector where no variance is left. */
  readonly axes: readonly Float64Array[];
  /** Share of the total variance along each axis, 0 to 1. */
  readonly varianceShare: readonly number[];
  /** rows x components, row-major: `project` of each row of the matrix. */
  readonly projected: Float32Array;
}

/**
 * Principal components of the rows. The axes come from all rows, or from a seeded sample of 20,000 where
 * there are more; orthogonal iteration on the covariance from a seeded start, so the same arguments give the
 * same map. Of the two directions of an axis the one with a positive largest entry is taken.
 */
export function fitPca(matrix: Matrix, components = 2, seed = 0): Pca {
  checkMatrix('matrix', matrix);
  checkInteger('The number of rows', matrix.rows, 1);
  checkInteger('components', components, 1);
  checkInteger('The number of columns', matrix.cols, components);
  const random = createRandom(seed);
  const rows = random.sample(matrix.rows, Math.min(matrix.rows, MAX_ROWS_FOR_AXES));
  const mean = meanOfRows(matrix);
  const covariance = covarianceOfRows(matrix, rows, mean);
  const start = Array.from({ length: Math.min(matrix.cols, components + GUARD_DIRECTIONS) }, () =>
    Float64Array.from({ length: matrix.cols }, () => random.nextGaussian()),
  );
  const { axes, variances } = leadingAxes(covariance, start);
  const total = traceOf(covariance);
  const fit = {
    mean,
    axes: axes.slice(0, components).map(withPositiveLargestEntry),
    varianceShare: variances.slice(0, components).map((variance) => (total > 0 ? variance / total : 0)),
  };
  const projected = new Float32Array(matrix.rows * components);
  for (let row = 0; row < matrix.rows; row++)
    projected.set(project(fit, rowOf(matrix, row)), row * components);
  return { ...fit, projected };
}

/** Coordinates along the axes of a vector of d entries: one per component. */
export function project(pca: Pick<Pca, 'mean' | 'axes'>, vector: Vector): Float64Array {
  const { mean, axes } = pca;
  checkCount('vector', vector.length, mean.length);
  const coordinates = new Float64Array(axes.length);
  for (let k = 0; k < axes.length; k++) {
    const axis = axes[k];
    let sum = 0;
    for (let c = 0; c < mean.length; c++) sum += axis[c] * (vector[c] - mean[c]);
    coordinates[k] = sum;
  }
  return coordinates;
}

function meanOfRows(matrix: Matrix): Float64Array {
  const mean = new Float64Array(matrix.cols);
  for (let row = 0; row < matrix.rows; row++) {
    const start = row * matrix.cols;
    for (let c = 0; c < matrix.cols; c++) mean[c] += matrix.data[start + c];
  }
  return mean.map((sum) => sum / matrix.rows);
}

/** d x d, over the named rows, about the given mean. */
function covarianceOfRows(matrix: Matrix, rows: Uint32Array, mean: Float64Array): DenseMatrix {
  const { cols } = matrix;
  const covariance = new Float64Array(cols * cols);
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const chunk = rows.subarray(start, start + CHUNK_ROWS);
    const centred = new Float64Array(cols * chunk.length);
    chunk.forEach((row, position) => {
      for (let c = 0; c < cols; c++) {
        centred[c * chunk.length + position] = matrix.data[row * cols + c] - mean[c];
      }
    });
    const gram = gramOfRows({ rows: cols, cols: chunk.length, data: centred });
    addScaled(covariance, 0, gram.data, 0, 1 / rows.length, covariance.length);
  }
  return { rows: cols, cols, data: covariance };
}

/** Orthogonal iteration, then Rayleigh-Ritz inside the space that was found. */
function leadingAxes(
  covariance: DenseMatrix,
  start: Float64Array[],
): { axes: Float64Array[]; variances: number[] } {
  let basis = orthonormal(start);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    basis = orthonormal(basis.map((direction) => multiplySymmetric(covariance, direction)));
  }
  const n = basis.length;
  const images = basis.map((direction) => multiplySymmetric(covariance, direction));
  const inside = Float64Array.from({ length: n * n }, (_, at) => {
    return dotRange(basis[Math.floor(at / n)], 0, images[at % n], 0, covariance.rows);
  });
  const { values, vectors } = symmetricEigen({ rows: n, cols: n, data: inside });
  const axes = basis.map((_, k) => {
    const axis = new Float64Array(covariance.rows);
    basis.forEach((direction, i) => {
      addScaled(axis, 0, direction, 0, vectors.data[k * n + i], axis.length);
    });
    return axis;
  });
  return { axes, variances: Array.from(values, (value) => Math.max(0, value)) };
}

/** Gram-Schmidt, each direction twice; one that depends on those before it becomes zero. */
function orthonormal(directions: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const direction of directions) {
    const rest = direction.slice();
    for (const earlier of [...basis, ...basis]) {
      addScaled(rest, 0, earlier, 0, -dotRange(rest, 0, earlier, 0, rest.length), rest.length);
    }
    const length = Math.sqrt(dotRange(rest, 0, rest, 0, rest.length));
    const before = Math.sqrt(dotRange(direction, 0, direction, 0, direction.length));
    basis.push(rest.map((value) => (length > 1e-12 * before ? value / length : 0)));
  }
  return basis;
}

function multiplySymmetric(a: DenseMatrix, x: Float64Array): Float64Array {
  return Float64Array.from({ length: a.rows }, (_, row) => dotRange(a.data, row * a.cols, x, 0, a.cols));
}

function traceOf(a: DenseMatrix): number {
  let trace = 0;
  for (let i = 0; i < a.rows; i++) trace += a.data[i * a.cols + i];
  return trace;
}

function withPositiveLargestEntry(axis: Float64Array): Float64Array {
  let largest = 0;
  for (const value of axis) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? axis.map((value) => -value) : axis;
}
