import { checkMultiply, checkNearest } from '../core/check-compute.ts';
import type { OpenCompute } from '../core/choose-compute.ts';
import type { Compute } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import type { Matrix } from '../core/types.ts';
import { applyTowerOnGpu } from './apply-tower.ts';
import { upload } from './buffers.ts';
import { type Gpu, openGpu } from './device.ts';
import { openGpuFactorization } from './gpu-factorization.ts';
import { openGpuTowers } from './gpu-towers.ts';
import { multiplyOnGpu } from './multiply.ts';
import { nearestOnGpu } from './nearest.ts';
import { solveRidgesOnGpu } from './solve-ridges.ts';

/**
 * Opens the fastest adapter as a `Compute`. Throws GpuError as `openGpu` does, and where that adapter is a software one:
 * compiling its shaders alone takes the processor seconds, in which the page draws nothing.
 */
export async function openGpuCompute(webgpu?: GPU): Promise<OpenCompute> {
  const gpu = await openGpu(webgpu);
  if (gpu.isSoftware) {
    gpu.close();
    throw new XennError(
      'GpuError',
      `The only GPU adapter (${gpu.adapter}) is a software one: it computes on the processor too, so it is not tried.`,
    );
  }
  return { compute: createGpuCompute(gpu), description: gpu.adapter };
}

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
    async nearest(matrix, vector, count, excluded) {
      checkNearest(matrix, vector, count, excluded);
      return nearestOnGpu(gpu, matrix, uploadOnce(matrix), vector, count, excluded);
    },
    async openFactorization(problem) {
      return openGpuFactorization(gpu, problem);
    },
    solveRidges: (problem) => solveRidgesOnGpu(gpu, problem),
    async openTowers(problem) {
      return openGpuTowers(gpu, problem);
    },
    applyTower: (tower, inputs) => applyTowerOnGpu(gpu, tower, inputs),
    dispose: () => gpu.close(),
  };
}
