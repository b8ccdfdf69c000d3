import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Compute, Factorization, FactorizationProblem } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { createRandom } from '../core/random.ts';
import { randomMatrix, randomVector } from '../testing/random-matrix.ts';
import { nodeThreads } from '../testing/simd-threads.ts';
import { openSimd } from './simd.ts';
import { createSimdCompute } from './simd-compute.ts';

/** For steps of 8 pairs, which touch few of the rows. */
function sparseProblem(items: number, cols: number): FactorizationProblem {
  const random = createRandom(41);
  const pairs = 400;
  return {
    queryFactors: randomMatrix(30, cols, 42),
    itemFactors: randomMatrix(items, cols, 43),
    queryRow: Uint32Array.from({ length: pairs }, () => random.nextInt(30)),
    itemRow: Uint32Array.from({ length: pairs }, () => random.nextInt(items)),
    target: Float32Array.from({ length: pairs }, () => random.nextGaussian()),
    learningRate: 0.01,
    weightDecay: 0.1,
  };
}

async function train(factorization: Factorization, problem: FactorizationProblem, steps: number) {
  const pairs = problem.target.length;
  const order = Uint32Array.from({ length: pairs }, (_, pair) => pair);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const start = (8 * step) % pairs;
    losses.push(await factorization.step(order, start, start + 8));
  }
  const { queryFactors, itemFactors } = await factorization.read();
  factorization.dispose();
  return { losses, queryFactors, itemFactors };
}

const open = (threads: number, memoryPages?: number) =>
  nodeThreads().then((startThread) =>
    createSimdCompute(openSimd({ threads, startThread, ...(memoryPages ? { memoryPages } : {}) })),
  );

test.each([50, 127, 128, 129, 300])('%i steps that touch few rows are the reference', async (steps) => {
  const problem = sparseProblem(500, 6);
  const simd = await open(1);
  const trained = await train(await simd.openFactorization(problem), problem, steps);
  const expected = await train(await createCpuCompute().openFactorization(problem), problem, steps);
  for (const factor of ['queryFactors', 'itemFactors'] as const) {
    const errors = trained[factor].data.map((value, i) => Math.abs(value - expected[factor].data[i]));
    expect(errors.reduce((a, b) => Math.max(a, b))).toBeLessThanOrEqual(2e-5 * problem.learningRate * steps);
  }
});

describe('one thread and two', () => {
  const computes: Pick<Compute, 'multiply' | 'nearest' | 'openFactorization' | 'dispose'>[] = [];
  beforeAll(async () => {
    computes.push(await open(1), await open(2));
  });
  afterAll(() => {
    for (const compute of computes) compute.dispose();
  });

  test('train the same bits', async () => {
    const problem = sparseProblem(2000, 33);
    const [one, two] = await Promise.all(
      computes.map(async (compute) => train(await compute.openFactorization(problem), problem, 140)),
    );
    expect(two).toEqual(one);
  });

  test('multiply to the same bits', async () => {
    const matrix = randomMatrix(20_000, 50, 44);
    const vector = randomVector(50, 45);
    const [one, two] = await Promise.all(computes.map((compute) => compute.multiply(matrix, vector)));
    expect(two).toEqual(one);
    const [best, sameBest] = await Promise.all(
      computes.map((compute) => compute.nearest(matrix, vector, 100)),
    );
    expect(sameBest).toEqual(best);
  });
});

test('a factorisation that does not fit is refused before it takes any room', async () => {
  const simd = await open(1, 16);
  const tooLarge = { ...sparseProblem(500, 6), itemFactors: randomMatrix(10_000, 10, 46) };
  await expect(
    simd.openFactorization({ ...tooLarge, queryFactors: randomMatrix(30, 10, 42) }),
  ).rejects.toMatchObject({
    name: 'SimdError',
    message:
      'Computing with WebAssembly needs 1.4 MiB of its memory, but at most 1.0 MiB are free in one piece. ' +
      'Use fewer documents or shorter vectors, or close other tabs.',
  });
  const problem = sparseProblem(500, 6);
  await expect(simd.openFactorization(problem).then((one) => train(one, problem, 2))).resolves.toBeDefined();
});

test('a factorisation that is closed gives back its room, and is refused', async () => {
  const simd = openSimd({ threads: 1, startThread: vi.fn() });
  const compute = createSimdCompute(simd);
  const before = simd.memory.allocate([64]);
  simd.memory.free(before[0]);
  const factorization = await compute.openFactorization(sparseProblem(20, 5));
  await factorization.step(Uint32Array.of(0), 0, 1);
  await factorization.step(Uint32Array.of(0, 1, 2), 0, 3);
  factorization.dispose();
  factorization.dispose();
  const closed = { name: 'InvalidArgumentError', message: 'This factorisation is closed. Open another.' };
  await expect(factorization.read()).rejects.toMatchObject(closed);
  await expect(factorization.step(Uint32Array.of(0), 0, 1)).rejects.toMatchObject(closed);
  expect(simd.memory.allocate([1 << 20])).toEqual(before);
});
