import { createCpuCompute } from '../core/cpu-compute.ts';
import { describeCompute } from '../testing/compute-tests.ts';
import { towerTests } from '../testing/tower-tests.ts';
import { openGpu } from './device.ts';
import { createGpuCompute } from './gpu-compute.ts';

const openGpuCompute = async () => createGpuCompute(await openGpu());

describeCompute('CPU', async () => createCpuCompute(), {
  product: 1e-14,
  factorPerStep: 0,
  squaredErrors: 0,
  ridge: 0,
});

describeCompute('WebGPU', openGpuCompute, {
  product: 5e-7,
  factorPerStep: 2e-5,
  squaredErrors: 5e-6,
  ridge: 1e-6,
});

towerTests(openGpuCompute, { output: 5e-7, weightPerStep: 2e-5, squaredErrors: 5e-6 });
