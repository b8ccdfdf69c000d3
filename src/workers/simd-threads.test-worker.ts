/** For tests in a browser: a page may not block, as the thread that shares its work with helpers does; a worker may. */
import type { Matrix } from '../core/types.ts';
import { openSimd } from '../simd/simd.ts';
import { createSimdCompute } from '../simd/simd-compute.ts';
import { startSimdThread } from './simd-threads.ts';

export interface SimdJob {
  readonly threads: number;
  readonly matrix: Matrix;
  readonly vector: Float64Array;
}

self.addEventListener('message', async ({ data }: MessageEvent<SimdJob>) => {
  const compute = createSimdCompute(openSimd({ threads: data.threads, startThread: startSimdThread }));
  // Helpers start while the first products are made.
  for (let round = 0; round < 20; round++) {
    await compute.multiply(data.matrix, data.vector);
    await new Promise((resolve) => setTimeout(resolve));
  }
  self.postMessage(await compute.multiply(data.matrix, data.vector));
  compute.dispose();
});
