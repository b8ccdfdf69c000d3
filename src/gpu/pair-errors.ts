import type { Kernel, KernelRun } from './kernel.ts';

/** Rows x cols numbers on the device, whose rows pairs refer to. */
export interface PairedRows {
  readonly rows: number;
  readonly values: GPUBuffer;
}

/** The pairs of one step, and where their errors go. */
export interface StepPairs {
  /** Pairs in `pairs`. */
  readonly pairCount: number;
  /** `interleavePairs` of all pairs. */
  readonly pairs: GPUBuffer;
  /** Pairs in the step. */
  readonly positions: number;
  /** The pair at each position. */
  readonly order: GPUBuffer;
  readonly errors: GPUBuffer;
}

/** Query row, item row and target of each pair side by side, as the shader's struct has them. */
export function interleavePairs(
  queryRow: Uint32Array,
  itemRow: Uint32Array,
  target: Float32Array,
): Uint32Array {
  const words = new Uint32Array(3 * queryRow.length);
  const floats = new Float32Array(words.buffer);
  for (let pair = 0; pair < queryRow.length; pair++) {
    words[3 * pair] = queryRow[pair];
    words[3 * pair + 1] = itemRow[pair];
    floats[3 * pair + 2] = target[pair];
  }
  return words;
}

/** errors[position] = queries[queryRow] . items[itemRow] - target, of rows of `cols` numbers. */
export function planPairErrors(
  kernel: Kernel,
  cols: number,
  step: StepPairs,
  queries: PairedRows,
  items: PairedRows,
): KernelRun {
  return {
    kernel,
    params: [{ u32: step.positions }, { u32: cols }],
    bindings: [
      { buffer: step.order, entries: step.positions },
      { buffer: step.pairs, entries: 3 * step.pairCount },
      { buffer: queries.values, entries: queries.rows * cols },
      { buffer: items.values, entries: items.rows * cols },
      { buffer: step.errors, entries: step.positions },
    ],
    workgroups: step.positions,
  };
}
