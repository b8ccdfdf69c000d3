import { createRandom } from '../core/random.ts';
import type { Matrix } from '../core/types.ts';

/** Standard normal entries. */
export function randomMatrix(rows: number, cols: number, seed: number): Matrix {
  const random = createRandom(seed);
  return { rows, cols, data: Float32Array.from({ length: rows * cols }, () => random.nextGaussian()) };
}

/** Standard normal entries. */
export function randomVector(length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.nextGaussian());
}
