import { expect, test } from 'vitest';
import { chooseCompute } from '../core/choose-compute.ts';
import { openGpuCompute } from './gpu-compute.ts';

/** This browser's adapter, which says of itself that it is this one. */
async function webgpuWith(info: Partial<GPUAdapterInfo>): Promise<GPU> {
  const adapter = (await navigator.gpu.requestAdapter()) ?? (await navigator.gpu.requestAdapter());
  if (!adapter) throw new Error('Expected a GPU adapter in the test browser, found none.');
  const told = {
    info,
    limits: adapter.limits,
    requestDevice: (descriptor: GPUDeviceDescriptor) => adapter.requestDevice(descriptor),
  };
  return { requestAdapter: async () => told } as unknown as GPU;
}

const INFO = { vendor: 'google', architecture: 'swiftshader', description: '' };

test('a software adapter is not computed on', async () => {
  const webgpu = await webgpuWith({ ...INFO, isFallbackAdapter: true });
  await expect(openGpuCompute(webgpu)).rejects.toMatchObject({
    name: 'GpuError',
    message:
      'The only GPU adapter (google swiftshader) is a software one: it computes on the processor too, so it is not tried.',
  });
});

test('any other computes what the CPU does', async () => {
  const webgpu = await webgpuWith({ ...INFO, isFallbackAdapter: false });
  // The GPU's trial takes no time on this clock, so only wrong results could make the CPU win.
  const timesMs = [0, 1, 1, 1];
  const candidate = { name: 'webgpu', open: () => openGpuCompute(webgpu) } as const;
  const { compute, reason } = await chooseCompute([candidate], () => timesMs.shift() ?? Number.NaN);
  expect(compute.name).toBe('webgpu');
  expect(reason).toBe(
    'Computing on the GPU (google swiftshader): 0.0 ms in a trial, against 1.0 ms on the CPU.',
  );
  compute.dispose();
});
