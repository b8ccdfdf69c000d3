import { XennError } from '../core/errors.ts';
import { momentsOf } from '../core/moments.ts';
import type { BackendName } from '../core/records.ts';
import { GOLDEN_PATH } from './models.ts';
import type { Pair } from './pair-assembly.ts';

/** What PyTorch gives for one assembled pair, in fp32 and without padding. */
export interface GoldenPair {
  readonly query: string;
  readonly passage: string;
  readonly pair: Pair;
  readonly logit: number;
}

export interface GoldenText {
  readonly text: string;
  /** With [CLS] first and [SEP] last. */
  readonly ids: readonly number[];
  readonly embedding: readonly number[];
}

export interface Golden {
  readonly pairs: readonly GoldenPair[];
  readonly texts: readonly GoldenText[];
}

/**
 * Largest |logit - golden logit| that is still right, for a model whose golden logits spread as the embedded one's
 * do: its candidates for one query then spread by 1.4 to 2.5 (standard deviation), and 1e-3 moves no ranking that
 * means anything. GPUs may reorder sums and approximate exp and erf. WebAssembly does neither and stays below 4e-6.
 */
export const SCORE_TOLERANCE: Readonly<Record<BackendName, number>> = { wasm: 1e-4, webgpu: 1e-3 };

/** A GPU that computes in half precision may be off by more: still less than a hundredth of that spread. */
const HALF_PRECISION_TOLERANCE = 2e-2;

/** Standard deviation of the embedded model's golden logits, rounded up: they are of many queries. */
const EMBEDDED_SPREAD = 3;

/**
 * What is still right for golden logits `expected`: in proportion where they spread more than the embedded model's.
 * `halfPrecision`: the graph computes in float16 where the backend can, and what that costs is always held against the
 * spread.
 */
export function scoreTolerance(
  backend: BackendName,
  expected: readonly number[],
  halfPrecision: boolean,
): number {
  const spread = momentsOf(Float64Array.from(expected)).sd / EMBEDDED_SPREAD;
  const tolerance = SCORE_TOLERANCE[backend] * Math.max(1, spread);
  if (backend !== 'webgpu' || !halfPrecision) return tolerance;
  return Math.max(tolerance, HALF_PRECISION_TOLERANCE * spread);
}

/** Largest |component - golden component| of an embedding; half-precision storage alone accounts for 6e-5. */
export const EMBEDDING_TOLERANCE = 5e-4;

export interface Comparison {
  /** Largest absolute difference; infinite when a number is missing or not finite. */
  readonly maxError: number;
  /** A clause that completes "cannot be used, because ..."; absent when all is well. */
  readonly wrongBecause?: string;
}

/**
 * Compares numbers with their references. Equal numbers for different inputs are named as such: a backend
 * that computes nothing is the fault most often seen, and a difference alone would not say it.
 */
export function compareWithGolden(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): Comparison {
  const values = Array.from(found);
  if (values.length !== expected.length) {
    return wrong(`it gave ${values.length} numbers instead of ${expected.length}`);
  }
  const bad = values.find((value) => !Number.isFinite(value));
  if (bad !== undefined) return wrong(`it gave ${bad} instead of a finite number`);
  const maxError = values.reduce((max, value, i) => Math.max(max, Math.abs(value - expected[i])), 0);
  if (maxError <= tolerance) return { maxError };
  const constant = new Set(Array.from(expected)).size > 1 && values.every((value) => value === values[0]);
  const wrongBecause = constant
    ? `it gave ${values[0]} for every input`
    : `its numbers differ from the reference by up to ${maxError.toPrecision(3)}, more than ${Number(tolerance.toPrecision(3))}`;
  return { maxError, wrongBecause };
}

function wrong(wrongBecause: string): Comparison {
  return { maxError: Number.POSITIVE_INFINITY, wrongBecause };
}

/** The reference pairs and texts from the parsed file. Throws EncoderError when it holds something else. */
export function parseGolden(json: object): Golden {
  const { pairs, texts } = json as Partial<GoldenFile>;
  if (!Array.isArray(pairs) || !Array.isArray(texts) || pairs.length === 0 || texts.length === 0) {
    throw new XennError(
      'EncoderError',
      `Model file ${GOLDEN_PATH}: expected lists "pairs" and "texts", found ${Object.keys(json).join(', ') || 'nothing'}. ` +
        'Reload the page; if it happens again, the installation is incomplete.',
    );
  }
  return {
    pairs: pairs.map(({ query, passage, input_ids, token_type_ids, logit }) => ({
      query,
      passage,
      pair: { ids: input_ids, passageStart: token_type_ids.indexOf(1) },
      logit,
    })),
    texts: texts.map(({ text, input_ids, embedding }) => ({ text, ids: input_ids, embedding })),
  };
}

interface GoldenFile {
  readonly pairs: readonly {
    readonly query: string;
    readonly passage: string;
    readonly input_ids: readonly number[];
    readonly token_type_ids: readonly number[];
    readonly logit: number;
  }[];
  readonly texts: readonly {
    readonly text: string;
    readonly input_ids: readonly number[];
    readonly embedding: readonly number[];
  }[];
}
