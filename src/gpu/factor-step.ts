import { type StepScalars, scalarParams } from './adamw.ts';
import adamwSource from './adamw.wgsl?raw';
import { createStorage, readBack, upload } from './buffers.ts';
import type { Gpu } from './device.ts';
import { type Kernel, type KernelRun, loadKernel, submitRuns } from './kernel.ts';
import { planPairErrors, type StepPairs } from './pair-errors.ts';
import pairErrorsSource from './pair-errors.wgsl?raw';
import { groupByRow } from './step-lists.ts';
import updateRowsSource from './update-rows.wgsl?raw';

/** One factor on the device; its buffers are rows x cols. */
export interface GpuFactor {
  readonly name: string;
  readonly rows: number;
  /** Row in this factor of each pair of the problem. */
  readonly rowOfPair: Uint32Array;
  /** The factor before a step. */
  readonly values: GPUBuffer;
  /** Receives the factor after the step. */
  readonly newValues: GPUBuffer;
  readonly firstMoment: GPUBuffer;
  readonly secondMoment: GPUBuffer;
}

export interface GpuProblem {
  readonly cols: number;
  /** Query row, item row and target of each pair. */
  readonly pairs: GPUBuffer;
  readonly queries: GpuFactor;
  readonly items: GpuFactor;
}

/**
 * One AdamW step on `stepPairs`, in float32: reads `values` of both factors, writes `newValues` and the
 * moments. Returns the sum of squared errors before the step, added up in float64.
 */
export async function runFactorStep(
  gpu: Gpu,
  problem: GpuProblem,
  stepPairs: Uint32Array,
  scalars: StepScalars,
): Promise<number> {
  const { cols, pairs, queries, items } = problem;
  const [pairErrors, updateRows] = await Promise.all([
    loadKernel(gpu, 'pair errors', pairErrorsSource),
    loadKernel(gpu, 'update rows', `${adamwSource}\n${updateRowsSource}`),
  ]);
  const step = {
    pairCount: queries.rowOfPair.length,
    pairs,
    positions: stepPairs.length,
    order: upload(gpu, 'order', stepPairs),
    errors: createStorage(gpu, 'errors', stepPairs.length),
  };
  const queryLists = uploadLists(gpu, queries, items, stepPairs);
  const itemLists = uploadLists(gpu, items, queries, stepPairs);
  try {
    submitRuns(gpu, 'factor step', [
      planPairErrors(pairErrors, cols, step, queries, items),
      planUpdate(updateRows, cols, queries, items, queryLists, step, scalars),
      planUpdate(updateRows, cols, items, queries, itemLists, step, scalars),
    ]);
    const errors = await readBack(gpu, step.errors, step.positions);
    return errors.reduce((sum, error) => sum + error * error, 0);
  } finally {
    const { order, errors } = step;
    const lists = [...Object.values(queryLists), ...Object.values(itemLists)];
    for (const buffer of [order, errors, ...lists]) buffer.destroy();
  }
}

interface ListBuffers {
  readonly rowStart: GPUBuffer;
  readonly entries: GPUBuffer;
}

function uploadLists(gpu: Gpu, factor: GpuFactor, other: GpuFactor, stepPairs: Uint32Array): ListBuffers {
  const { rowStart, entries } = groupByRow(factor.rows, factor.rowOfPair, other.rowOfPair, stepPairs);
  return {
    rowStart: upload(gpu, `${factor.name} row starts`, rowStart),
    entries: upload(gpu, `${factor.name} entries`, entries),
  };
}

function planUpdate(
  kernel: Kernel,
  cols: number,
  factor: GpuFactor,
  other: GpuFactor,
  lists: ListBuffers,
  step: StepPairs,
  scalars: StepScalars,
): KernelRun {
  const entries = factor.rows * cols;
  return {
    kernel,
    params: [{ u32: factor.rows }, { u32: cols }, { f32: 2 / step.positions }, ...scalarParams(scalars)],
    bindings: [
      { buffer: lists.rowStart, entries: factor.rows + 1 },
      { buffer: lists.entries, entries: 2 * step.positions },
      { buffer: step.errors, entries: step.positions },
      { buffer: other.values, entries: other.rows * cols },
      { buffer: factor.values, entries },
      { buffer: factor.newValues, entries },
      { buffer: factor.firstMoment, entries },
      { buffer: factor.secondMoment, entries },
    ],
    workgroups: factor.rows,
  };
}
