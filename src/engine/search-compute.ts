import type { Compute } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import type { Matrix } from '../core/types.ts';

/** Plain loops take about a millisecond for a million numbers: below this, no trial is worth waiting for. */
const SMALL_MATRIX = 2 ** 21;

/**
 * What a search computes with: plain loops for small corpora, else what a trial has chosen, which is waited for then.
 * Everything but products of the item vectors is in plain loops.
 */
export function createSearchCompute(loadChosen: () => Promise<Compute>): Compute {
  const cpu = createCpuCompute();
  const forMatrix = async ({ rows, cols }: Matrix) => (rows * cols < SMALL_MATRIX ? cpu : loadChosen());
  return {
    ...cpu,
    multiply: async (matrix, vector) => (await forMatrix(matrix)).multiply(matrix, vector),
    nearest: async (matrix, ...rest) => (await forMatrix(matrix)).nearest(matrix, ...rest),
  };
}
