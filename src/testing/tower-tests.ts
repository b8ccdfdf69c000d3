import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Compute, TowerProblem } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
// python training/make_mf_ind_reference.py --out src/core/fixtures/mf-ind-reference.json
import reference from '../core/fixtures/mf-ind-reference.json';
import { createRandom } from '../core/random.ts';
import { initialTower, type Tower, type Towers } from '../core/tower.ts';
import { arraysOf, towerOf, weightCount } from '../core/tower-weights.ts';
import type { Matrix } from '../core/types.ts';
import { expectAllClose } from './all-close.ts';

/** How far a `Compute` may be from cpu-compute. */
export interface TowerTolerance {
  /** |output - cpu-compute's| of one entry, as a share of the largest output or, where all are smaller, of 1. */
  readonly output: number;
  /**
   * Root mean square of weight - cpu-compute's over one part of a tower, as a share of the learning rate, per step
   * taken. Not the largest: where slopes cancel to nearly nothing, rounding decides their sign and AdamW takes a whole
   * step.
   */
  readonly weightPerStep: number;
  /** |sum of squared errors - cpu-compute's|, relative. */
  readonly squaredErrors: number;
}

/** What float32 weights may be from PyTorch's in float64 on the reference problem, on top of the tolerance. */
const FLOAT32_ROUNDING = 1e-6;

/** Describes what every implementation of `openTowers` and `applyTower` has to do; `openCompute` is called once. */
export function towerTests(openCompute: () => Promise<Compute>, tolerance: TowerTolerance): void {
  describe('towers', () => {
    let compute: Compute;
    beforeAll(async () => {
      compute = await openCompute();
    });
    afterAll(() => compute.dispose());

    describeApplyTower(() => compute, tolerance);
    describeTraining(() => compute, tolerance);
    describeFaults(() => compute);
  });
}

function describeApplyTower(compute: () => Compute, tolerance: TowerTolerance): void {
  describe('applyTower', () => {
    test.each(['query', 'item'] as const)('the outputs of PyTorch for the %s tower', async (side) => {
      const problem = referenceProblem();
      const outputs = await compute().applyTower(problem[`${side}Tower`], problem[`${side}Inputs`]);
      expectAllClose(outputs.data, reference[`${side}Outputs`], FLOAT32_ROUNDING + tolerance.output);
    });

    test('one number, by hand', async () => {
      const tower: Tower = {
        hiddenWeights: { rows: 1, cols: 2, data: Float32Array.of(1, -2) },
        hiddenBias: Float32Array.of(0, 1),
        outputWeights: { rows: 2, cols: 1, data: Float32Array.of(1, 10) },
        outputBias: Float32Array.of(0.5),
        gate: Math.log(3),
      };
      // Phi(1) = 0.841344746, so gelu(1) = 0.841344746 and gelu(-1) = -0.158655254; sigmoid(gate) = 3/4.
      const expected = 0.75 * (0.841344746 - 10 * 0.158655254 + 0.5) + 0.25;
      const outputs = await compute().applyTower(tower, { rows: 1, cols: 1, data: Float32Array.of(1) });
      expect(outputs.data[0]).toBeCloseTo(expected, 5);
    });

    test.each([
      { rows: 0, cols: 3, size: 1 },
      { rows: 1, cols: 1, size: 1 },
      { rows: 5, cols: 7, size: 1 },
      { rows: 33, cols: 65, size: 1 },
      { rows: 70, cols: 192, size: 1 },
      // The tails of GELU: a small share of x, or x itself.
      { rows: 40, cols: 7, size: 5 },
      { rows: 40, cols: 7, size: 500 },
      // More rows than one dimension of a dispatch holds.
      { rows: 65_537, cols: 1, size: 1 },
    ])('$rows x $cols, inputs of size $size', async ({ rows, cols, size }) => {
      const tower = openGate(initialTower(cols, createRandom(41)));
      const inputs = randomMatrix(rows, cols, size, 42);
      const outputs = await compute().applyTower(tower, inputs);
      const expected = await createCpuCompute().applyTower(tower, inputs);
      const largest = expected.data.reduce((max, value) => Math.max(max, Math.abs(value)), 1);
      expect({ rows: outputs.rows, cols: outputs.cols }).toEqual({ rows, cols });
      expectAllClose(outputs.data, expected.data, tolerance.output * largest);
    });

    test('a view into a larger array counts from its own beginning', async () => {
      const tower = initialTower(3, createRandom(43));
      const inputs = randomMatrix(4, 3, 1, 44);
      const larger = Float32Array.of(9, ...inputs.data, 9);
      const outputs = await compute().applyTower(tower, { ...inputs, data: larger.subarray(1, 13) });
      expect(outputs).toEqual(await compute().applyTower(tower, inputs));
    });
  });
}

