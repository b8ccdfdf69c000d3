import { multiplyMatrices, type Panels, paddedRows, rowMajor, transposed } from './matrix-product.ts';
import type { Simd } from './simd.ts';
import { gateShare, runOnBlocks, type TowerPass } from './tower-forward.ts';
import { type PlacedTower, towerPartsAt } from './tower-weights-room.ts';

/** Rows, and groups of eight columns, that a thread takes at a time. */
const RANGE_ROWS = 16;
const RANGE_COLUMN_GROUPS = 4;

/** A tower in training. */
export interface TrainedTower extends PlacedTower {
  /** Addresses of one number for each weight. */
  readonly slopes: number;
  readonly firstMoments: number;
  readonly secondMoments: number;
}

/** Addresses of how the loss changes with what a pass computed. */
export interface TowerSlopes {
  /** rows x cols: with `mapped`. */
  readonly mapped: number;
  /** rows x 2 cols: with the activations, then with the preactivations. */
  readonly hidden: number;
  /** One for each row: its share of the gate's slope. */
  readonly gate: number;
}

/** Bytes of each part of `TowerSlopes`, in its order. */
export function slopeSizes(rows: number, cols: number): number[] {
  const bytes = 4 * paddedRows(rows) * cols;
  return [bytes, 2 * bytes, 4 * rows];
}

/**
 * How the loss changes with each weight, in `tower.slopes`, by way of the first `rows` rows of a pass, given the slopes
 * of `mapped`.
 */
export async function runBackward(
  simd: Simd,
  panels: Panels,
  tower: TrainedTower,
  pass: TowerPass,
  slopes: TowerSlopes,
  rows: number,
): Promise<void> {
  const { cols } = tower;
  const hidden = 2 * cols;
  const to = towerPartsAt(tower.slopes, cols);
  const { outputWeights } = towerPartsAt(tower.weights, cols);

  await sumGateSlopes(simd, tower, pass, slopes, rows);
  await sumColumns(simd, slopes.mapped, rows, cols, to.outputBias);
  await multiplyMatrices(simd, panels, {
    left: transposed(rowMajor(pass.activations, hidden)),
    right: rowMajor(slopes.mapped, cols),
    bias: 0,
    product: to.outputWeights,
    rows: hidden,
    depth: rows,
    cols,
  });
  await multiplyMatrices(simd, panels, {
    left: rowMajor(slopes.mapped, cols),
    right: transposed(rowMajor(outputWeights, cols)),
    bias: 0,
    product: slopes.hidden,
    rows,
    depth: cols,
    cols: hidden,
  });
  await runOnBlocks(simd, 'geluSlopeBlocks', [pass.preactivations, slopes.hidden], rows * hidden);
  await sumColumns(simd, slopes.hidden, rows, hidden, to.hiddenBias);
  await multiplyMatrices(simd, panels, {
    left: transposed(rowMajor(pass.inputs, cols)),
    right: rowMajor(slopes.hidden, hidden),
    bias: 0,
    product: to.hiddenWeights,
    rows: cols,
    depth: rows,
    cols: hidden,
  });
}

/** With the gate w: s (1 - s) (y - x) times the outputs' slopes, which are those of `mapped` divided by s. */
async function sumGateSlopes(
  simd: Simd,
  tower: TrainedTower,
  { mapped, inputs }: TowerPass,
  slopes: TowerSlopes,
  rows: number,
): Promise<void> {
  const { cols } = tower;
  const args = [mapped, inputs, slopes.mapped, cols, slopes.gate];
  await simd.run({ kernel: 'gateSlopes', args, count: rows, rangeSize: RANGE_ROWS });
  const sum = simd.memory.floats(slopes.gate, rows).reduce((total, slope) => total + slope, 0);
  simd.memory.floats(towerPartsAt(tower.slopes, cols).gate, 1)[0] = (1 - gateShare(simd, tower)) * sum;
}

function sumColumns(simd: Simd, matrix: number, rows: number, cols: number, sums: number): Promise<void> {
  const args = [matrix, rows, cols, sums];
  return simd.run({ kernel: 'sumColumns', args, count: cols / 8, rangeSize: RANGE_COLUMN_GROUPS });
}
