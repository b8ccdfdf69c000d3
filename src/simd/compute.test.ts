import { describe } from 'vitest';
import { describeCompute } from '../testing/compute-tests.ts';
import { nodeThreads } from '../testing/simd-threads.ts';
import { towerTests } from '../testing/tower-tests.ts';
import { openSimd } from './simd.ts';
import { createSimdCompute } from './simd-compute.ts';

const startThread = await nodeThreads();

for (const threads of [1, 2]) {
  const open = async () => createSimdCompute(openSimd({ threads, startThread }));
  const name = `SIMD, threads: ${threads}`;
  describeCompute(name, open, { product: 5e-7, factorPerStep: 2e-5, squaredErrors: 5e-6, ridge: 1e-7 });
  describe(name, () => towerTests(open, { output: 5e-7, weightPerStep: 2e-5, squaredErrors: 5e-6 }));
}
