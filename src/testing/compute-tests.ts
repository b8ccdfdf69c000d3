import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Compute, FactorizationProblem } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { createRandom } from '../core/random.ts';
import type { Matrix } from '../core/types.ts';
import { describeNearest } from './nearest-tests.ts';
import { randomMatrix, randomVector } from './random-matrix.ts';
import { describeRidges } from './ridge-tests.ts';

/** How far a `Compute` may be from exact arithmetic. */
export interface ComputeTolerance {
  /**
   * |product - exact| of one row, as a share of the sum of the absolute values that were added. For `nearest`, whose
   * scores are float32, on top of that rounding.
   */
  readonly product: number;
  /** |factor - cpu-compute's| of one entry, as a share of the learning rate, per step taken. */
  readonly factorPerStep: number;
  /** |sum of squared errors - cpu-compute's|, relative. */
  readonly squaredErrors: number;
  /** |solution of a ridge - cpu-compute's| of one entry, as a share of the largest entry of all solutions. */
  readonly ridge: number;
}

/** Describes what every implementation of `Compute` has to do; `open` is called once. */
export function describeCompute(
  name: string,
  open: () => Promise<Compute>,
  tolerance: ComputeTolerance,
): void {
  describe(name, () => {
    let compute: Compute;
    beforeAll(async () => {
      compute = await open();
    });
    afterAll(() => compute.dispose());

    describeMultiply(() => compute, tolerance);
    describeNearest(() => compute, tolerance.product);
    describeRidges(() => compute, tolerance.ridge);
    describeFactorization(() => compute, tolerance);
  });
}

function describeMultiply(compute: () => Compute, tolerance: ComputeTolerance): void {
  describe('multiply', () => {
    test.each([
      { rows: 1, cols: 1 },
      { rows: 1, cols: 7 },
      { rows: 9, cols: 1 },
      { rows: 3, cols: 63 },
      { rows: 5, cols: 64 },
      { rows: 130, cols: 65 },
      { rows: 33, cols: 384 },
    ])('$rows x $cols', async ({ rows, cols }) => {
      const matrix = randomMatrix(rows, cols, 11);
      const vector = randomVector(cols, 12);
      expectProduct(await compute().multiply(matrix, vector), matrix, vector, tolerance.product);
    });

    test('more rows than one dimension of a dispatch holds', async () => {
      const matrix = randomMatrix(65_537, 2, 13);
      const vector = randomVector(2, 14);
      expectProduct(await compute().multiply(matrix, vector), matrix, vector, tolerance.product);
    });

    test('any shape', async () => {
      const shape = fc.record({
        rows: fc.nat(40),
        cols: fc.integer({ min: 1, max: 150 }),
        seed: fc.nat(1000),
      });
      await fc.assert(
        fc.asyncProperty(shape, async ({ rows, cols, seed }) => {
          const matrix = randomMatrix(rows, cols, seed);
          const vector = randomVector(cols, seed + 1);
          expectProduct(await compute().multiply(matrix, vector), matrix, vector, tolerance.product);
        }),
        { seed: 1, numRuns: 15 },
      );
    });

    test('the same matrix with several vectors, at the same time', async () => {
      const matrix = randomMatrix(20, 33, 15);
      const vectors = [16, 17, 18].map((seed) => randomVector(33, seed));
      const products = await Promise.all(vectors.map((vector) => compute().multiply(matrix, vector)));
      products.forEach((product, index) => {
        expectProduct(product, matrix, vectors[index], tolerance.product);
      });
    });

    test('a view into a larger array counts from its own beginning', async () => {
      const data = Float32Array.of(9, 9, 1, 2, 3, 4, 9).subarray(2, 6);
      const product = await compute().multiply({ rows: 2, cols: 2, data }, Float64Array.of(10, 1));
      expect([...product]).toEqual([12, 34]);
    });

    test.each([
      {
        name: 'data that are too short',
        matrix: { rows: 2, cols: 3, data: new Float32Array(5) },
        vector: new Float64Array(3),
        message: 'matrix.data must have 6 entries, but has 5.',
      },
      {
        name: 'a vector that is too long',
        matrix: { rows: 2, cols: 3, data: new Float32Array(6) },
        vector: new Float64Array(4),
        message: 'vector must have 3 entries, but has 4.',
      },
      {
        name: 'a matrix without columns',
        matrix: { rows: 2, cols: 0, data: new Float32Array(0) },
        vector: new Float64Array(0),
        message: 'matrix.cols must be a whole number of at least 1, but is 0.',
      },
    ])('refuses $name', async ({ matrix, vector, message }) => {
      await expect(compute().multiply(matrix, vector)).rejects.toMatchObject({
        name: 'InvalidArgumentError',
        message,
      });
    });
  });
}

