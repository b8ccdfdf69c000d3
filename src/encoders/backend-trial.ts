import type { BackendName, BackendTrial } from '../core/records.ts';
import {
  type Comparison,
  compareWithGolden,
  type Golden,
  type GoldenPair,
  SCORE_TOLERANCE,
} from './golden.ts';
import { pairTensors } from './pair-assembly.ts';
import type { ModelSession } from './session.ts';

/** A backend that was tried; the session stays open when it may be used. */
export interface TriedBackend {
  readonly trial: BackendTrial;
  readonly session?: ModelSession;
}

/** The first check is small: on a slow device even these few pairs take a second. */
const SHORT_PAIRS = 8;

/**
 * Rows of the speed trial, each of the model's full length. A GPU is fast on many rows only; on a processor
 * a row costs the same in any company, and short runs show sooner how fast it has become.
 */
const TRIAL_ROWS = { wasm: 4, webgpu: 16 } as const;

/**
 * Time for measuring. Browsers run WebAssembly at a fifth of its speed until they have optimised it in the
 * background: the last runs count.
 */
const TRIAL_MS = 900;

/** A full batch that is predicted to need longer than this is not tried. */
const LONGEST_BATCH_MS = 1500;

/**
 * Opens a session, checks it against the golden pairs and measures its speed. What goes wrong is not thrown:
 * it is the trial's `unusableBecause`, and the session is closed again.
 */
export async function tryBackend(
  backend: BackendName,
  open: () => Promise<ModelSession>,
  golden: Golden,
  padId: number,
): Promise<TriedBackend> {
  let session: ModelSession | undefined;
  try {
    session = await open();
    const trial = await checkAndMeasure(session, golden, padId);
    if (trial.unusableBecause === undefined) return { trial, session };
    await session.dispose();
    return { trial };
  } catch (error) {
    await session?.dispose().catch(() => undefined);
    const message = error instanceof Error ? error.message : String(error);
    return { trial: { backend, unusableBecause: `of an error: ${message.replace(/\.$/, '')}` } };
  }
}

async function checkAndMeasure(session: ModelSession, golden: Golden, padId: number): Promise<BackendTrial> {
  const { backend } = session;
  const byLength = [...golden.pairs].sort((a, b) => a.pair.ids.length - b.pair.ids.length);
  const shortPairs = byLength.slice(0, SHORT_PAIRS);
  const longPairs = Array<GoldenPair>(TRIAL_ROWS[backend]).fill(byLength[byLength.length - 1]);

  const short = await runGolden(session, shortPairs, padId);
  if (short.comparison.wrongBecause) return failed(backend, short.comparison);
  // The first run of a shape includes compiling it.
  const { tokensPerSecond: shortSpeed } = await runGolden(session, shortPairs, padId);
  const predictedMs = (tokensOf(longPairs) / shortSpeed) * 1000;
  if (predictedMs > LONGEST_BATCH_MS) return measured(backend, shortSpeed, short.comparison, longPairs);
  const long = await runGolden(session, longPairs, padId);
  if (long.comparison.wrongBecause) return failed(backend, long.comparison);
  const tokensPerSecond = await fastest(session, longPairs, padId);
  const maxError = Math.max(short.comparison.maxError, long.comparison.maxError);
  return measured(backend, tokensPerSecond, { maxError }, longPairs);
}

/** Tokens per second of the fastest run within `TRIAL_MS`. */
async function fastest(session: ModelSession, pairs: readonly GoldenPair[], padId: number): Promise<number> {
  let tokensPerSecond = 0;
  for (let spentMs = 0; spentMs < TRIAL_MS; ) {
    const run = await runGolden(session, pairs, padId);
    tokensPerSecond = Math.max(tokensPerSecond, run.tokensPerSecond);
    spentMs += run.modelMs;
  }
  return tokensPerSecond;
}

async function runGolden(session: ModelSession, pairs: readonly GoldenPair[], padId: number) {
  const length = Math.max(...pairs.map(({ pair }) => pair.ids.length));
  const inputs = pairTensors(
    pairs.map(({ pair }) => pair),
    length,
    padId,
  );
  const { output, modelMs } = await session.run(inputs, pairs.length, length);
  const expected = pairs.map(({ logit }) => logit);
  return {
    comparison: compareWithGolden(output, expected, SCORE_TOLERANCE[session.backend]),
    tokensPerSecond: (pairs.length * length * 1000) / modelMs,
    modelMs,
  };
}

function tokensOf(pairs: readonly GoldenPair[]): number {
  return pairs.reduce((sum, { pair }) => sum + pair.ids.length, 0);
}

function failed(backend: BackendName, { maxError, wrongBecause }: Comparison): BackendTrial {
  return {
    backend,
    ...(Number.isFinite(maxError) && { maxScoreError: maxError }),
    unusableBecause: wrongBecause ?? '',
  };
}

function measured(
  backend: BackendName,
  tokensPerSecond: number,
  { maxError }: Comparison,
  pairs: readonly GoldenPair[],
): BackendTrial {
  const pairsPerSecond = (tokensPerSecond * pairs.length) / tokensOf(pairs);
  return { backend, pairsPerSecond, tokensPerSecond, maxScoreError: maxError };
}
