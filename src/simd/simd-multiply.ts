import { checkMultiply, checkNearest } from '../core/check-compute.ts';
import type { Compute } from '../core/compute.ts';
import { topK } from '../core/top-k.ts';
import type { Matrix } from '../core/types.ts';
import { paddedCols } from './padding.ts';
import type { Simd } from './simd.ts';

/** Bytes of a matrix that a thread takes at a time. */
const RANGE_BYTES = 1 << 18;

/** `multiply` and `nearest` in float32; see `SimdMemory.matrixAt` about how long a matrix is kept. */
export function createSimdMultiply(simd: Simd): Pick<Compute, 'multiply' | 'nearest'> {
  return {
    async multiply(matrix, vector) {
      checkMultiply(matrix, vector);
      return withProducts(simd, matrix, vector, (products) => Float64Array.from(products));
    },
    async nearest(matrix, vector, count, excluded) {
      checkNearest(matrix, vector, count, excluded);
      return withProducts(simd, matrix, vector, (products) => topK(products, count, excluded));
    },
  };
}

/** Calls `use` with one inner product per row, which are gone when it returns. */
function withProducts<Result>(
  { exclusive, memory, run }: Simd,
  matrix: Matrix,
  vector: Float64Array,
  use: (products: Float32Array) => Result,
): Promise<Result> {
  const { rows } = matrix;
  const cols = paddedCols(matrix.cols);
  return exclusive(async () => {
    const [vectorAt, productsAt] = memory.allocate([4 * cols, 4 * rows]);
    try {
      const matrixAt = memory.matrixAt(matrix);
      const padded = memory.floats(vectorAt, cols).fill(0);
      padded.set(vector);
      const args = [matrixAt, cols, vectorAt, productsAt];
      const rangeSize = Math.ceil(RANGE_BYTES / (4 * cols));
      await run({ kernel: 'multiplyRows', args, count: rows, rangeSize });
      return use(memory.floats(productsAt, rows));
    } finally {
      memory.free(vectorAt);
    }
  });
}
