import { createCpuCompute } from '../core/cpu-compute.ts';
import { describeCompute } from '../testing/compute-tests.ts';
import { openGpu } from './device.ts';
import { createGpuCompute } from './gpu-compute.ts';

describeCompute('CPU', async () => createCpuCompute(), {
  product: 1e-14,
  factorPerStep: 0,
  squaredErrors: 0,
});

describeCompute('WebGPU', async () => createGpuCompute(await openGpu()), {
  product: 5e-7,
  factorPerStep: 2e-5,
  squaredErrors: 5e-6,
});
