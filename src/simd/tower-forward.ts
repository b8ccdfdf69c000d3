import { multiplyMatrices, type Panels, paddedRows, rowMajor } from './matrix-product.ts';
import type { Simd } from './simd.ts';
import { type PlacedTower, towerPartsAt } from './tower-weights-room.ts';

/** Vectors of four floats that a thread takes at a time. */
const RANGE_BLOCKS = 4096;

/** Addresses of what the forward pass of some rows computes; the backward pass needs all of it. */
export interface TowerPass {
  /** rows x cols */
  readonly inputs: number;
  /** rows x 2 cols, as the next */
  readonly preactivations: number;
  readonly activations: number;
  /** rows x cols, as the next */
  readonly mapped: number;
  readonly outputs: number;
}

/** Bytes of each part of a `TowerPass`, in its order. */
export function passSizes(rows: number, cols: number): number[] {
  const bytes = 4 * paddedRows(rows) * cols;
  return [bytes, 2 * bytes, 2 * bytes, bytes, bytes];
}

export function passAt([inputs, preactivations, activations, mapped, outputs]: readonly number[]): TowerPass {
  return { inputs, preactivations, activations, mapped, outputs };
}

/** Bytes of the panels of all products of passes of up to `rows` rows, forth and back. */
export function panelSizes(rows: number, cols: number): number[] {
  return [4 * paddedRows(rows) * 2 * cols, 4 * Math.max(rows, cols) * 2 * cols];
}

/** s of out = s y + (1 - s) x. */
export function gateShare({ memory }: Simd, { weights, cols }: PlacedTower): number {
  const [gate] = memory.floats(towerPartsAt(weights, cols).gate, 1);
  return 1 / (1 + Math.exp(-gate));
}

/** The outputs for the first `rows` rows of the inputs. */
export async function runForward(
  simd: Simd,
  panels: Panels,
  tower: PlacedTower,
  pass: TowerPass,
  rows: number,
): Promise<void> {
  const { weights, cols } = tower;
  const { inputs, preactivations, activations, mapped, outputs } = pass;
  const { hiddenWeights, hiddenBias, outputWeights, outputBias } = towerPartsAt(weights, cols);
  const hidden = 2 * cols;
  await multiplyMatrices(simd, panels, {
    left: rowMajor(inputs, cols),
    right: rowMajor(hiddenWeights, hidden),
    bias: hiddenBias,
    product: preactivations,
    rows,
    depth: cols,
    cols: hidden,
  });
  await runOnBlocks(simd, 'geluBlocks', [preactivations, activations], rows * hidden);
  await multiplyMatrices(simd, panels, {
    left: rowMajor(activations, hidden),
    right: rowMajor(outputWeights, cols),
    bias: outputBias,
    product: mapped,
    rows,
    depth: hidden,
    cols,
  });
  const share = gateShare(simd, tower);
  await runOnBlocks(simd, 'gateBlocks', [mapped, inputs, share, outputs], rows * cols);
}

/** Runs a kernel that works on four floats at a time. */
export function runOnBlocks(
  simd: Simd,
  kernel: string,
  args: readonly number[],
  floats: number,
): Promise<void> {
  return simd.run({ kernel, args, count: floats / 4, rangeSize: RANGE_BLOCKS });
}
