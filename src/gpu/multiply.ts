import type { Matrix } from '../core/types.ts';
import { createStorage, readBack, upload } from './buffers.ts';
import type { Gpu } from './device.ts';
import { type Kernel, type KernelRun, loadKernel, submitRuns } from './kernel.ts';
import source from './multiply.wgsl?raw';

type Shape = Pick<Matrix, 'rows' | 'cols'>;

/** What a product is made of, and where it goes: rows x cols, cols and rows numbers. */
export interface ProductBuffers {
  readonly matrix: GPUBuffer;
  readonly factor: GPUBuffer;
  readonly product: GPUBuffer;
}

export function loadMultiply(gpu: Gpu): Promise<Kernel> {
  return loadKernel(gpu, 'multiply', source);
}

/** product[row] = sum over col of matrix[row, col] * factor[col], in float32. */
export function planMultiply(
  kernel: Kernel,
  { rows, cols }: Shape,
  { matrix, factor, product }: ProductBuffers,
): KernelRun {
  return {
    kernel,
    params: [{ u32: rows }, { u32: cols }],
    bindings: [
      { buffer: matrix, entries: rows * cols },
      { buffer: factor, entries: cols },
      { buffer: product, entries: rows },
    ],
    workgroups: rows,
  };
}

/**
 * Matrix x vector in float32: `matrix` holds rows x cols, row-major; the result has one entry per row.
 * The sizes are the caller's to check against it.
 */
export async function multiplyOnGpu(
  gpu: Gpu,
  shape: Shape,
  matrix: GPUBuffer,
  vector: Float64Array,
): Promise<Float64Array> {
  const kernel = await loadMultiply(gpu);
  const factor = upload(gpu, 'multiply factor', Float32Array.from(vector));
  const product = createStorage(gpu, 'multiply product', shape.rows);
  try {
    submitRuns(gpu, 'multiply', [planMultiply(kernel, shape, { matrix, factor, product })]);
    return Float64Array.from(await readBack(gpu, product, shape.rows));
  } finally {
    factor.destroy();
    product.destroy();
  }
}
