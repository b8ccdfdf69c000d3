import type { BackendName } from '../core/records.ts';

/** How inputs are grouped: plain data, so that a plan can be compared in a test. */
export interface BatchRule {
  /** Upper bound of a batch's cost, rows x padded length. An input longer than it gets a batch of its own. */
  readonly tokenBudget: number;
  /** 1 where a score depends on its batch-mates, as those of int8 graphs do. */
  readonly mostRows: number;
  /** An input shorter than this share of the batch's padded length goes into a later batch, 0..1. */
  readonly leastFill: number;
  /** Longest input the model takes; no padding goes beyond it. */
  readonly maxTokens: number;
  /** Ascending lengths to pad to; empty: to the longest input of the batch. */
  readonly lengthBuckets: readonly number[];
}

export interface PlannedBatch {
  /** Positions in `lengths`. */
  readonly positions: Uint32Array;
  /** Tokens per row, padding included. */
  readonly length: number;
}

/** WebGPU compiles shaders anew for some shapes, so it sees few lengths; multiples of 16 also suit vec4 loads. */
const WEBGPU_LENGTH_BUCKETS = [
  16, 32, 48, 64, 96, 128, 160, 192, 256, 320, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192,
];

/**
 * On the CPU a row costs the same alone as in company, so padding is the only waste. A GPU would rather
 * have some padding than many small batches.
 */
const LEAST_FILL = { wasm: 0.8, webgpu: 0.5 } as const;

/** A running batch cannot be interrupted: this long it takes until a cancellation is heard. */
const BATCH_SECONDS = 0.15;

/**
 * Largest batch in tokens. The attention scores of 6 heads over 256 tokens then take 96 MiB; every WebGPU
 * device binds 128 MiB.
 */
const LARGEST_BUDGET = 16_384;

/** The rule for a backend that was measured at `tokensPerSecond`; `mostRows` as in BatchRule. */
export function batchRule(
  backend: BackendName,
  tokensPerSecond: number,
  maxTokens: number,
  mostRows = Number.POSITIVE_INFINITY,
): BatchRule {
  return {
    tokenBudget: clampBudget(tokensPerSecond * BATCH_SECONDS, maxTokens),
    mostRows,
    leastFill: LEAST_FILL[backend],
    maxTokens,
    lengthBuckets: backend === 'webgpu' ? WEBGPU_LENGTH_BUCKETS : [],
  };
}

/**
 * The rule after a batch of `tokens` (padding included) took `seconds`: the budget moves a fifth of the way
 * to what would have taken the time a batch may. A batch far below the budget says little, and changes nothing.
 */
export function adaptRule(rule: BatchRule, tokens: number, seconds: number): BatchRule {
  if (tokens < rule.tokenBudget / 2) return rule;
  const ideal = clampBudget((tokens / seconds) * BATCH_SECONDS, rule.maxTokens);
  return { ...rule, tokenBudget: Math.round(0.8 * rule.tokenBudget + 0.2 * ideal) };
}

/** Every padded length that a model of this limit is given on WebGPU. */
export function warmUpLengths(maxTokens: number): number[] {
  return [...WEBGPU_LENGTH_BUCKETS.filter((length) => length < maxTokens), maxTokens];
}

function clampBudget(tokens: number, maxTokens: number): number {
  return Math.min(Math.max(Math.round(tokens), maxTokens), LARGEST_BUDGET);
}

/**
 * Groups inputs of the given lengths (tokens, at least 1) into batches, longest first, ties by position:
 * so the first batch is the one that needs the most memory. Each position is in exactly one batch. The rule
 * is asked for before each batch, since the speed it rests on is known better after each.
 */
export function* planBatches(
  lengths: ArrayLike<number>,
  currentRule: () => BatchRule,
): Generator<PlannedBatch> {
  const order = Uint32Array.from({ length: lengths.length }, (_, position) => position);
  order.sort((a, b) => lengths[b] - lengths[a] || a - b);
  for (let start = 0; start < order.length; ) {
    const rule = currentRule();
    const length = paddedLength(lengths[order[start]], rule);
    let end = start + 1;
    while (
      end < order.length &&
      end - start < rule.mostRows &&
      length * (end - start + 1) <= rule.tokenBudget &&
      lengths[order[end]] >= length * rule.leastFill
    ) {
      end += 1;
    }
    yield { positions: order.slice(start, end), length };
    start = end;
  }
}

/** The smallest bucket that holds `length` tokens, or the model's limit where that is less. */
function paddedLength(length: number, rule: BatchRule): number {
  const bucket = rule.lengthBuckets.find((size) => size >= length) ?? length;
  return Math.max(length, Math.min(bucket, rule.maxTokens));
}
