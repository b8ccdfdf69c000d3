import { describe, expect, test } from 'vitest';
import { createStorage, readBack, upload } from './buffers.ts';
import { openGpu } from './device.ts';

describe('openGpu', () => {
  test('this browser has an adapter, with all of its memory', async () => {
    const gpu = await openGpu();
    expect(gpu.adapter).not.toBe('');
    expect(gpu.failure()).toBeUndefined();
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    expect(gpu.device.limits.maxBufferSize).toBe(adapter?.limits.maxBufferSize);
    gpu.close();
  });

  test('an adapter that is there only when asked for again is taken', async () => {
    const answers: (GPUAdapter | null)[] = [null, await navigator.gpu.requestAdapter()];
    const requestAdapter = async () => answers.shift() ?? null;
    const gpu = await openGpu({ requestAdapter } as unknown as GPU);
    expect(gpu.failure()).toBeUndefined();
    gpu.close();
  });

  const adapterWithoutDevice = {
    limits: { maxBufferSize: 1, maxStorageBufferBindingSize: 1 },
    requestDevice: () => Promise.reject(new Error('Too many devices.')),
  };
  test.each([
    {
      name: 'no adapter',
      webgpu: { requestAdapter: async () => null },
      message:
        'WebGPU is there, but no GPU adapter. Turn on hardware acceleration in the settings of the browser ' +
        'and update the graphics driver, or compute on the CPU.',
    },
    {
      name: 'an adapter that gives no device',
      webgpu: { requestAdapter: async () => adapterWithoutDevice },
      message:
        'The GPU adapter gave no device: Too many devices. Close other pages that use the GPU, or compute on ' +
        'the CPU.',
    },
  ])('$name', async ({ webgpu, message }) => {
    await expect(openGpu(webgpu as unknown as GPU)).rejects.toMatchObject({ name: 'GpuError', message });
  });
});

describe('buffers', () => {
  test('what is uploaded is read back', async () => {
    const gpu = await openGpu();
    const buffer = upload(gpu, 'three', Float32Array.of(1.5, -2, 3));
    expect(await readBack(gpu, buffer, 3)).toEqual(Float32Array.of(1.5, -2, 3));
    expect(await readBack(gpu, buffer, 2)).toEqual(Float32Array.of(1.5, -2));
    expect(await readBack(gpu, createStorage(gpu, 'empty', 0), 0)).toEqual(new Float32Array(0));
    expect(await readBack(gpu, createStorage(gpu, 'zeros', 2), 2)).toEqual(new Float32Array(2));
    gpu.close();
  });

  test('a buffer beyond the limit is refused before the GPU sees it', async () => {
    const gpu = await openGpu();
    const small = { ...gpu, device: { limits: { maxBufferSize: 64, maxStorageBufferBindingSize: 32 } } };
    expect(() => createStorage(small as unknown as typeof gpu, 'matrix 3 x 3', 9)).toThrow(
      '"matrix 3 x 3" needs 36 bytes, but a buffer of this GPU holds at most 32. Compute on the CPU.',
    );
    gpu.close();
  });

  test('a lost device is reported by whatever is read next', async () => {
    const gpu = await openGpu();
    const buffer = upload(gpu, 'one', Float32Array.of(1));
    gpu.close();
    await expect(readBack(gpu, buffer, 1)).rejects.toMatchObject({
      name: 'GpuError',
      message: 'The GPU device was lost: Device was destroyed. Reload the page, or compute on the CPU.',
    });
    expect(gpu.failure()?.name).toBe('GpuError');
  });

  test('a device lost while a result is awaited is reported too', async () => {
    const gpu = await openGpu();
    const result = readBack(gpu, upload(gpu, 'one', Float32Array.of(1)), 1);
    gpu.close();
    await expect(result).rejects.toMatchObject({
      name: 'GpuError',
      message:
        '"one" could not be read back from the GPU: ' +
        "Failed to execute 'mapAsync' on 'GPUBuffer': Buffer was unmapped before mapping was resolved.",
    });
  });

  test('after a refused command nothing is read as if it were right', async () => {
    const gpu = await openGpu();
    const buffer = upload(gpu, 'one', Float32Array.of(1));
    gpu.device.queue.writeBuffer(buffer, 64, Float32Array.of(1));
    await expect(readBack(gpu, buffer, 1)).rejects.toThrow(/^The GPU refused a command: .*"one"/);
    gpu.close();
  });
});
