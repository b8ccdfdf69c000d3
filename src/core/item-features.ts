import { checkCount, checkRows } from './check.ts';
import type { DenseMatrix } from './linalg.ts';
import { checkMatrix } from './matrix.ts';
import type { ItemFeatures, QueryPoint } from './query-model.ts';

/** D: coordinates of an item vector, then one per column. */
export function featureCount(features: ItemFeatures): number {
  return features.matrix.cols + features.columns.length;
}

/** [item vector | columns] of the named items, in the order given: docRows.length x D. */
export function gatherFeatures({ matrix, columns }: ItemFeatures, docRows: Uint32Array): DenseMatrix {
  checkRows('docRows', docRows, matrix.rows);
  const cols = matrix.cols + columns.length;
  const data = new Float64Array(docRows.length * cols);
  docRows.forEach((row, position) => {
    const start = position * cols;
    data.set(matrix.data.subarray(row * matrix.cols, (row + 1) * matrix.cols), start);
    columns.forEach((column, c) => {
      data[start + matrix.cols + c] = column.values[row];
    });
  });
  return { rows: docRows.length, cols, data };
}

/** The weights of all D features. */
export function joinPoint(point: QueryPoint): Float64Array {
  const weights = new Float64Array(point.vector.length + point.columnWeights.length);
  weights.set(point.vector);
  weights.set(point.columnWeights, point.vector.length);
  return weights;
}

/** The other way: the first d weights are the query embedding. */
export function splitPoint(weights: Float64Array, dimension: number): QueryPoint {
  return { vector: weights.slice(0, dimension), columnWeights: weights.slice(dimension) };
}

/** Throws an InvalidArgumentError unless every item has every column, and the prior a weight for each feature. */
export function checkFeatures({ matrix, columns }: ItemFeatures, prior: QueryPoint): void {
  checkMatrix('matrix', matrix);
  columns.forEach((column, c) => {
    checkCount(`columns[${c}].values`, column.values.length, matrix.rows);
  });
  checkCount('prior.vector', prior.vector.length, matrix.cols);
  checkCount('prior.columnWeights', prior.columnWeights.length, columns.length);
}
