import { openSimd, type SimdOptions } from './simd.ts';
import { createSimdCompute } from './simd-compute.ts';

/** Opens the kernels with so many threads as a `Compute`. Throws SimdError as `openSimd` does. */
export async function openSimdCompute(options: SimdOptions) {
  const { threads } = options;
  const compute = createSimdCompute(openSimd(options));
  return { compute, description: threads === 1 ? 'one thread' : `${threads} threads` };
}
