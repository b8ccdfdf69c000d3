import { expect, test } from 'vitest';
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
      'The only GPU adapter (google swiftshader) is a software one: it computes on the processor too, more slowly than WebAssembly.',
  });
});

test('any other is', async () => {
  const { compute, description } = await openGpuCompute(
    await webgpuWith({ ...INFO, isFallbackAdapter: false }),
  );
  expect(description).toBe('google swiftshader');
  expect(
    await compute.multiply({ rows: 1, cols: 2, data: Float32Array.of(2, 3) }, Float64Array.of(4, 5)),
  ).toEqual(Float64Array.of(23));
  compute.dispose();
});
