import { towerTests } from '../testing/tower-tests.ts';
import { createCpuCompute } from './cpu-compute.ts';

towerTests(async () => createCpuCompute(), { output: 0, weightPerStep: 0, squaredErrors: 0 });
