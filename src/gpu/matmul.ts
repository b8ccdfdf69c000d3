import type { Gpu } from './device.ts';
import { type Binding, type Kernel, type KernelRun, loadKernel } from './kernel.ts';
import source from './matmul.wgsl?raw';

/** TILE of the shader. */
const TILE = 32;

/** A matrix within a buffer: (r, c) is entry `start + r * rowStep + c * colStep`. */
export interface MatrixView {
  readonly binding: Binding;
  readonly start: number;
  readonly rows: number;
  readonly cols: number;
  readonly rowStep: number;
  readonly colStep: number;
}

export function loadMatmul(gpu: Gpu): Promise<Kernel> {
  return loadKernel(gpu, 'matmul', source);
}

/** rows x cols numbers, row-major, from `start` on. */
export function viewRows(binding: Binding, rows: number, cols: number, start = 0): MatrixView {
  return { binding, start, rows, cols, rowStep: cols, colStep: 1 };
}

/** One column, as a matrix of one. */
export function columnOf(view: MatrixView, col: number): MatrixView {
  return { ...view, start: view.start + col * view.colStep, cols: 1 };
}

export function transposed({ binding, start, rows, cols, rowStep, colStep }: MatrixView): MatrixView {
  return { binding, start, rows: cols, cols: rows, rowStep: colStep, colStep: rowStep };
}

/** left x right in float32, written row-major into `result` from `resultStart` on. */
export function planMatmul(
  kernel: Kernel,
  left: MatrixView,
  right: MatrixView,
  result: Binding,
  resultStart = 0,
): KernelRun {
  const place = ({ start, rowStep, colStep }: MatrixView) => [start, rowStep, colStep];
  const sizes = [left.rows, right.cols, left.cols];
  return {
    kernel,
    params: [...sizes, ...place(left), ...place(right), resultStart].map((u32) => ({ u32 })),
    bindings: [left.binding, right.binding, result],
    workgroups: Math.ceil(left.rows / TILE) * Math.ceil(right.cols / TILE),
  };
}
