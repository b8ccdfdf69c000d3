import { checkMultiply, checkProblem, stepPairs } from './check-compute.ts';
import type { Compute, Factorization, FactorizationProblem } from './compute.ts';
import { dotRow } from './matrix.ts';
import type { Matrix } from './types.ts';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** The definition of right for every `Compute`: plain loops, sums in float64, factors stored in float32. */
export function createCpuCompute(): Compute {
  return {
    name: 'cpu',
    async multiply(matrix, vector) {
      checkMultiply(matrix, vector);
      const result = new Float64Array(matrix.rows);
      for (let row = 0; row < matrix.rows; row++) result[row] = dotRow(matrix, row, vector);
      return result;
    },
    async openFactorization(problem) {
      return openFactorization(problem);
    },
    dispose() {},
  };
}

/** One factor with what AdamW remembers of it, all rows x cols. */
interface TrainedFactor {
  readonly values: Matrix;
  readonly gradient: Float64Array;
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
}

function openFactorization(problem: FactorizationProblem): Factorization {
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
      updateByAdamW(queries, stepCount, learningRate, weightDecay);
      updateByAdamW(items, stepCount, learningRate, weightDecay);
      return squaredErrors;
    },
    async read() {
      return { queryFactors: copyOf(queries.values), itemFactors: copyOf(items.values) };
    },
    dispose() {},
  };
}

/** Loshchilov and Hutter, "Decoupled Weight Decay Regularization", algorithm 2, as torch.optim.AdamW. */
function updateByAdamW(
  factor: TrainedFactor,
  stepCount: number,
  learningRate: number,
  weightDecay: number,
): void {
  const { gradient, firstMoment, secondMoment } = factor;
  const values = factor.values.data;
  const kept = 1 - learningRate * weightDecay;
  const stepSize = learningRate / (1 - BETA_1 ** stepCount);
  const secondCorrection = Math.sqrt(1 - BETA_2 ** stepCount);
  for (let i = 0; i < values.length; i++) {
    const slope = gradient[i];
    const first = BETA_1 * firstMoment[i] + (1 - BETA_1) * slope;
    const second = BETA_2 * secondMoment[i] + (1 - BETA_2) * slope * slope;
    firstMoment[i] = first;
    secondMoment[i] = second;
    values[i] = kept * values[i] - (stepSize * first) / (Math.sqrt(second) / secondCorrection + EPSILON);
  }
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
