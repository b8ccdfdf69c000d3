import { expect, test } from 'vitest';
import { openGpu } from './device.ts';

test('a platform without WebGPU is refused', async () => {
  await expect(openGpu(undefined)).rejects.toMatchObject({
    name: 'GpuError',
    message:
      'This browser has no WebGPU. Use a current Chrome, Edge, Firefox or Safari, or compute on the CPU.',
  });
});
