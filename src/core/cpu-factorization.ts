import { updateByAdamW } from './adamw.ts';
import { checkProblem, stepPairs } from './check-compute.ts';
import type { Factorization, FactorizationProblem } from './compute.ts';
import type { Matrix } from './types.ts';

/** One factor with what AdamW remembers of it, all rows x cols. */
interface TrainedFactor {
  readonly values: Matrix;
  readonly gradient: Float64Array;
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
}

/**
 * The definition of right for `Compute.openFactorization`: sums in float64, factors stored in float32. Throws
 * InvalidArgumentError when the parts of the problem do not fit each other.
 */
export function openFactorization(problem: FactorizationProblem): Factorization {
  const { queryRow, itemRow, target, learningRate, weightDecay } = problem;
  checkProblem(problem);

  const queries = trainedFactor(problem.queryFactors);
  const items = trainedFactor(problem.itemFactors);
  const dimension = queries.values.cols;
  let stepCount = 0;

  return {
    async step(order, start, end) {
      const pairs = stepPairs(order, start, end, target.length);
      queries.gradient.fill(0);
      items.gradient.fill(0);
      let squaredErrors = 0;
      for (const pair of pairs) {
        const queryStart = queryRow[pair] * dimension;
        const itemStart = itemRow[pair] * dimension;
        let estimate = 0;
        for (let c = 0; c < dimension; c++) {
          estimate += queries.values.data[queryStart + c] * items.values.data[itemStart + c];
        }
        const error = estimate - target[pair];
        squaredErrors += error * error;
        const slope = (2 * error) / pairs.length;
        for (let c = 0; c < dimension; c++) {
          queries.gradient[queryStart + c] += slope * items.values.data[itemStart + c];
          items.gradient[itemStart + c] += slope * queries.values.data[queryStart + c];
        }
      }
      stepCount += 1;
      for (const { values, gradient, firstMoment, secondMoment } of [queries, items]) {
        updateByAdamW(values.data, gradient, firstMoment, secondMoment, stepCount, learningRate, weightDecay);
      }
      return squaredErrors;
    },
    async read() {
      return { queryFactors: copyOf(queries.values), itemFactors: copyOf(items.values) };
    },
    dispose() {},
  };
}

function trainedFactor(initial: Matrix): TrainedFactor {
  const size = initial.data.length;
  return {
    values: copyOf(initial),
    gradient: new Float64Array(size),
    firstMoment: new Float32Array(size),
    secondMoment: new Float32Array(size),
  };
}

function copyOf(matrix: Matrix): Matrix {
  return { rows: matrix.rows, cols: matrix.cols, data: matrix.data.slice() };
}
