import type { TowerProblem } from '../core/compute.ts';
import type { Matrix } from '../core/types.ts';
import type { StepScalars } from './adamw.ts';
import { createStorage, readBack, upload } from './buffers.ts';
import type { Gpu } from './device.ts';
import { loadKernel, submitRuns } from './kernel.ts';
import { interleavePairs, planPairErrors } from './pair-errors.ts';
import pairErrorsSource from './pair-errors.wgsl?raw';
import { groupByRow } from './step-lists.ts';
import {
  type BackwardPass,
  closeBackwardPass,
  type GpuTower,
  loadBackward,
  openBackwardPass,
  planBackward,
  planOutputSlopes,
  planWeightUpdate,
} from './tower-backward.ts';
import {
  closeForwardPass,
  type ForwardPass,
  loadForward,
  openForwardPass,
  planForward,
  weightPlaces,
} from './tower-forward.ts';
import { distinctRows, gatherInputs, type StepRows } from './tower-rows.ts';

/** The rows of one tower's inputs that a step needs, on their way forth and back. */
interface StepPass {
  readonly forward: ForwardPass;
  readonly backward: BackwardPass;
}

/**
 * One AdamW step of both towers on `stepPairs`, in float32: forth and back once for every distinct row of the step.
 * Returns the sum of squared errors before the step, added up in float64.
 */
export async function runTowerStep(
  gpu: Gpu,
  problem: TowerProblem,
  queryTower: GpuTower,
  itemTower: GpuTower,
  stepPairs: Uint32Array,
  scalars: StepScalars,
): Promise<number> {
  const [pairErrors, forward, backward] = await Promise.all([
    loadKernel(gpu, 'pair errors', pairErrorsSource),
    loadForward(gpu),
    loadBackward(gpu),
  ]);
  const places = weightPlaces(problem.queryInputs.cols);
  const { dimension } = places;
  const positions = stepPairs.length;
  const queryRows = distinctRows(problem.queryRow, stepPairs);
  const itemRows = distinctRows(problem.itemRow, stepPairs);
  const queries = openPass(gpu, problem.queryInputs, queryRows, itemRows);
  const items = openPass(gpu, problem.itemInputs, itemRows, queryRows);
  const targets = Float32Array.from(stepPairs, (pair) => problem.target[pair]);
  const step = {
    pairCount: positions,
    pairs: upload(gpu, 'pairs', interleavePairs(queryRows.slotOfPosition, itemRows.slotOfPosition, targets)),
    positions,
    order: upload(gpu, 'order', positionsOf(stepPairs)),
    errors: createStorage(gpu, 'errors', positions),
  };
  try {
    const errors = { buffer: step.errors, entries: positions };
    const paired = ({ rows, outputs }: ForwardPass) => ({ rows, values: outputs.buffer });
    submitRuns(gpu, 'tower step', [
      ...planForward(forward, places, queryTower.weights, queries.forward),
      ...planForward(forward, places, itemTower.weights, items.forward),
      planPairErrors(pairErrors, dimension, step, paired(queries.forward), paired(items.forward)),
      ...[
        { tower: queryTower, own: queries, other: items },
        { tower: itemTower, own: items, other: queries },
      ].flatMap(({ tower, own, other }) => [
        planOutputSlopes(
          backward.outputSlopes,
          dimension,
          own.forward,
          own.backward,
          errors,
          other.forward.outputs,
        ),
        ...planBackward(backward, places, tower, own.forward, own.backward),
        planWeightUpdate(backward.updateWeights, tower, scalars),
      ]),
    ]);
    const errorOfPosition = await readBack(gpu, step.errors, positions);
    return errorOfPosition.reduce((sum, error) => sum + error * error, 0);
  } finally {
    for (const { forward, backward } of [queries, items]) {
      closeForwardPass(forward);
      closeBackwardPass(backward);
    }
    for (const buffer of [step.pairs, step.order, step.errors]) buffer.destroy();
  }
}

function openPass(gpu: Gpu, inputs: Matrix, own: StepRows, other: StepRows): StepPass {
  const rows = own.rows.length;
  const { slotOfPosition } = own;
  const { rowStart, entries } = groupByRow(
    rows,
    slotOfPosition,
    other.slotOfPosition,
    positionsOf(slotOfPosition),
  );
  const lists = {
    rowStart: { buffer: upload(gpu, 'tower row starts', rowStart), entries: rowStart.length },
    entries: { buffer: upload(gpu, 'tower entries', entries), entries: entries.length },
  };
  return {
    forward: openForwardPass(gpu, rows, inputs.cols, gatherInputs(inputs, own.rows)),
    backward: openBackwardPass(gpu, rows, inputs.cols, lists),
  };
}

/** 0, 1, 2, ...: the step's pairs are numbered by their position. */
function positionsOf(stepPairs: Uint32Array): Uint32Array {
  return stepPairs.map((_, position) => position);
}
