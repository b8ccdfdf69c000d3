import { openSimd, type SimdOptions } from './simd.ts';
import { createSimdCompute } from './simd-compute.ts';

/**
 * Opens the kernels as a `Compute` and waits for the threads as `Simd.startedThreads` does, so that a trial of it does not
 * run on fewer; the description says how many there are: 'one thread', '2 threads'. Throws SimdError as `openSimd` does.
 */
export async function openSimdCompute(options: SimdOptions) {
  const simd = openSimd(options);
  const threads = await simd.startedThreads();
  return {
    compute: createSimdCompute(simd),
    description: threads === 1 ? 'one thread' : `${threads} threads`,
  };
}
