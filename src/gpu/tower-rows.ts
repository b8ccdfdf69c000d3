import type { Matrix } from '../core/types.ts';

/** The rows that a step needs, each once, and where each of its pairs finds its own. */
export interface StepRows {
  /** Distinct, ascending. */
  readonly rows: Uint32Array;
  /** Index in `rows` of the row of the pair at each position of the step. */
  readonly slotOfPosition: Uint32Array;
}

/** The distinct rows among `rowOfPair[stepPairs[..]]`. */
export function distinctRows(rowOfPair: Uint32Array, stepPairs: Uint32Array): StepRows {
  const rowOfPosition = stepPairs.map((pair) => rowOfPair[pair]);
  const rows = Uint32Array.from(new Set(rowOfPosition)).sort();
  const slotOfRow = new Map(Array.from(rows, (row, slot) => [row, slot]));
  return { rows, slotOfPosition: rowOfPosition.map((row) => slotOfRow.get(row) ?? 0) };
}

/**
 * Some rows of a matrix with a 1 behind each, the factor of the bias: rows.length x (cols + 1). Gathered here and not
 * on the device, so that a matrix may be larger than a buffer of the device.
 */
export function gatherInputs({ cols, data }: Matrix, rows: Uint32Array): Float32Array {
  const width = cols + 1;
  const gathered = new Float32Array(rows.length * width).fill(1);
  rows.forEach((row, slot) => {
    gathered.set(data.subarray(row * cols, (row + 1) * cols), slot * width);
  });
  return gathered;
}