function describeTraining(compute: () => Compute, tolerance: TowerTolerance): void {
  describe('training', () => {
    test('the losses and weights of torch.optim.AdamW after one step and after five', async () => {
      const training = await compute().openTowers(referenceProblem());
      for (const [step, pairs] of reference.steps.entries()) {
        const squaredErrors = await training.step(Uint32Array.from(pairs), 0, pairs.length);
        const limit = FLOAT32_ROUNDING + tolerance.squaredErrors;
        expect(Math.abs(squaredErrors / reference.squaredErrors[step] - 1)).toBeLessThanOrEqual(limit);
        if (step === 0) expectWeights(await training.read(), reference.afterFirstStep, 1, tolerance);
      }
      const stepCount = reference.steps.length;
      expectWeights(await training.read(), reference.afterAllSteps, stepCount, tolerance);
      training.dispose();
    });

    test.each([
      { name: 'one pair of one number', queries: 1, items: 1, cols: 1, pairs: 1, batch: 1, epochs: 5 },
      { name: 'batches of one pair', queries: 3, items: 4, cols: 7, pairs: 9, batch: 1, epochs: 2 },
      {
        name: 'rows that many pairs of a step share',
        queries: 2,
        items: 3,
        cols: 7,
        pairs: 60,
        batch: 60,
        epochs: 3,
      },
      { name: 'rows without pairs', queries: 9, items: 70, cols: 5, pairs: 20, batch: 20, epochs: 2 },
      {
        name: 'a last batch that is smaller',
        queries: 6,
        items: 8,
        cols: 16,
        pairs: 50,
        batch: 20,
        epochs: 2,
      },
      { name: 'more than 64 columns', queries: 5, items: 70, cols: 65, pairs: 80, batch: 80, epochs: 2 },
      { name: 'as wide as an encoder', queries: 4, items: 9, cols: 192, pairs: 20, batch: 11, epochs: 1 },
    ])('$name', async ({ queries, items, cols, pairs, batch, epochs }) => {
      await expectSameTraining(
        compute(),
        randomProblem(queries, items, cols, pairs),
        batch,
        epochs,
        tolerance,
      );
    });

    test('reading does not disturb, what was read does not change, and the input is not written to', async () => {
      const problem = referenceProblem();
      const order = Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7);
      const watched = await compute().openTowers(problem);
      const unwatched = await compute().openTowers(problem);

      expect(await watched.read()).toEqual({
        queryTower: problem.queryTower,
        itemTower: problem.itemTower,
      });
      await watched.step(order, 0, 8);
      const middle = await watched.read();
      const copy = structuredClone(middle);
      await watched.step(order, 0, 8);
      const end = await watched.read();

      for (let step = 0; step < 2; step++) await unwatched.step(order, 0, 8);
      expect(end).toEqual(await unwatched.read());
      expect(end).not.toEqual(middle);
      expect(middle).toEqual(copy);
      expect(problem).toEqual(referenceProblem());
      watched.dispose();
      unwatched.dispose();
    });
  });
}

