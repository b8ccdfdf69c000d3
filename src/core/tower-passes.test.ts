import { describe, expect, test } from 'vitest';
import { dot, type Vector } from './matrix.ts';
import { createRandom } from './random.ts';
import { initialTower } from './tower.ts';
import { backwardPass, forwardPass } from './tower-passes.ts';
import { joinWeights, splitWeights } from './tower-weights.ts';

const DIMENSION = 3;
const random = createRandom(1);
const vector = (length: number) => Float64Array.from({ length }, () => random.nextGaussian());

// In float64, so that a difference of losses keeps enough digits; the gates open, so that every slope shows.
const towers = [0.5, -1].map((gate) => {
  const tower = { ...initialTower(DIMENSION, random), gate };
  return Float64Array.from(joinWeights(tower, DIMENSION));
});
const [queryWeights, itemWeights] = towers;
const queries = [vector(DIMENSION), vector(DIMENSION)];
const items = [vector(DIMENSION), vector(DIMENSION), vector(DIMENSION)];
/** Query, item, target; rows that pairs share. */
const pairs = [
  [0, 0, 1],
  [0, 1, -0.5],
  [1, 1, 2],
  [1, 2, 0.25],
];

function outputs(weights: Vector, inputs: Float64Array[]) {
  const views = splitWeights(weights, DIMENSION);
  return inputs.map((input) => forwardPass(views, input));
}

function meanSquaredError(): number {
  const query = outputs(queryWeights, queries);
  const item = outputs(itemWeights, items);
  const squares = pairs.map(([q, i, target]) => (dot(query[q].output, item[i].output) - target) ** 2);
  return squares.reduce((sum, square) => sum + square) / pairs.length;
}

/** As a training step collects it: slopes of all outputs first, then one backward pass a row. */
function slopesOfLoss(): Float64Array[] {
  const query = outputs(queryWeights, queries);
  const item = outputs(itemWeights, items);
  const querySlopes = queries.map(() => new Float64Array(DIMENSION));
  const itemSlopes = items.map(() => new Float64Array(DIMENSION));
  for (const [q, i, target] of pairs) {
    const slope = (2 * (dot(query[q].output, item[i].output) - target)) / pairs.length;
    for (let c = 0; c < DIMENSION; c++) {
      querySlopes[q][c] += slope * item[i].output[c];
      itemSlopes[i][c] += slope * query[q].output[c];
    }
  }
  const gradients = towers.map((weights) => new Float64Array(weights.length));
  const [queryGradient, itemGradient] = gradients.map((gradient) => splitWeights(gradient, DIMENSION));
  const [queryViews, itemViews] = towers.map((weights) => splitWeights(weights, DIMENSION));
  queries.forEach((input, row) => {
    backwardPass(queryViews, input, query[row], querySlopes[row], queryGradient);
  });
  items.forEach((input, row) => {
    backwardPass(itemViews, input, item[row], itemSlopes[row], itemGradient);
  });
  return gradients;
}

function slopeByDifference(weights: Float64Array, index: number): number {
  const step = 1e-5;
  const kept = weights[index];
  weights[index] = kept + step;
  const above = meanSquaredError();
  weights[index] = kept - step;
  const below = meanSquaredError();
  weights[index] = kept;
  return (above - below) / (2 * step);
}

describe('the slope of the loss by backward passes is that by finite differences', () => {
  const cases = ['query', 'item'].flatMap((side, tower) =>
    (['hiddenWeights', 'hiddenBias', 'outputWeights', 'outputBias', 'gate'] as const).map((part) => ({
      side,
      tower,
      part,
    })),
  );
  test.each(cases)('$part of the $side tower', ({ tower, part }) => {
    const weights = towers[tower];
    const slopes = splitWeights(slopesOfLoss()[tower], DIMENSION)[part];
    // The positions of the part's entries among all weights.
    const positions = splitWeights(Float64Array.from(weights.keys()), DIMENSION)[part];
    expect(slopes.some((slope) => Math.abs(slope) > 0.01)).toBe(true);
    slopes.forEach((slope, entry) => {
      expect(slope).toBeCloseTo(slopeByDifference(weights, positions[entry]), 8);
    });
  });
});
