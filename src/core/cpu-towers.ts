import { updateByAdamW } from './adamw.ts';
import { stepPairs } from './check-compute.ts';
import { checkApplyTower, checkTowerProblem } from './check-towers.ts';
import type { TowerProblem, TowerTraining } from './compute.ts';
import { dot, rowOf } from './matrix.ts';
import type { Tower } from './tower.ts';
import { backwardPass, forwardPass, type TowerPass } from './tower-passes.ts';
import { arraysOf, joinWeights, splitWeights, towerOf } from './tower-weights.ts';
import type { Matrix } from './types.ts';

/** `applyTower` of `Compute`: plain loops, sums in float64. Throws an InvalidArgumentError where shapes do not fit. */
export function applyTower(tower: Tower, inputs: Matrix): Matrix {
  checkApplyTower(tower, inputs);
  const { rows, cols } = inputs;
  const weights = arraysOf(tower);
  const data = new Float32Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    data.set(forwardPass(weights, rowOf(inputs, row)).output, row * cols);
  }
  return { rows, cols, data };
}

/**
 * `openTowers` of `Compute`: plain loops, sums in float64, weights and moments stored in float32. Throws an
 * InvalidArgumentError where the parts of the problem do not fit each other.
 */
export function openTowers(problem: TowerProblem): TowerTraining {
  checkTowerProblem(problem);
  const { queryRow, itemRow, target } = problem;
  const queries = openTower(problem.queryTower, problem.queryInputs, problem);
  const items = openTower(problem.itemTower, problem.itemInputs, problem);

  return {
    async step(order, start, end) {
      const pairs = stepPairs(order, start, end, target.length);
      let squaredErrors = 0;
      for (const pair of pairs) {
        const query = queries.pass(queryRow[pair]);
        const item = items.pass(itemRow[pair]);
        const error = dot(query.output, item.output) - target[pair];
        squaredErrors += error * error;
        const slope = (2 * error) / pairs.length;
        for (let c = 0; c < query.output.length; c++) {
          query.outputSlope[c] += slope * item.output[c];
          item.outputSlope[c] += slope * query.output[c];
        }
      }
      queries.update();
      items.update();
      return squaredErrors;
    },
    async read() {
      return { queryTower: queries.read(), itemTower: items.read() };
    },
    dispose() {},
  };
}

interface OpenTower {
  /** Of a row of the inputs, with the weights as they are: one pass a step, however many pairs have the row. */
  pass(row: number): OpenPass;
  /** One AdamW step down the slopes that the passes were given; the passes are then forgotten. */
  update(): void;
  read(): Tower;
}

interface OpenPass extends TowerPass {
  /** d numbers, to add to: how the loss changes with the output. */
  readonly outputSlope: Float64Array;
}

function openTower(
  initial: Tower,
  inputs: Matrix,
  { learningRate, weightDecay }: Pick<TowerProblem, 'learningRate' | 'weightDecay'>,
): OpenTower {
  const dimension = inputs.cols;
  const values = joinWeights(initial, dimension);
  const gradient = new Float64Array(values.length);
  const firstMoment = new Float32Array(values.length);
  const secondMoment = new Float32Array(values.length);
  const weights = splitWeights(values, dimension);
  const slopes = splitWeights(gradient, dimension);
  const passes = new Map<number, OpenPass>();
  let stepCount = 0;

  return {
    pass(row) {
      const known = passes.get(row);
      if (known) return known;
      const outputSlope = new Float64Array(dimension);
      const pass = { ...forwardPass(weights, rowOf(inputs, row)), outputSlope };
      passes.set(row, pass);
      return pass;
    },
    update() {
      gradient.fill(0);
      for (const [row, pass] of passes) {
        backwardPass(weights, rowOf(inputs, row), pass, pass.outputSlope, slopes);
      }
      passes.clear();
      stepCount += 1;
      updateByAdamW(values, gradient, firstMoment, secondMoment, stepCount, learningRate, weightDecay);
    },
    read: () => towerOf(values, dimension),
  };
}
