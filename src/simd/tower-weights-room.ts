import type { Tower } from '../core/tower.ts';
import { weightCount } from '../core/tower-weights.ts';
import { copyRows } from './padding.ts';
import type { SimdMemory } from './simd-memory.ts';

/** Addresses of the weights of a tower, or of one number for each of them; matrices row-major. */
export interface TowerParts {
  readonly hiddenWeights: number;
  readonly hiddenBias: number;
  readonly outputWeights: number;
  readonly outputBias: number;
  readonly gate: number;
}

/** A tower in the memory, for vectors of `cols` numbers: its dimension, padded with zeros. */
export interface PlacedTower {
  readonly cols: number;
  /** Address of the weights. */
  readonly weights: number;
}

/** Floats for the weights of a tower for vectors of `cols` numbers: they are updated four at a time. */
export function paddedWeightCount(cols: number): number {
  return Math.ceil(weightCount(cols) / 4) * 4;
}

/** The order is that of `splitWeights`. */
export function towerPartsAt(address: number, cols: number): TowerParts {
  const matrixBytes = 4 * cols * 2 * cols;
  const hiddenBias = address + matrixBytes;
  const outputWeights = hiddenBias + 4 * 2 * cols;
  const outputBias = outputWeights + matrixBytes;
  return { hiddenWeights: address, hiddenBias, outputWeights, outputBias, gate: outputBias + 4 * cols };
}

/**
 * Copies a tower for vectors of `dimension` numbers, and zeros for those that are added. They stay zeros: their outputs
 * and slopes are 0.
 */
export function writeTower(
  memory: SimdMemory,
  tower: Tower,
  dimension: number,
  { weights, cols }: PlacedTower,
): void {
  memory.floats(weights, paddedWeightCount(cols)).fill(0);
  const parts = towerPartsAt(weights, cols);
  const matrix = (at: number) => memory.floats(at, 2 * cols * cols);
  const { hiddenWeights, outputWeights } = tower;
  copyRows(
    dimension,
    2 * dimension,
    hiddenWeights.data,
    2 * dimension,
    matrix(parts.hiddenWeights),
    2 * cols,
  );
  memory.floats(parts.hiddenBias, 2 * dimension).set(tower.hiddenBias);
  copyRows(2 * dimension, dimension, outputWeights.data, dimension, matrix(parts.outputWeights), cols);
  memory.floats(parts.outputBias, dimension).set(tower.outputBias);
  memory.floats(parts.gate, 1)[0] = tower.gate;
}

/** A copy of the tower for vectors of `dimension` numbers that `writeTower` wrote. */
export function readTower(memory: SimdMemory, dimension: number, { weights, cols }: PlacedTower): Tower {
  const parts = towerPartsAt(weights, cols);
  const matrix = (at: number, rows: number, width: number, stride: number) => {
    const data = new Float32Array(rows * width);
    copyRows(rows, width, memory.floats(at, 2 * cols * cols), stride, data, width);
    return { rows, cols: width, data };
  };
  return {
    hiddenWeights: matrix(parts.hiddenWeights, dimension, 2 * dimension, 2 * cols),
    hiddenBias: Float32Array.from(memory.floats(parts.hiddenBias, 2 * dimension)),
    outputWeights: matrix(parts.outputWeights, 2 * dimension, dimension, cols),
    outputBias: Float32Array.from(memory.floats(parts.outputBias, dimension)),
    gate: memory.floats(parts.gate, 1)[0],
  };
}
