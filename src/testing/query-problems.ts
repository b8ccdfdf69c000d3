import { joinPoint } from '../core/item-features.ts';
import type { ItemFeatures, QueryPoint } from '../core/query-model.ts';
import { createRandom } from '../core/random.ts';
import type { Matrix } from '../core/types.ts';

/** Items, a prior, and batches of scored items: what a query model is given in a search. */
export interface QueryProblem {
  readonly features: ItemFeatures;
  readonly prior: QueryPoint;
  readonly batches: readonly Uint32Array[];
  /** One per scored item, in the order of the batches. */
  readonly targets: Float64Array;
}

export interface ProblemShape {
  readonly dimension: number;
  readonly columnCount: number;
  /** Sizes of the batches, each above 0. */
  readonly batchSizes: readonly number[];
  /** Of the items: how many are copies of others, all zeros, or sums of others with the rounding of float32. */
  readonly dependentShare: number;
  readonly seed: number;
}

/** Gaussian items but for the dependent ones; the same shape gives the same problem. */
export function generateProblem(shape: ProblemShape): QueryProblem {
  const { dimension, columnCount, batchSizes, dependentShare } = shape;
  const random = createRandom(shape.seed);
  const gaussians = (length: number) => Float64Array.from({ length }, () => random.nextGaussian());
  const scoredCount = batchSizes.reduce((sum, size) => sum + size, 0);
  const rows = scoredCount + 3;
  const data = Float32Array.from(gaussians(rows * dimension));
  const columns = Array.from({ length: columnCount }, () => ({
    values: gaussians(rows).map(Math.fround),
    priorWeight: random.nextGaussian(),
  }));
  for (let row = 0; row < rows; row++) {
    if (random.nextFloat() >= dependentShare) continue;
    const [one, other, kind] = [random.nextInt(rows), random.nextInt(rows), random.nextInt(3)];
    for (let c = 0; c < dimension; c++) {
      const copy = data[one * dimension + c];
      data[row * dimension + c] = [0, copy, copy + 0.3 * data[other * dimension + c]][kind];
    }
    for (const { values } of columns) {
      values[row] = [0, values[one], Math.fround(values[one] + 0.3 * values[other])][kind];
    }
  }
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  random.shuffle(order);
  let scored = 0;
  return {
    features: { matrix: { rows, cols: dimension, data }, columns },
    prior: {
      vector: gaussians(dimension),
      columnWeights: Float64Array.from(columns, (column) => column.priorWeight),
    },
    batches: batchSizes.map((size) => {
      scored += size;
      return order.slice(scored - size, scored);
    }),
    targets: gaussians(scoredCount),
  };
}

/** The same with the columns as further coordinates of the item vectors: what the specification takes. */
export function joinColumns({ features: { matrix, columns }, prior }: QueryProblem): {
  readonly matrix: Matrix;
  readonly prior: Float64Array;
} {
  const cols = matrix.cols + columns.length;
  const data = new Float32Array(matrix.rows * cols);
  for (let row = 0; row < matrix.rows; row++) {
    data.set(matrix.data.subarray(row * matrix.cols, (row + 1) * matrix.cols), row * cols);
    columns.forEach(({ values }, c) => {
      data[row * cols + matrix.cols + c] = values[row];
    });
  }
  return { matrix: { rows: matrix.rows, cols, data }, prior: joinPoint(prior) };
}

/** The rows of several batches, in order. */
export function concatenate(batches: readonly Uint32Array[]): Uint32Array {
  return Uint32Array.from(batches.flatMap((batch) => [...batch]));
}
