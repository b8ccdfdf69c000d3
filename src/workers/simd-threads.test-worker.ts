/** For tests in a browser: a page may not block, as the thread that shares its work with helpers does; a worker may. */
import type { Matrix } from '../core/types.ts';
import { openSimdCompute } from '../simd/open-simd-compute.ts';
import { startSimdThread } from './simd-threads.ts';

export interface SimdJob {
  readonly threads: number;
  readonly matrix: Matrix;
  readonly vector: Float64Array;
}

export interface SimdAnswer {
  readonly description: string;
  readonly product: Float64Array;
}

self.addEventListener('message', async ({ data }: MessageEvent<SimdJob>) => {
  const { threads, matrix, vector } = data;
  const { compute, description } = await openSimdCompute({ threads, startThread: startSimdThread });
  const product = await compute.multiply(matrix, vector);
  self.postMessage({ description, product } satisfies SimdAnswer);
  compute.dispose();
});
