import { XennError } from '../core/errors.ts';
import type { Gpu } from './device.ts';

/** Numbers of four bytes, which is all that WGSL stores. */
export type Numbers = Float32Array | Uint32Array;

/**
 * A storage buffer of `entries` zeros. WebGPU binds no buffer that is shorter than one element of the shader's array,
 * so where there is none, there is room for one of four numbers.
 *
 * Throws GpuError when the device cannot bind that many.
 */
export function createStorage(gpu: Gpu, label: string, entries: number): GPUBuffer {
  const { maxBufferSize, maxStorageBufferBindingSize } = gpu.device.limits;
  const size = (entries || 4) * 4;
  const limit = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  if (size > limit) {
    throw new XennError(
      'GpuError',
      `"${label}" needs ${size} bytes, but a buffer of this GPU holds at most ${limit}. Compute on the CPU.`,
    );
  }
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  return gpu.device.createBuffer({ label, size, usage });
}

/** A storage buffer holding a copy of `numbers`. */
export function upload(gpu: Gpu, label: string, numbers: Numbers): GPUBuffer {
  const buffer = createStorage(gpu, label, numbers.length);
  gpu.device.queue.writeBuffer(buffer, 0, numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return buffer;
}

/**
 * The first `entries` floats of a buffer, after all work submitted so far.
 *
 * Throws GpuError when the device was lost or has refused a command: then the numbers are not to be trusted.
 */
export async function readBack(gpu: Gpu, buffer: GPUBuffer, entries: number): Promise<Float32Array> {
  const { device } = gpu;
  const label = `${buffer.label} read back`;
  const size = Math.max(1, entries) * 4;
  const staging = device.createBuffer({
    label,
    size,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  try {
    const encoder = device.createCommandEncoder({ label });
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ).catch((error: unknown) => {
      throw gpu.failure() ?? unreadableError(buffer.label, error);
    });
    const failure = gpu.failure();
    if (failure) throw failure;
    return new Float32Array(staging.getMappedRange(), 0, entries).slice();
  } finally {
    staging.destroy();
  }
}

function unreadableError(label: string, error: unknown): XennError {
  const cause = error instanceof Error ? error.message : String(error);
  return new XennError('GpuError', `"${label}" could not be read back from the GPU: ${cause}`);
}
