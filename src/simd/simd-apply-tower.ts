import { checkApplyTower } from '../core/check-towers.ts';
import type { Tower } from '../core/tower.ts';
import type { Matrix } from '../core/types.ts';
import { paddedProductCols } from './matrix-product.ts';
import { copyRows } from './padding.ts';
import type { Simd } from './simd.ts';
import { panelSizes, passAt, passSizes, runForward } from './tower-forward.ts';
import { paddedWeightCount, writeTower } from './tower-weights-room.ts';

/** Rows that are in the memory at a time. */
const BATCH_ROWS = 2048;

/**
 * `Compute.applyTower` in float32. Throws InvalidArgumentError where shapes do not fit, SimdError when the memory cannot
 * hold the tower.
 */
export async function applySimdTower(simd: Simd, tower: Tower, inputs: Matrix): Promise<Matrix> {
  checkApplyTower(tower, inputs);
  const { rows, cols: dimension } = inputs;
  const data = new Float32Array(rows * dimension);
  await simd.exclusive(async () => {
    const { memory } = simd;
    const cols = paddedProductCols(dimension);
    const roomRows = Math.min(rows, BATCH_ROWS);
    const [weights, left, right, ...parts] = memory.allocate([
      4 * paddedWeightCount(cols),
      ...panelSizes(roomRows, cols),
      ...passSizes(roomRows, cols),
    ]);
    try {
      const placed = { weights, cols };
      writeTower(memory, tower, dimension, placed);
      const pass = passAt(parts);
      const from = memory.floats(pass.inputs, roomRows * cols).fill(0);
      const to = memory.floats(pass.outputs, roomRows * cols);
      for (let first = 0; first < rows; first += BATCH_ROWS) {
        const count = Math.min(BATCH_ROWS, rows - first);
        copyRows(count, dimension, inputs.data.subarray(first * dimension), dimension, from, cols);
        await runForward(simd, { left, right }, placed, pass, count);
        copyRows(count, dimension, to, cols, data.subarray(first * dimension), dimension);
      }
    } finally {
      memory.free(weights);
    }
  });
  return { rows, cols: dimension, data };
}
