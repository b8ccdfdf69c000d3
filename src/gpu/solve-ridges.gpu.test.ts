import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomMatrix } from '../testing/random-matrix.ts';
import { type Gpu, openGpu } from './device.ts';
import { solveRidgesOnGpu } from './solve-ridges.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await openGpu();
});
afterAll(() => gpu.close());

test('rows solved one by one have the solutions of rows solved together', async () => {
  const entryCount = 24;
  const problem = {
    observed: {
      rows: 5,
      cols: 9,
      rowStart: Uint32Array.of(0, 2, 2, 11, 15, entryCount),
      col: Uint32Array.from({ length: entryCount }, (_, entry) => (entry * 5) % 9),
      value: Float32Array.from({ length: entryCount }, (_, entry) => (entry % 7) - 3),
    },
    fixed: randomMatrix(9, 4, 1),
    prior: randomMatrix(5, 4, 2),
    mu: 0.1,
  };
  const together = await solveRidgesOnGpu(gpu, problem);
  expect(await solveRidgesOnGpu(gpu, problem, 1)).toEqual(together);
  expect(await solveRidgesOnGpu(gpu, problem, 80)).toEqual(together);
});

test('a system that float32 cannot tell from a singular one is refused, with its row', async () => {
  const problem = {
    observed: {
      rows: 2,
      cols: 2,
      rowStart: Uint32Array.of(0, 1, 4),
      col: Uint32Array.of(1, 0, 0, 0),
      value: Float32Array.of(1, 1, 2, 3),
    },
    fixed: { rows: 2, cols: 2, data: Float32Array.of(4096, 4096, 1, 0) },
    prior: { rows: 2, cols: 2, data: new Float32Array(4) },
    mu: 1e-9,
  };
  await expect(solveRidgesOnGpu(gpu, problem)).rejects.toMatchObject({
    name: 'GpuError',
    message:
      'The ridge regression of row 1 has no solution in float32. ' +
      'Use a larger ridge parameter, or compute on the CPU.',
  });
});
