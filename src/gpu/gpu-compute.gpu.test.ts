import { expect, test } from 'vitest';
import { chooseCompute } from '../core/choose-compute.ts';
import { openGpuCompute } from './gpu-compute.ts';

test('the GPU of this browser computes what the CPU does', async () => {
  // The GPU's trial takes no time on this clock, so only wrong results could make the CPU win.
  const timesMs = [0, 1, 1, 1];
  const candidate = { name: 'webgpu', open: openGpuCompute } as const;
  const { compute, reason } = await chooseCompute([candidate], () => timesMs.shift() ?? Number.NaN);
  expect(compute.name).toBe('webgpu');
  expect(reason).toMatch(/^Computing on the GPU \(.+\): 0\.0 ms in a trial, against 1\.0 ms on the CPU\.$/);
  compute.dispose();
});
