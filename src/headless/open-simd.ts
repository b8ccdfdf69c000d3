import { openSimd } from '../simd/simd.ts';
import { createSimdCompute } from '../simd/simd-compute.ts';
import { nodeThreads } from './simd-threads.ts';

/** The app's fast path without a GPU, on so many threads of Node. `dispose` ends them. */
export async function openSimdPath(threads: number) {
  return createSimdCompute(openSimd({ threads, startThread: await nodeThreads() }));
}
