import { expect, test } from 'vitest';
import type { Compute } from '../core/compute.ts';
import { createRandom } from '../core/random.ts';
import { initialTower } from '../core/tower.ts';
import type { Matrix } from '../core/types.ts';
import { openGpu } from './device.ts';
import { createGpuCompute } from './gpu-compute.ts';

const ones = (rows: number, cols: number): Matrix => ({
  rows,
  cols,
  data: new Float32Array(rows * cols).fill(1),
});
const order = Uint32Array.of(0, 1, 2);
const pairs = {
  queryRow: Uint32Array.of(0, 1, 1),
  itemRow: Uint32Array.of(2, 0, 1),
  target: Float32Array.of(1, 2, 3),
  learningRate: 0.01,
  weightDecay: 0,
};
const tower = initialTower(4, createRandom(1));
const observed = {
  rows: 2,
  cols: 3,
  rowStart: Uint32Array.of(0, 1, 3),
  col: Uint32Array.of(2, 0, 1),
  value: Float32Array.of(1, 2, 3),
};

const lost = { name: 'GpuError', message: expect.stringMatching(/^The GPU device was lost: .+[^.]\.$/) };
const lostWhileWaiting = {
  name: 'GpuError',
  message: expect.stringMatching(
    /^(The GPU device was lost: |"errors" could not be read back from the GPU: ).+\.$/,
  ),
};

test.each([
  {
    name: 'a factorisation',
    open: (compute: Compute) =>
      compute.openFactorization({ queryFactors: ones(2, 4), itemFactors: ones(3, 4), ...pairs }),
  },
  {
    name: 'the training of towers',
    open: (compute: Compute) =>
      compute.openTowers({
        queryInputs: ones(2, 4),
        itemInputs: ones(3, 4),
        queryTower: tower,
        itemTower: tower,
        ...pairs,
      }),
  },
])(
  'a device lost in the middle of $name fails the step that waits for it, and all that follows',
  async ({ open }) => {
    const gpu = await openGpu();
    const training = await open(createGpuCompute(gpu));
    await training.step(order, 0, 3);
    const waiting = training.step(order, 0, 3);
    gpu.device.destroy();
    await expect(waiting).rejects.toMatchObject(lostWhileWaiting);
    await expect(training.step(order, 0, 3)).rejects.toMatchObject(lost);
    await expect(training.read()).rejects.toMatchObject(lost);
    training.dispose();
  },
);

test.each([
  { name: 'multiply', call: (compute: Compute) => compute.multiply(ones(3, 4), new Float64Array(4)) },
  {
    name: 'nearest',
    call: (compute: Compute) => compute.nearest(ones(2_000, 4), new Float64Array(4), 2),
  },
  {
    name: 'solveRidges',
    call: (compute: Compute) =>
      compute.solveRidges({ observed, fixed: ones(3, 4), prior: ones(2, 4), mu: 1 }),
  },
  { name: 'applyTower', call: (compute: Compute) => compute.applyTower(tower, ones(3, 4)) },
])('$name on a lost device says so', async ({ call }) => {
  const gpu = await openGpu();
  const compute = createGpuCompute(gpu);
  await call(compute);
  gpu.device.destroy();
  await expect(call(compute)).rejects.toMatchObject(lost);
  // Also where nothing was compiled before.
  const other = await openGpu();
  other.device.destroy();
  await expect(call(createGpuCompute(other))).rejects.toMatchObject(lost);
});
