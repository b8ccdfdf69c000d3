import { checkMultiply } from '../core/check-compute.ts';
import type { Compute } from '../core/compute.ts';
import type { Matrix } from '../core/types.ts';
import { upload } from './buffers.ts';
import type { Gpu } from './device.ts';
import { openGpuFactorization } from './gpu-factorization.ts';
import { multiplyOnGpu } from './multiply.ts';

/**
 * `Compute` on a GPU, in float32. Owns the device from now on: `dispose` closes it.
 *
 * A matrix is uploaded the first time it is multiplied and stays as long as the object does, so its data
 * must not change afterwards.
 */
export function createGpuCompute(gpu: Gpu): Compute {
  const uploads = new WeakMap<Matrix, GPUBuffer>();

  function uploadOnce(matrix: Matrix): GPUBuffer {
    const known = uploads.get(matrix);
    if (known) return known;
    const buffer = upload(gpu, `matrix ${matrix.rows} x ${matrix.cols}`, matrix.data);
    uploads.set(matrix, buffer);
    return buffer;
  }

  return {
    name: 'webgpu',
    async multiply(matrix, vector) {
      checkMultiply(matrix, vector);
      return multiplyOnGpu(gpu, matrix, uploadOnce(matrix), vector);
    },
    async openFactorization(problem) {
      return openGpuFactorization(gpu, problem);
    },
    dispose: () => gpu.close(),
  };
}
