import { weightCount } from '../core/tower-weights.ts';
import { createStorage, upload } from './buffers.ts';
import type { Gpu } from './device.ts';
import gateSource from './gate.wgsl?raw';
import gateOutputsSource from './gate-outputs.wgsl?raw';
import geluSource from './gelu.wgsl?raw';
import { type Binding, type Kernel, type KernelRun, loadKernel } from './kernel.ts';
import { loadMatmul, planMatmul, viewRows } from './matmul.ts';
import normalSource from './normal.wgsl?raw';

/**
 * Where the parts of a tower lie among its weights (`joinWeights` of core). A bias follows its matrix: with a column of
 * ones behind the inputs the two are one matrix.
 */
export interface WeightPlaces {
  readonly dimension: number;
  readonly weightCount: number;
  /** (d + 1) x 2d, from 0 on. */
  readonly hiddenStart: number;
  /** (2d + 1) x d */
  readonly outputStart: number;
  readonly gateAt: number;
}

export function weightPlaces(dimension: number): WeightPlaces {
  const count = weightCount(dimension);
  return {
    dimension,
    weightCount: count,
    hiddenStart: 0,
    outputStart: (dimension + 1) * 2 * dimension,
    gateAt: count - 1,
  };
}

/** What the forward pass of some rows reads and writes; d = dimension. */
export interface ForwardPass {
  readonly rows: number;
  /** rows x (d + 1), the last column being ones. */
  readonly inputs: Binding;
  /** rows x 2d */
  readonly preactivation: Binding;
  /** rows x (2d + 1), the last column being ones. */
  readonly activation: Binding;
  /** rows x d: the MLP's output, before the gate. */
  readonly mapped: Binding;
  /** rows x d */
  readonly outputs: Binding;
}

export interface ForwardKernels {
  readonly matmul: Kernel;
  readonly gelu: Kernel;
  readonly gateOutputs: Kernel;
}

export async function loadForward(gpu: Gpu): Promise<ForwardKernels> {
  const [matmul, gelu, gateOutputs] = await Promise.all([
    loadMatmul(gpu),
    loadKernel(gpu, 'gelu', `${normalSource}\n${geluSource}`),
    loadKernel(gpu, 'gate outputs', `${gateSource}\n${gateOutputsSource}`),
  ]);
  return { matmul, gelu, gateOutputs };
}

/** The buffers of a pass; `inputs` is `gatherInputs` of its rows. Throws GpuError when the device cannot bind them. */
export function openForwardPass(
  gpu: Gpu,
  rows: number,
  dimension: number,
  inputs: Float32Array,
): ForwardPass {
  const create = (label: string, cols: number) => createBinding(gpu, label, rows * cols);
  return {
    rows,
    inputs: { buffer: upload(gpu, 'tower inputs', inputs), entries: inputs.length },
    preactivation: create('tower preactivation', 2 * dimension),
    activation: create('tower activation', 2 * dimension + 1),
    mapped: create('tower mapped', dimension),
    outputs: create('tower outputs', dimension),
  };
}

export function closeForwardPass({ inputs, preactivation, activation, mapped, outputs }: ForwardPass): void {
  for (const { buffer } of [inputs, preactivation, activation, mapped, outputs]) buffer.destroy();
}

export function createBinding(gpu: Gpu, label: string, entries: number): Binding {
  return { buffer: createStorage(gpu, label, entries), entries };
}

/** outputs = s (W2^T gelu(W1^T x + b1) + b2) + (1 - s) x, s = sigmoid(gate), of every row x of the inputs. */
export function planForward(
  { matmul, gelu, gateOutputs }: ForwardKernels,
  { dimension, hiddenStart, outputStart, gateAt }: WeightPlaces,
  weights: Binding,
  { rows, inputs, preactivation, activation, mapped, outputs }: ForwardPass,
): KernelRun[] {
  const hidden = 2 * dimension;
  return [
    planMatmul(
      matmul,
      viewRows(inputs, rows, dimension + 1),
      viewRows(weights, dimension + 1, hidden, hiddenStart),
      preactivation,
    ),
    {
      kernel: gelu,
      params: [{ u32: rows }, { u32: hidden }],
      bindings: [preactivation, activation],
      workgroups: rows,
    },
    planMatmul(
      matmul,
      viewRows(activation, rows, hidden + 1),
      viewRows(weights, hidden + 1, dimension, outputStart),
      mapped,
    ),
    {
      kernel: gateOutputs,
      params: [{ u32: rows }, { u32: dimension }, { u32: gateAt }],
      bindings: [weights, inputs, mapped, outputs],
      workgroups: rows,
    },
  ];
}
