import { afterAll, expect, test, vi } from 'vitest';
import type { RidgeProblem } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { createRandom } from '../core/random.ts';
import { expectAllClose } from '../testing/all-close.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { nodeThreads } from '../testing/simd-threads.ts';
import { openSimd } from './simd.ts';
import { planBatches, solveSimdRidges } from './simd-ridges.ts';

const startThread = await nodeThreads();
const one = openSimd({ threads: 1, startThread: vi.fn() });
const two = openSimd({ threads: 2, startThread });
afterAll(() => two.close());

/** Rows of 0 to 39 entries. */
function randomRidges(rows: number, dimension: number): RidgeProblem {
  const random = createRandom(71);
  const cols = 200;
  const rowStart = new Uint32Array(rows + 1);
  for (let row = 0; row < rows; row++) rowStart[row + 1] = rowStart[row] + random.nextInt(40);
  const entries = rowStart[rows];
  return {
    observed: {
      rows,
      cols,
      rowStart,
      col: Uint32Array.from({ length: entries }, () => random.nextInt(cols)),
      value: Float32Array.from({ length: entries }, () => random.nextGaussian()),
    },
    fixed: randomMatrix(cols, dimension, 72),
    prior: randomMatrix(rows, dimension, 73),
    mu: 0.2,
  };
}

/** Both rows of the features are the same. */
function singularRidge(mu: number): RidgeProblem {
  return {
    observed: {
      rows: 1,
      cols: 2,
      rowStart: Uint32Array.of(0, 2),
      col: Uint32Array.of(0, 1),
      value: Float32Array.of(1, 1),
    },
    fixed: { rows: 2, cols: 3, data: new Float32Array(6).fill(1) },
    prior: { rows: 1, cols: 3, data: new Float32Array(3) },
    mu,
  };
}

test('one thread and two solve to the same bits', async () => {
  const problem = randomRidges(2000, 21);
  expect(await solveSimdRidges(two, problem)).toEqual(await solveSimdRidges(one, problem));
});

test('batches change no bit', async () => {
  const problem = randomRidges(100, 6);
  expect(await solveSimdRidges(one, problem, 50)).toEqual(await solveSimdRidges(one, problem));
});

test('features whose common part is 100 times as large as the rest lose nothing', async () => {
  const problem = randomRidges(50, 24);
  const common = { ...problem, fixed: { ...problem.fixed, data: problem.fixed.data.map((x) => x + 100) } };
  const expected = await createCpuCompute().solveRidges({ ...common, mu: 1e-3 });
  const { data } = await solveSimdRidges(one, { ...common, mu: 1e-3 });
  const largest = expected.data.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  expectAllClose(data, expected.data, 1e-7 * largest);
});

test('a parameter that is too small is refused, and the room is given back', async () => {
  const [before] = one.memory.allocate([64]);
  one.memory.free(before);
  await expect(solveSimdRidges(one, singularRidge(1e-30))).rejects.toMatchObject({
    name: 'InvalidArgumentError',
    message:
      'Expected a positive definite matrix for every ridge regression, but a pivot is not above 0. ' +
      'Use a larger ridge parameter.',
  });
  expect(one.memory.allocate([64])).toEqual([before]);
  one.memory.free(before);
  expectAllClose((await solveSimdRidges(one, singularRidge(0.5))).data, [2 / 7, 2 / 7, 2 / 7], 1e-7);
});

test.each([
  { starts: [0], cols: 3, expected: [] },
  { starts: [0, 0, 0], cols: 3, expected: [[0, 2]] },
  // As many rows as 12 numbers of 3 columns, or 12 entries, allow.
  {
    starts: [0, 1, 2, 3, 4, 5],
    cols: 3,
    expected: [
      [0, 4],
      [4, 5],
    ],
  },
  {
    starts: [0, 6, 12, 13, 50, 51],
    cols: 3,
    expected: [
      [0, 2],
      [2, 3],
      [3, 4],
      [4, 5],
    ],
  },
  {
    starts: [0, 1, 2],
    cols: 100,
    expected: [
      [0, 1],
      [1, 2],
    ],
  },
])('batches of at most 12 numbers, $cols columns, entries from $starts', ({ starts, cols, expected }) => {
  const batches = [...planBatches(Uint32Array.from(starts), cols, 12)];
  expect(batches.map(({ rowStart, rowEnd }) => [rowStart, rowEnd])).toEqual(expected);
});
