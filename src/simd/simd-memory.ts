import type { Matrix } from '../core/types.ts';
import { createAllocator } from './allocator.ts';
import { copyRows, paddedCols } from './padding.ts';

/** Addresses are in bytes; all but `matrixAt` is the allocator's. */
export interface SimdMemory {
  /** As `Allocator.allocate`; the matrices that have not been used for longest make room. */
  allocate(sizes: readonly number[]): number[];
  free(address: number): void;
  /**
   * Where the matrix lies, with rows of `paddedCols(matrix.cols)` floats. It is copied the first time and stays until its
   * room is needed or nobody has the matrix any more, so its data must not change. Throws a SimdError when it does not
   * fit, before anything is copied.
   */
  matrixAt(matrix: Matrix): number;
  floats(address: number, length: number): Float32Array;
  words(address: number, length: number): Uint32Array;
}

/** Everything between `startAddress` and `limitBytes` is given out by the returned object. */
export function openSimdMemory(
  memory: WebAssembly.Memory,
  startAddress: number,
  limitBytes: number,
): SimdMemory {
  const allocator = createAllocator(memory, startAddress, limitBytes);
  const copies = new WeakMap<Matrix, { readonly address: number }>();
  /** The copies that are there, the one that was used last at the end. */
  const byUse = new Set<{ readonly address: number }>();
  const remove = (copy: { readonly address: number }) => {
    if (byUse.delete(copy)) allocator.free(copy.address);
  };
  const collected = new FinalizationRegistry(remove);

  function allocate(sizes: readonly number[]): number[] {
    for (;;) {
      try {
        return allocator.allocate(sizes);
      } catch (error) {
        const [oldest] = byUse;
        if (!oldest) throw error;
        remove(oldest);
      }
    }
  }

  const floats = (address: number, length: number) => new Float32Array(memory.buffer, address, length);
  return {
    allocate,
    free: allocator.free,
    matrixAt(matrix) {
      let copy = copies.get(matrix);
      if (!copy || !byUse.delete(copy)) {
        const { rows, cols, data } = matrix;
        const stride = paddedCols(cols);
        const [address] = allocate([4 * rows * stride]);
        const target = floats(address, rows * stride);
        if (stride > cols) target.fill(0);
        copyRows(rows, cols, data, cols, target, stride);
        copy = { address };
        copies.set(matrix, copy);
        collected.register(matrix, copy);
      }
      byUse.add(copy);
      return copy.address;
    },
    floats,
    words: (address, length) => new Uint32Array(memory.buffer, address, length),
  };
}
