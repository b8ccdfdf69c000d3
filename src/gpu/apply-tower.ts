import { checkApplyTower } from '../core/check-towers.ts';
import type { Tower } from '../core/tower.ts';
import { joinWeights } from '../core/tower-weights.ts';
import type { Matrix } from '../core/types.ts';
import { readBack, upload } from './buffers.ts';
import type { Gpu } from './device.ts';
import { submitRuns } from './kernel.ts';
import {
  closeForwardPass,
  loadForward,
  openForwardPass,
  planForward,
  weightPlaces,
} from './tower-forward.ts';
import { gatherInputs } from './tower-rows.ts';

/** Enough to keep a GPU busy; the largest buffer of a pass has 2d + 1 numbers for each. */
const ROWS_PER_PASS = 4096;

/**
 * `Compute.applyTower` in float32, a part of the rows at a time.
 *
 * Throws InvalidArgumentError for shapes that do not fit, GpuError when the weights exceed the device's buffers.
 */
export async function applyTowerOnGpu(gpu: Gpu, tower: Tower, inputs: Matrix): Promise<Matrix> {
  checkApplyTower(tower, inputs);
  const { rows, cols } = inputs;
  const kernels = await loadForward(gpu);
  const places = weightPlaces(cols);
  const weights = upload(gpu, 'tower weights', joinWeights(tower, cols));
  const data = new Float32Array(rows * cols);
  try {
    for (let start = 0; start < rows; start += ROWS_PER_PASS) {
      const passRows = Uint32Array.from(
        { length: Math.min(ROWS_PER_PASS, rows - start) },
        (_, index) => start + index,
      );
      const pass = openForwardPass(gpu, passRows.length, cols, gatherInputs(inputs, passRows));
      try {
        const binding = { buffer: weights, entries: places.weightCount };
        submitRuns(gpu, 'apply tower', planForward(kernels, places, binding, pass));
        data.set(await readBack(gpu, pass.outputs.buffer, pass.outputs.entries), start * cols);
      } finally {
        closeForwardPass(pass);
      }
    }
  } finally {
    weights.destroy();
  }
  return { rows, cols, data };
}
