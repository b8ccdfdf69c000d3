import type { Compute } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import type { Matrix } from '../core/types.ts';

/**
 * Numbers of an item matrix up to which plain loops do. They take about a millisecond for a million numbers: for one search,
 * no trial is worth waiting for below the first; for thousands of them, it is above the second.
 */
export const PLAIN_FOR_ONE = 2 ** 21;
export const PLAIN_FOR_MANY = 2 ** 17;

/**
 * What searches compute with: plain loops for fewer numbers than `plainBelow`, else what a trial has chosen, which is waited
 * for then. Everything but products of the item vectors is in plain loops.
 */
export function createSearchCompute(loadChosen: () => Promise<Compute>, plainBelow: number): Compute {
  const cpu = createCpuCompute();
  const forMatrix = async ({ rows, cols }: Matrix) => (rows * cols < plainBelow ? cpu : loadChosen());
  return {
    ...cpu,
    multiply: async (matrix, vector) => (await forMatrix(matrix)).multiply(matrix, vector),
    nearest: async (matrix, ...rest) => (await forMatrix(matrix)).nearest(matrix, ...rest),
  };
}
