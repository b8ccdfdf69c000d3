/** The kernels of index and search, as the engine's worker opens them; on a software GPU too. */
import { expose } from 'comlink';
import { openGpu } from '../../src/gpu/device.ts';
import { createGpuCompute } from '../../src/gpu/gpu-compute.ts';
import { openSimdCompute } from '../../src/simd/open-simd-compute.ts';
import { startSimdThread } from '../../src/workers/simd-threads.ts';
import { type KernelTimes, timeKernels } from './kernel-times.ts';

export interface KernelRun {
  /** The adapter, or how many threads. */
  readonly description: string;
  readonly times: KernelTimes;
}

async function openKernelsOnGpu() {
  const gpu = await openGpu();
  return { compute: createGpuCompute(gpu), description: gpu.adapter };
}

const kernelsWorker = {
  async run(name: 'simd' | 'webgpu', threads: number): Promise<KernelRun> {
    const { compute, description } =
      name === 'webgpu'
        ? await openKernelsOnGpu()
        : await openSimdCompute({ threads, startThread: startSimdThread });
    try {
      return { description, times: await timeKernels(compute) };
    } finally {
      compute.dispose();
    }
  },
};
export type KernelsWorker = typeof kernelsWorker;
expose(kernelsWorker);