function describeFaults(compute: () => Compute): void {
  const sound = randomProblem(2, 4, 3, 2);
  const tower = sound.queryTower;

  test.each([
    {
      inputs: { rows: 2, cols: 3, data: new Float32Array(5) },
      message: 'inputs.data must have 6 entries, but has 5.',
    },
    { inputs: zeros(2, 4), message: 'tower.hiddenWeights.rows must be 4, but is 3.' },
  ])('applyTower refuses inputs: $message', async ({ inputs, message }) => {
    await expect(compute().applyTower(tower, inputs)).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message,
    });
  });

  test.each([
    {
      change: { hiddenWeights: zeros(3, 3) },
      message: 'tower.hiddenWeights.cols must be 6, but is 3.',
    },
    {
      change: { hiddenBias: new Float32Array(3) },
      message: 'tower.hiddenBias must have 6 entries, but has 3.',
    },
    {
      change: { outputWeights: zeros(3, 6) },
      message: 'tower.outputWeights.rows must be 6, but is 3.',
    },
    {
      change: { outputBias: new Float32Array(6) },
      message: 'tower.outputBias must have 3 entries, but has 6.',
    },
  ])('applyTower refuses a tower: $message', async ({ change, message }) => {
    await expect(compute().applyTower({ ...tower, ...change }, zeros(1, 3))).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message,
    });
  });

  test.each<{ change: Partial<TowerProblem>; message: string }>([
    { change: { itemInputs: zeros(4, 2) }, message: 'itemInputs.cols must be 3, but is 2.' },
    {
      change: { queryTower: initialTower(2, createRandom(1)) },
      message: 'queryTower.hiddenWeights.rows must be 3, but is 2.',
    },
    {
      change: { itemTower: { ...tower, outputBias: Float32Array.of(0, Number.NaN, 0) } },
      message: 'itemTower.outputBias must hold finite numbers, but entry 1 is NaN.',
    },
    {
      change: { itemTower: { ...tower, gate: Number.POSITIVE_INFINITY } },
      message: 'itemTower.gate must be a finite number, but is Infinity.',
    },
    { change: { itemRow: Uint32Array.of(3) }, message: 'itemRow must have 2 entries, but has 1.' },
    { change: { target: new Float32Array(3) }, message: 'target must have 2 entries, but has 3.' },
    {
      change: { queryRow: Uint32Array.of(0, 2) },
      message: 'queryRow must hold rows below 2, but entry 1 is 2.',
    },
    {
      change: { itemRow: Uint32Array.of(4, 0) },
      message: 'itemRow must hold rows below 4, but entry 0 is 4.',
    },
  ])('openTowers refuses a problem: $message', async ({ change, message }) => {
    await expect(compute().openTowers({ ...sound, ...change })).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message,
    });
  });

  test.each([
    { start: 1, end: 1, message: 'A step must be a range within the 2 entries of order, but is 1 to 1.' },
    { start: 0, end: 3, message: 'A step must be a range within the 2 entries of order, but is 0 to 3.' },
    { start: 0, end: 2, message: 'order must hold rows below 2, but entry 1 is 2.' },
  ])('refuses a step: $message', async ({ start, end, message }) => {
    const training = await compute().openTowers(sound);
    await expect(training.step(Uint32Array.of(0, 2), start, end)).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message,
    });
    training.dispose();
  });
}

/** Trains with `compute` and with cpu-compute side by side and compares losses and weights. */
async function expectSameTraining(
  compute: Compute,
  problem: TowerProblem,
  batch: number,
  epochs: number,
  tolerance: TowerTolerance,
): Promise<void> {
  const order = Uint32Array.from(problem.target.keys());
  const random = createRandom(51);
  const tested = await compute.openTowers(problem);
  const cpu = await createCpuCompute().openTowers(problem);
  let stepCount = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    random.shuffle(order);
    for (let start = 0; start < order.length; start += batch) {
      const end = Math.min(start + batch, order.length);
      const expected = await cpu.step(order, start, end);
      const squaredErrors = await tested.step(order, start, end);
      stepCount += 1;
      expect(Math.abs(squaredErrors / expected - 1)).toBeLessThanOrEqual(tolerance.squaredErrors);
    }
  }
  const limit = tolerance.weightPerStep * problem.learningRate * stepCount;
  const expected = await cpu.read();
  const trained = await tested.read();
  tested.dispose();
  for (const side of ['queryTower', 'itemTower'] as const) {
    const expectedParts = arraysOf(expected[side]);
    for (const [part, values] of Object.entries(arraysOf(trained[side]))) {
      const difference = rootMeanSquareDifference(values, expectedParts[part as keyof typeof expectedParts]);
      expect(difference, `${side}.${part}`).toBeLessThanOrEqual(limit);
    }
  }
}

