import { expect, test, vi } from 'vitest';
import type { Compute, TowerProblem } from '../core/compute.ts';
import { createRandom } from '../core/random.ts';
import { initialTower } from '../core/tower.ts';
import { arraysOf } from '../core/tower-weights.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { nodeThreads } from '../testing/simd-threads.ts';
import { openSimd } from './simd.ts';
import { createSimdCompute } from './simd-compute.ts';

function randomProblem(cols: number, pairs: number, learningRate = 0.01): TowerProblem {
  const random = createRandom(81);
  return {
    queryInputs: randomMatrix(40, cols, 82),
    itemInputs: randomMatrix(300, cols, 83),
    queryTower: initialTower(cols, random),
    itemTower: initialTower(cols, random),
    queryRow: Uint32Array.from({ length: pairs }, () => random.nextInt(40)),
    itemRow: Uint32Array.from({ length: pairs }, () => random.nextInt(300)),
    target: Float32Array.from({ length: pairs }, () => random.nextGaussian()),
    learningRate,
    weightDecay: 0.1,
  };
}

async function train(compute: Compute, problem: TowerProblem, steps: number) {
  const training = await compute.openTowers(problem);
  const order = Uint32Array.from(problem.target.keys());
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) losses.push(await training.step(order, 0, order.length));
  const towers = await training.read();
  training.dispose();
  return { losses, towers };
}

test('one thread and two train and apply to the same bits', async () => {
  const one = createSimdCompute(openSimd({ threads: 1, startThread: vi.fn() }));
  const two = createSimdCompute(openSimd({ threads: 2, startThread: await nodeThreads() }));
  const problem = randomProblem(70, 900);
  const trained = await train(one, problem, 3);
  expect(await train(two, problem, 3)).toEqual(trained);
  const { itemTower } = trained.towers;
  expect(await two.applyTower(itemTower, problem.itemInputs)).toEqual(
    await one.applyTower(itemTower, problem.itemInputs),
  );
  two.dispose();
});

test('a training that diverges says so by its numbers', async () => {
  const compute = createSimdCompute(openSimd({ threads: 1, startThread: vi.fn() }));
  const { losses, towers } = await train(compute, randomProblem(5, 50, 1e30), 3);
  expect(losses[0]).toBeGreaterThan(0);
  expect(losses[2]).toBeNaN();
  expect(arraysOf(towers.itemTower).hiddenWeights.some((weight) => Number.isFinite(weight))).toBe(false);
  const outputs = await compute.applyTower(towers.itemTower, randomMatrix(3, 5, 84));
  expect(outputs.data.some((value) => Number.isFinite(value))).toBe(false);
});

test('more rows than are applied at a time', async () => {
  const compute = createSimdCompute(openSimd({ threads: 1, startThread: vi.fn() }));
  const tower = initialTower(3, createRandom(85));
  const inputs = randomMatrix(5000, 3, 86);
  const outputs = await compute.applyTower(tower, inputs);
  const last = { ...inputs, rows: 1, data: inputs.data.subarray(3 * 4999) };
  expect(outputs.data.subarray(3 * 4999)).toEqual((await compute.applyTower(tower, last)).data);
});

test('a training that is closed gives back its room, and is refused', async () => {
  const simd = openSimd({ threads: 1, startThread: vi.fn() });
  const compute = createSimdCompute(simd);
  const before = simd.memory.allocate([64]);
  simd.memory.free(before[0]);
  const training = await compute.openTowers(randomProblem(5, 50));
  await training.step(Uint32Array.of(0), 0, 1);
  await training.step(Uint32Array.of(0, 1, 2), 0, 3);
  training.dispose();
  training.dispose();
  const closed = { name: 'InvalidArgumentError', message: 'This training is closed. Open another.' };
  await expect(training.read()).rejects.toMatchObject(closed);
  await expect(training.step(Uint32Array.of(0), 0, 1)).rejects.toMatchObject(closed);
  expect(simd.memory.allocate([1 << 20])).toEqual(before);
});

test('towers that do not fit are refused', async () => {
  const compute = createSimdCompute(openSimd({ threads: 1, startThread: vi.fn(), memoryPages: 16 }));
  await expect(compute.openTowers(randomProblem(128, 9))).rejects.toMatchObject({
    name: 'SimdError',
    message:
      'Computing with WebAssembly needs 2.0 MiB of its memory, but at most 1.0 MiB are free in one piece. ' +
      'Use fewer documents or shorter vectors, or close other tabs.',
  });
});