function describeFactorization(compute: () => Compute, tolerance: ComputeTolerance): void {
  describe('factorisation', () => {
    test.each([
      { name: 'one pair of one number', queries: 1, items: 1, cols: 1, pairs: 1, batch: 1, epochs: 5 },
      {
        name: 'rows that many pairs of a step share',
        queries: 2,
        items: 3,
        cols: 5,
        pairs: 60,
        batch: 60,
        epochs: 4,
      },
      {
        name: 'rows that a step does not touch',
        queries: 7,
        items: 40,
        cols: 65,
        pairs: 50,
        batch: 8,
        epochs: 1,
      },
      {
        name: 'a last batch that is smaller',
        queries: 9,
        items: 11,
        cols: 16,
        pairs: 50,
        batch: 20,
        epochs: 2,
      },
      { name: 'more than 64 columns', queries: 5, items: 6, cols: 130, pairs: 30, batch: 30, epochs: 3 },
    ])('$name', async ({ queries, items, cols, pairs, batch, epochs }) => {
      const problem = randomProblem(queries, items, cols, pairs);
      await expectSameTraining(compute(), problem, batch, epochs, tolerance);
    });

    test('more items than one dimension of a dispatch holds', async () => {
      const problem = randomProblem(3, 65_540, 2, 40);
      await expectSameTraining(compute(), problem, 20, 1, tolerance);
    });

    test('one step on one pair, by hand', async () => {
      const factorization = await compute().openFactorization({
        queryFactors: { rows: 2, cols: 2, data: Float32Array.of(1, 2, 4, -4) },
        itemFactors: { rows: 1, cols: 2, data: Float32Array.of(3, -1) },
        queryRow: Uint32Array.of(0),
        itemRow: Uint32Array.of(0),
        target: Float32Array.of(-1),
        learningRate: 0.5,
        weightDecay: 0.25,
      });
      // 1 * 3 + 2 * (-1) = 1, so the error is 2; the first step of Adam is the learning rate against the
      // sign of the slope, after a decay to 1 - 0.5 * 0.25 = 0.875; an untouched row only decays.
      expect(await factorization.step(Uint32Array.of(0), 0, 1)).toBeCloseTo(4, 5);
      const { queryFactors, itemFactors } = await factorization.read();
      factorization.dispose();
      const expected = [0.875 - 0.5, 1.75 + 0.5, 3.5, -3.5, 2.625 - 0.5, -0.875 - 0.5];
      [...queryFactors.data, ...itemFactors.data].forEach((value, index) => {
        expect(value).toBeCloseTo(expected[index], 5);
      });
    });

    test('a slope as small as epsilon, by hand', async () => {
      const factorization = await compute().openFactorization({
        queryFactors: { rows: 1, cols: 1, data: Float32Array.of(1e-8) },
        itemFactors: { rows: 1, cols: 1, data: Float32Array.of(0) },
        queryRow: Uint32Array.of(0),
        itemRow: Uint32Array.of(0),
        target: Float32Array.of(-1),
        learningRate: 0.3,
        weightDecay: 0,
      });
      await factorization.step(Uint32Array.of(0), 0, 1);
      const { itemFactors } = await factorization.read();
      factorization.dispose();
      // The error is 1, so the slope is 2 * 1e-8, and its share of itself plus epsilon 2 / 3.
      expect(itemFactors.data[0]).toBeCloseTo(-0.2, 6);
    });

    test('reading does not disturb, what was read does not change, and the input is not written to', async () => {
      const problem = randomProblem(4, 6, 3, 20);
      const before = problem.queryFactors.data.slice();
      const order = Uint32Array.from({ length: 20 }, (_, pair) => pair);
      const watched = await compute().openFactorization(problem);
      const unwatched = await compute().openFactorization(problem);

      const start = await watched.read();
      expect(start.queryFactors).toEqual(problem.queryFactors);
      expect(start.itemFactors).toEqual(problem.itemFactors);
      await watched.step(order, 0, 20);
      const middle = await watched.read();
      const copy = middle.itemFactors.data.slice();
      await watched.step(order, 0, 20);
      const end = await watched.read();

      for (let step = 0; step < 2; step++) await unwatched.step(order, 0, 20);
      expect(end).toEqual(await unwatched.read());
      expect(end).not.toEqual(middle);
      expect(middle.itemFactors.data).toEqual(copy);
      expect(problem.queryFactors.data).toEqual(before);
      watched.dispose();
      unwatched.dispose();
    });

    const zeros = (rows: number, cols: number): Matrix => ({
      rows,
      cols,
      data: new Float32Array(rows * cols),
    });
    const sound: FactorizationProblem = {
      queryFactors: zeros(2, 3),
      itemFactors: zeros(4, 3),
      queryRow: Uint32Array.of(0, 1),
      itemRow: Uint32Array.of(3, 0),
      target: Float32Array.of(1, 2),
      learningRate: 0.1,
      weightDecay: 0,
    };
    test.each([
      {
        change: { itemFactors: zeros(4, 2) },
        message: 'itemFactors.cols must be 3, but is 2.',
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
      {
        change: { queryFactors: { rows: 2, cols: 3, data: new Float32Array(7) } },
        message: 'queryFactors.data must have 6 entries, but has 7.',
      },
    ])('refuses a problem: $message', async ({ change, message }) => {
      await expect(compute().openFactorization({ ...sound, ...change })).rejects.toMatchObject({
        name: 'InvalidArgumentError',
        message,
      });
    });

    test.each([
      {
        order: Uint32Array.of(0, 1),
        start: 1,
        end: 1,
        message: 'A step must be a range within the 2 entries of order, but is 1 to 1.',
      },
      {
        order: Uint32Array.of(0, 1),
        start: 0,
        end: 3,
        message: 'A step must be a range within the 2 entries of order, but is 0 to 3.',
      },
      {
        order: Uint32Array.of(0, 2),
        start: 0,
        end: 2,
        message: 'order must hold rows below 2, but entry 1 is 2.',
      },
    ])('refuses a step: $message', async ({ order, start, end, message }) => {
      const factorization = await compute().openFactorization(sound);
      await expect(factorization.step(order, start, end)).rejects.toMatchObject({
        name: 'InvalidArgumentError',
        message,
      });
      factorization.dispose();
    });
  });
}

function expectProduct(product: Float64Array, matrix: Matrix, vector: Float64Array, tolerance: number): void {
  const { rows, cols, data } = matrix;
  expect(product.length).toBe(rows);
  let largestError = 0;
  for (let row = 0; row < rows; row++) {
    let exact = 0;
    let size = 0;
    for (let col = 0; col < cols; col++) {
      const term = data[row * cols + col] * vector[col];
      exact += term;
      size += Math.abs(term);
    }
    largestError = Math.max(largestError, Math.abs(product[row] - exact) / size);
  }
  expect(largestError).toBeLessThanOrEqual(tolerance);
}

/** Trains with `compute` and with cpu-compute side by side and compares losses and factors. */
async function expectSameTraining(
  compute: Compute,
  problem: FactorizationProblem,
  batch: number,
  epochs: number,
  tolerance: ComputeTolerance,
): Promise<void> {
  const pairCount = problem.target.length;
  const order = Uint32Array.from({ length: pairCount }, (_, pair) => pair);
  const random = createRandom(21);
  const tested = await compute.openFactorization(problem);
  const reference = await createCpuCompute().openFactorization(problem);
  let steps = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    random.shuffle(order);
    for (let start = 0; start < pairCount; start += batch) {
      const end = Math.min(start + batch, pairCount);
      const expected = await reference.step(order, start, end);
      const squaredErrors = await tested.step(order, start, end);
      steps += 1;
      expect(Math.abs(squaredErrors / expected - 1)).toBeLessThanOrEqual(tolerance.squaredErrors);
    }
  }
  const limit = tolerance.factorPerStep * problem.learningRate * steps;
  const expected = await reference.read();
  const trained = await tested.read();
  tested.dispose();
  for (const factor of ['queryFactors', 'itemFactors'] as const) {
    const { data, ...shape } = trained[factor];
    expect(shape).toEqual({ rows: problem[factor].rows, cols: problem[factor].cols });
    const errors = data.map((value, index) => Math.abs(value - expected[factor].data[index]));
    expect(errors.reduce((largest, error) => Math.max(largest, error), 0)).toBeLessThanOrEqual(limit);
  }
}

function randomProblem(queries: number, items: number, cols: number, pairs: number): FactorizationProblem {
  const random = createRandom(31);
  return {
    queryFactors: randomMatrix(queries, cols, 32),
    itemFactors: randomMatrix(items, cols, 33),
    queryRow: Uint32Array.from({ length: pairs }, () => random.nextInt(queries)),
    itemRow: Uint32Array.from({ length: pairs }, () => random.nextInt(items)),
    target: Float32Array.from({ length: pairs }, () => 3 * random.nextGaussian()),
    learningRate: 0.05,
    weightDecay: 0.01,
  };
}