type ReferenceTower = typeof reference.initial.queryTower;

function expectWeights(
  actual: Towers,
  expected: Record<'queryTower' | 'itemTower', ReferenceTower>,
  stepCount: number,
  tolerance: TowerTolerance,
): void {
  const limit = FLOAT32_ROUNDING + tolerance.weightPerStep * reference.learningRate * stepCount;
  for (const side of ['queryTower', 'itemTower'] as const) {
    for (const [part, values] of Object.entries(arraysOf(actual[side]))) {
      const expectedValues = [expected[side][part as keyof ReferenceTower]].flat();
      expect(rootMeanSquareDifference(values, expectedValues), `${side}.${part}`).toBeLessThanOrEqual(limit);
    }
  }
}

function rootMeanSquareDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let squares = 0;
  for (let i = 0; i < actual.length; i++) squares += (actual[i] - expected[i]) ** 2;
  return Math.sqrt(squares / actual.length);
}

function referenceProblem(): TowerProblem {
  const { dimension, queryInputs, itemInputs, initial } = reference;
  const matrix = (values: number[]): Matrix => ({
    rows: values.length / dimension,
    cols: dimension,
    data: Float32Array.from(values),
  });
  return {
    queryInputs: matrix(queryInputs),
    itemInputs: matrix(itemInputs),
    queryTower: referenceTower(initial.queryTower),
    itemTower: referenceTower(initial.itemTower),
    queryRow: Uint32Array.from(reference.queryRow),
    itemRow: Uint32Array.from(reference.itemRow),
    target: Float32Array.from(reference.target),
    learningRate: reference.learningRate,
    weightDecay: reference.weightDecay,
  };
}

function referenceTower(weights: ReferenceTower): Tower {
  const { hiddenWeights, hiddenBias, outputWeights, outputBias, gate } = weights;
  const all = Float32Array.of(...hiddenWeights, ...hiddenBias, ...outputWeights, ...outputBias, gate);
  expect(all.length).toBe(weightCount(reference.dimension));
  return towerOf(all, reference.dimension);
}

function randomProblem(queries: number, items: number, cols: number, pairs: number): TowerProblem {
  const random = createRandom(61);
  return {
    queryInputs: randomMatrix(queries, cols, 1, 62),
    itemInputs: randomMatrix(items, cols, 1, 63),
    queryTower: openGate(initialTower(cols, random)),
    itemTower: openGate(initialTower(cols, random)),
    queryRow: Uint32Array.from({ length: pairs }, () => random.nextInt(queries)),
    itemRow: Uint32Array.from({ length: pairs }, () => random.nextInt(items)),
    target: Float32Array.from({ length: pairs }, () => 3 * random.nextGaussian()),
    learningRate: 0.01,
    weightDecay: 0.1,
  };
}

/** With the gate of the start, -5, a wrong MLP would hardly show. */
function openGate(tower: Tower): Tower {
  return { ...tower, gate: 0.5 };
}

function randomMatrix(rows: number, cols: number, size: number, seed: number): Matrix {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: rows * cols }, () => size * random.nextGaussian());
  return { rows, cols, data };
}

function zeros(rows: number, cols: number): Matrix {
  return { rows, cols, data: new Float32Array(rows * cols) };
}
