import { expect, test } from 'vitest';
import { createCpuCompute } from '../core/cpu-compute.ts';
import type { SimdAnswer, SimdJob } from './simd-threads.test-worker.ts';

const matrix = {
  rows: 50_000,
  cols: 20,
  // Small whole numbers, whose sums are exact in float32 too.
  data: Float32Array.from({ length: 1_000_000 }, (_, i) => (i * 7) % 11),
};
const vector = Float64Array.from({ length: 20 }, (_, col) => col - 9);

test('the page is isolated, or there are no threads', () => {
  expect(crossOriginIsolated).toBe(true);
});

test.each([
  [1, 'one thread'],
  [3, '3 threads'],
])('%i threads in a worker of the page, all of them started', async (threads, description) => {
  const worker = new Worker(new URL('./simd-threads.test-worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => resolve(data));
    worker.addEventListener('error', reject);
  });
  worker.postMessage({ threads, matrix, vector } satisfies SimdJob);
  const product = await createCpuCompute().multiply(matrix, vector);
  expect(await answer).toEqual({ description, product } satisfies SimdAnswer);
  worker.terminate();
});
