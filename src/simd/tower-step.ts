import type { TowerProblem } from '../core/compute.ts';
import { rowOf } from '../core/matrix.ts';
import type { Matrix } from '../core/types.ts';
import type { StepScalars } from './decay-table.ts';
import type { Simd } from './simd.ts';
import { groupTouchedRows } from './touched-rows.ts';
import { runBackward, type TrainedTower } from './tower-backward.ts';
import { gateShare, runForward, runOnBlocks } from './tower-forward.ts';
import type { TowerSideRoom, TowerStepRoom } from './tower-step-room.ts';
import { paddedWeightCount } from './tower-weights-room.ts';

/** Rows that a thread takes at a time. */
const RANGE_ROWS = 16;

/** One tower with its frozen inputs. */
export interface TowerSide extends TrainedTower {
  readonly inputs: Matrix;
  /** As `groupTouchedRows` wants it. */
  readonly slotOfRow: Uint32Array;
}

export interface TowerSides {
  readonly queries: TowerSide;
  readonly items: TowerSide;
}

/**
 * One AdamW step of both towers on `pairs`, forth and back once for every distinct row. Returns the sum of squared errors
 * before the step, added up in float64.
 */
export async function runTowerStep(
  simd: Simd,
  { queryRow, itemRow, target }: TowerProblem,
  { queries, items }: TowerSides,
  room: TowerStepRoom,
  pairs: Uint32Array,
  scalars: StepScalars,
): Promise<number> {
  const { cols } = queries;
  const { touched: touchedQueries } = room.queries;
  const { touched: touchedItems } = room.items;
  const queryCount = groupTouchedRows(pairs, queryRow, itemRow, queries.slotOfRow, touchedQueries);
  const itemCount = groupTouchedRows(pairs, itemRow, queryRow, items.slotOfRow, touchedItems);
  rowsToSlots(touchedQueries.entries, pairs.length, items.slotOfRow);
  rowsToSlots(touchedItems.entries, pairs.length, queries.slotOfRow);
  const sides = [
    { tower: queries, own: room.queries, other: room.items, rows: queryCount },
    { tower: items, own: room.items, other: room.queries, rows: itemCount },
  ];

  for (const { tower, own, rows } of sides) {
    gatherInputs(tower, own, rows);
    await runForward(simd, room.panels, tower, own.pass, rows);
  }
  for (let position = 0; position < pairs.length; position++) {
    room.targets[position] = target[pairs[position]];
  }
  const outputs = [room.queries.pass.outputs, room.items.pass.outputs, cols];
  await simd.run({
    kernel: 'pairErrors',
    args: [room.queries.lists, ...outputs, room.targetsAt, room.errorsAt],
    count: queryCount,
    rangeSize: RANGE_ROWS,
  });
  for (const { tower, own, other, rows } of sides) {
    const scale = (2 / pairs.length) * gateShare(simd, tower);
    await simd.run({
      kernel: 'mappedSlopes',
      args: [own.lists, room.errorsAt, other.pass.outputs, cols, scale, own.slopes.mapped],
      count: rows,
      rangeSize: RANGE_ROWS,
    });
    await runBackward(simd, room.panels, tower, own.pass, own.slopes, rows);
    await updateWeights(simd, tower, scalars);
  }
  return room.errors.subarray(0, pairs.length).reduce((sum, error) => sum + error * error, 0);
}

/** Kernels look for a row of the other tower where its outputs are. */
function rowsToSlots(entries: Uint32Array, pairs: number, slotOfRow: Uint32Array): void {
  for (let index = 1; index < 2 * pairs; index += 2) entries[index] = slotOfRow[entries[index]];
}

function gatherInputs({ inputs, cols }: TowerSide, room: TowerSideRoom, rows: number): void {
  for (let slot = 0; slot < rows; slot++) {
    room.inputs.set(rowOf(inputs, room.touched.rows[slot]), slot * cols);
  }
}

function updateWeights(
  simd: Simd,
  { weights, slopes, firstMoments, secondMoments, cols }: TowerSide,
  { kept, numerator, offset }: StepScalars,
): Promise<void> {
  const args = [weights, slopes, firstMoments, secondMoments, kept, numerator, offset];
  return runOnBlocks(simd, 'updateWeights', args, paddedWeightCount(cols));
}
