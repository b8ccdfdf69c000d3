import { type StepScalars, scalarParams } from './adamw.ts';
import adamwSource from './adamw.wgsl?raw';
import type { Gpu } from './device.ts';
import gateSource from './gate.wgsl?raw';
import gateSlopesSource from './gate-slopes.wgsl?raw';
import geluSlopesSource from './gelu-slopes.wgsl?raw';
import { type Binding, type Kernel, type KernelRun, LANES, loadKernel } from './kernel.ts';
import { columnOf, loadMatmul, planMatmul, transposed, viewRows } from './matmul.ts';
import normalSource from './normal.wgsl?raw';
import outputSlopesSource from './output-slopes.wgsl?raw';
import { createBinding, type ForwardPass, type WeightPlaces } from './tower-forward.ts';
import updateWeightsSource from './update-weights.wgsl?raw';

/** One tower in training; every buffer has a number for each weight. */
export interface GpuTower {
  readonly weights: Binding;
  readonly slopes: Binding;
  readonly firstMoment: Binding;
  readonly secondMoment: Binding;
}

/** What the backward pass of some rows reads and writes besides the forward pass; d = dimension. */
export interface BackwardPass {
  /** `groupByRow` of the step's pairs by their row in the forward pass. */
  readonly rowStart: Binding;
  readonly entries: Binding;
  /** rows x d: slopes of the outputs, then of what was mapped. */
  readonly outputSlopes: Binding;
  /** One a row. */
  readonly gateSlopes: Binding;
  /** rows x 2d: slopes of the activations, then of the preactivations. */
  readonly hiddenSlopes: Binding;
}

export interface BackwardKernels {
  readonly matmul: Kernel;
  readonly outputSlopes: Kernel;
  readonly gateSlopes: Kernel;
  readonly geluSlopes: Kernel;
  readonly updateWeights: Kernel;
}

export async function loadBackward(gpu: Gpu): Promise<BackwardKernels> {
  const [matmul, outputSlopes, gateSlopes, geluSlopes, updateWeights] = await Promise.all([
    loadMatmul(gpu),
    loadKernel(gpu, 'output slopes', outputSlopesSource),
    loadKernel(gpu, 'gate slopes', `${gateSource}\n${gateSlopesSource}`),
    loadKernel(gpu, 'gelu slopes', `${normalSource}\n${geluSlopesSource}`),
    loadKernel(gpu, 'update weights', `${adamwSource}\n${updateWeightsSource}`),
  ]);
  return { matmul, outputSlopes, gateSlopes, geluSlopes, updateWeights };
}

/** The buffers of a pass over `rows` rows but for its lists. Throws GpuError when the device cannot bind them. */
export function openBackwardPass(
  gpu: Gpu,
  rows: number,
  dimension: number,
  lists: Pick<BackwardPass, 'rowStart' | 'entries'>,
): BackwardPass {
  return {
    ...lists,
    outputSlopes: createBinding(gpu, 'tower output slopes', rows * dimension),
    gateSlopes: createBinding(gpu, 'tower gate slopes', rows),
    hiddenSlopes: createBinding(gpu, 'tower hidden slopes', rows * 2 * dimension),
  };
}

export function closeBackwardPass(pass: BackwardPass): void {
  const { rowStart, entries, outputSlopes, gateSlopes, hiddenSlopes } = pass;
  for (const { buffer } of [rowStart, entries, outputSlopes, gateSlopes, hiddenSlopes]) buffer.destroy();
}

/** The slopes of the mean squared error of the step's pairs with each output, from the pairs' errors. */
export function planOutputSlopes(
  kernel: Kernel,
  dimension: number,
  { rows }: ForwardPass,
  { rowStart, entries, outputSlopes }: BackwardPass,
  errors: Binding,
  otherOutputs: Binding,
): KernelRun {
  return {
    kernel,
    params: [{ u32: rows }, { u32: dimension }, { f32: 2 / errors.entries }],
    bindings: [rowStart, entries, errors, otherOutputs, outputSlopes],
    workgroups: rows,
  };
}

/** From the slopes of the outputs to `tower.slopes`, those of all weights. */
export function planBackward(
  { matmul, gateSlopes: gateSlopesKernel, geluSlopes: geluSlopesKernel }: BackwardKernels,
  { dimension, hiddenStart, outputStart, gateAt }: WeightPlaces,
  { weights, slopes }: GpuTower,
  { rows, inputs, preactivation, activation, mapped }: ForwardPass,
  { outputSlopes, gateSlopes, hiddenSlopes }: BackwardPass,
): KernelRun[] {
  const hidden = 2 * dimension;
  const inputView = viewRows(inputs, rows, dimension + 1);
  const ones = columnOf(inputView, dimension);
  const mappedSlopes = viewRows(outputSlopes, rows, dimension);
  const outputWeights = viewRows(weights, hidden, dimension, outputStart);
  return [
    {
      kernel: gateSlopesKernel,
      params: [{ u32: rows }, { u32: dimension }, { u32: gateAt }],
      bindings: [weights, inputs, mapped, outputSlopes, gateSlopes],
      workgroups: rows,
    },
    planMatmul(matmul, transposed(ones), viewRows(gateSlopes, rows, 1), slopes, gateAt),
    planMatmul(matmul, transposed(viewRows(activation, rows, hidden + 1)), mappedSlopes, slopes, outputStart),
    planMatmul(matmul, mappedSlopes, transposed(outputWeights), hiddenSlopes),
    {
      kernel: geluSlopesKernel,
      params: [{ u32: rows }, { u32: hidden }],
      bindings: [preactivation, hiddenSlopes],
      workgroups: rows,
    },
    planMatmul(matmul, transposed(inputView), viewRows(hiddenSlopes, rows, hidden), slopes, hiddenStart),
  ];
}

/** One AdamW step on all weights of a tower. */
export function planWeightUpdate(
  kernel: Kernel,
  { weights, slopes, firstMoment, secondMoment }: GpuTower,
  scalars: StepScalars,
): KernelRun {
  return {
    kernel,
    params: [{ u32: weights.entries }, ...scalarParams(scalars)],
    bindings: [slopes, weights, firstMoment, secondMoment],
    workgroups: Math.ceil(weights.entries / LANES),
  };
}
