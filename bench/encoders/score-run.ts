/** What the worker tells of one search's pairs. */
export interface ScoreRun {
  /** Aligned with the passages. */
  readonly scores: Float32Array;
  /** From texts to scores. */
  readonly elapsedMs: number;
  readonly batches: readonly PlannedRun[];
}

/** A batch as it went into the model. */
export interface RanBatch {
  /** Row-major, rows x length, by the graph's input names. */
  readonly inputs: Readonly<Record<string, Int32Array>>;
  readonly rows: number;
  /** Tokens per row, padding included. */
  readonly length: number;
  /** What the graph gave, a number per row. */
  readonly logits: Float32Array;
  readonly modelMs: number;
}

export interface PlannedRun extends RanBatch {
  /** Of the rows in the passages. */
  readonly positions: Uint32Array;
}

/** The same pairs scored the plain way. */
export interface PlainRun {
  readonly scores: Float32Array;
  readonly elapsedMs: number;
  /** Run through the model, padding included. */
  readonly tokens: number;
}

/** Tokens of each row of a batch, without padding. */
export function rowTokens({ inputs, rows, length }: RanBatch): number[] {
  return Array.from({ length: rows }, (_, row) =>
    inputs.attention_mask.subarray(row * length, (row + 1) * length).reduce((sum, mask) => sum + mask, 0),
  );
}

/** Two backends' scores of the same pair differ by less. */
export const SCORE_TOLERANCE = 5e-3;

/** Infinite when there is not the same number of both; NaN when one is. */
export function largestDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length) return Number.POSITIVE_INFINITY;
  return Array.from(left).reduce((largest, value, i) => Math.max(largest, Math.abs(value - right[i])), 0);
}
