import { gelu, geluSlope } from './gelu.ts';
import type { Vector } from './matrix.ts';
import type { TowerArrays } from './tower-weights.ts';

/** What the forward pass of one vector computed; the backward pass needs all of it. */
export interface TowerPass {
  /** 2d numbers: W1^T x + b1. */
  readonly preactivation: Float64Array;
  /** d numbers: x' = W2^T gelu(preactivation) + b2. */
  readonly mapped: Float64Array;
  /** d numbers: out = s x' + (1 - s) x, s = sigmoid(gate). */
  readonly output: Float64Array;
}

/** The tower's output for one vector of d numbers, summed in float64. */
export function forwardPass(weights: TowerArrays, input: Vector): TowerPass {
  const { hiddenWeights, hiddenBias, outputWeights, outputBias } = weights;
  const dimension = input.length;
  const hidden = 2 * dimension;

  const preactivation = Float64Array.from(hiddenBias);
  for (let c = 0; c < dimension; c++) {
    for (let j = 0; j < hidden; j++) preactivation[j] += hiddenWeights[c * hidden + j] * input[c];
  }
  const mapped = Float64Array.from(outputBias);
  for (let j = 0; j < hidden; j++) {
    const activation = gelu(preactivation[j]);
    for (let c = 0; c < dimension; c++) mapped[c] += outputWeights[j * dimension + c] * activation;
  }
  const share = sigmoid(weights.gate[0]);
  const output = mapped.map((value, c) => share * value + (1 - share) * input[c]);
  return { preactivation, mapped, output };
}

/**
 * Adds to `slopes` how a loss changes with each weight, by way of the output of one vector; `outputSlope` (d numbers)
 * is how it changes with that output.
 */
export function backwardPass(
  weights: TowerArrays,
  input: Vector,
  { preactivation, mapped }: TowerPass,
  outputSlope: Float64Array,
  slopes: TowerArrays,
): void {
  const dimension = input.length;
  const hidden = 2 * dimension;
  const share = sigmoid(weights.gate[0]);

  for (let c = 0; c < dimension; c++) {
    slopes.gate[0] += share * (1 - share) * (mapped[c] - input[c]) * outputSlope[c];
  }
  const mappedSlope = outputSlope.map((slope) => share * slope);
  for (let c = 0; c < dimension; c++) slopes.outputBias[c] += mappedSlope[c];
  const preactivationSlope = new Float64Array(hidden);
  for (let j = 0; j < hidden; j++) {
    const activation = gelu(preactivation[j]);
    let activationSlope = 0;
    for (let c = 0; c < dimension; c++) {
      slopes.outputWeights[j * dimension + c] += activation * mappedSlope[c];
      activationSlope += weights.outputWeights[j * dimension + c] * mappedSlope[c];
    }
    preactivationSlope[j] = geluSlope(preactivation[j]) * activationSlope;
    slopes.hiddenBias[j] += preactivationSlope[j];
  }
  for (let c = 0; c < dimension; c++) {
    for (let j = 0; j < hidden; j++) slopes.hiddenWeights[c * hidden + j] += input[c] * preactivationSlope[j];
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
