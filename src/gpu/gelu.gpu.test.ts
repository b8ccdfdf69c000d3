import { expect, test } from 'vitest';
import { gelu, geluSlope } from '../core/gelu.ts';
import { createStorage, readBack, upload } from './buffers.ts';
import { openGpu } from './device.ts';
import geluSource from './gelu.wgsl?raw';
import geluSlopesSource from './gelu-slopes.wgsl?raw';
import { loadKernel, submitRuns } from './kernel.ts';
import normalSource from './normal.wgsl?raw';

test('GELU and its slope are those of core to 1e-6, in the tails too', async () => {
  const gpu = await openGpu();
  const count = 4001;
  const at = Float32Array.from({ length: count }, (_, index) => (index - 2000) / 200);
  const preactivation = { buffer: upload(gpu, 'preactivation', at), entries: count };
  const activation = { buffer: createStorage(gpu, 'activation', 2 * count), entries: 2 * count };
  const slopes = { buffer: upload(gpu, 'slopes', new Float32Array(count).fill(1)), entries: count };
  const params = [{ u32: count }, { u32: 1 }];
  submitRuns(gpu, 'gelu', [
    {
      kernel: await loadKernel(gpu, 'gelu', `${normalSource}\n${geluSource}`),
      params,
      bindings: [preactivation, activation],
      workgroups: count,
    },
    {
      kernel: await loadKernel(gpu, 'gelu slopes', `${normalSource}\n${geluSlopesSource}`),
      params,
      bindings: [preactivation, slopes],
      workgroups: count,
    },
  ]);
  const activations = await readBack(gpu, activation.buffer, 2 * count);
  const derivatives = await readBack(gpu, slopes.buffer, count);
  gpu.close();
  const errors = Array.from(at, (x, index) => [
    Math.abs(activations[2 * index] - gelu(x)),
    Math.abs(derivatives[index] - geluSlope(x)),
    Math.abs(activations[2 * index + 1] - 1),
  ]);
  expect(Math.max(...errors.flat())).toBeLessThanOrEqual(1e-6);
});
