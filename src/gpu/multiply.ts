import type { Matrix } from '../core/types.ts';
import { createStorage, readBack, upload } from './buffers.ts';
import type { Gpu } from './device.ts';
import { loadKernel, submitRuns } from './kernel.ts';
import source from './multiply.wgsl?raw';

/**
 * Matrix x vector in float32: `matrixBuffer` holds rows x cols, row-major; the result has one entry per row.
 * The sizes are the caller's to check against `matrix`.
 */
export async function multiplyOnGpu(
  gpu: Gpu,
  { rows, cols }: Pick<Matrix, 'rows' | 'cols'>,
  matrixBuffer: GPUBuffer,
  vector: Float64Array,
): Promise<Float64Array> {
  const kernel = await loadKernel(gpu, 'multiply', source);
  const factor = upload(gpu, 'multiply factor', Float32Array.from(vector));
  const product = createStorage(gpu, 'multiply product', rows);
  try {
    const bindings = [
      { buffer: matrixBuffer, entries: rows * cols },
      { buffer: factor, entries: cols },
      { buffer: product, entries: rows },
    ];
    const params = [{ u32: rows }, { u32: cols }];
    submitRuns(gpu, 'multiply', [{ kernel, params, bindings, workgroups: rows }]);
    return Float64Array.from(await readBack(gpu, product, rows));
  } finally {
    factor.destroy();
    product.destroy();
  }
}
