import type { BackendName, BackendTrial } from '../core/records.ts';
import { compareWithGolden, type Golden, type GoldenPair, SCORE_TOLERANCE } from './golden.ts';
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

/** Time for measuring. */
const TRIAL_MS = 500;

/** A full batch that is predicted to need longer than this is not tried. */
const LONGEST_BATCH_MS = 1500;

/**
 * Opens a session on each backend, checks it against the golden pairs and measures its speed. What goes
 * wrong is not thrown: it is the trial's `unusableBecause`, and the session is closed again.
 *
 * The first backend is measured last. Browsers run WebAssembly at a fifth of its speed until they have
 * optimised it in the background, which takes seconds: the time the GPU's trial needs is given to that.
 */
export async function tryBackends(
  backends: readonly BackendName[],
  open: (backend: BackendName) => Promise<ModelSession>,
  golden: Golden,
  padId: number,
): Promise<TriedBackend[]> {
  const tried: TriedBackend[] = [];
  for (const backend of backends) {
    tried.push(await guarded(backend, () => open(backend), checkShortPairs(golden, padId)));
  }
  for (let i = tried.length - 1; i >= 0; i--) {
    const { trial, session } = tried[i];
    if (session) tried[i] = await guarded(trial.backend, async () => session, measure(trial, golden, padId));
  }
  return tried;
}

type Step = (session: ModelSession) => Promise<BackendTrial>;

/** Runs a step on a session, and closes the session when the step fails or finds it unusable. */
async function guarded(
  backend: BackendName,
  getSession: () => Promise<ModelSession>,
  step: Step,
): Promise<TriedBackend> {
  let session: ModelSession | undefined;
  try {
    session = await getSession();
    const trial = await step(session);
    if (trial.unusableBecause === undefined) return { trial, session };
    await session.dispose();
    return { trial };
  } catch (error) {
    await session?.dispose().catch(() => undefined);
    const message = error instanceof Error ? error.message : String(error);
    return { trial: { backend, unusableBecause: `of an error: ${message.replace(/\.$/, '')}` } };
  }
}

function checkShortPairs(golden: Golden, padId: number): Step {
  return async (session) => (await runGolden(session, shortPairs(golden), padId)).trial;
}

function measure({ maxScoreError = 0 }: BackendTrial, golden: Golden, padId: number): Step {
  return async (session) => {
    // The first run of a shape includes compiling it; this is the second.
    const short = await runGolden(session, shortPairs(golden), padId);
    const longest = longestPair(golden);
    const pairTokens = longest.pair.ids.length;
    const longPairs = Array<GoldenPair>(TRIAL_ROWS[session.backend]).fill(longest);
    const result = (tokensPerSecond: number, error: number): BackendTrial => ({
      backend: session.backend,
      pairsPerSecond: tokensPerSecond / pairTokens,
      tokensPerSecond,
      maxScoreError: Math.max(maxScoreError, error),
    });
    const predictedMs = ((longPairs.length * pairTokens) / short.tokensPerSecond) * 1000;
    if (predictedMs > LONGEST_BATCH_MS) {
      return result(short.tokensPerSecond, 0);
    }
    const { trial: longTrial } = await runGolden(session, longPairs, padId);
    if (longTrial.unusableBecause !== undefined) return longTrial;
    let fastest = 0;
    for (let spentMs = 0; spentMs < TRIAL_MS; ) {
      const run = await runGolden(session, longPairs, padId);
      fastest = Math.max(fastest, run.tokensPerSecond);
      spentMs += run.modelMs;
    }
    return result(fastest, longTrial.maxScoreError ?? 0);
  };
}

function byLength(golden: Golden): GoldenPair[] {
  return [...golden.pairs].sort((a, b) => a.pair.ids.length - b.pair.ids.length);
}

function shortPairs(golden: Golden): GoldenPair[] {
  return byLength(golden).slice(0, SHORT_PAIRS);
}

function longestPair(golden: Golden): GoldenPair {
  return byLength(golden)[golden.pairs.length - 1];
}

/** One batch of golden pairs: whether it came out right, and how fast. */
async function runGolden(session: ModelSession, golden: readonly GoldenPair[], padId: number) {
  const { backend } = session;
  const pairs = golden.map(({ pair }) => pair);
  const length = Math.max(...pairs.map(({ ids }) => ids.length));
  const { output, modelMs } = await session.run(pairTensors(pairs, length, padId), pairs.length, length);
  const expected = golden.map(({ logit }) => logit);
  const { maxError, wrongBecause } = compareWithGolden(output, expected, SCORE_TOLERANCE[backend]);
  const trial: BackendTrial = {
    backend,
    ...(Number.isFinite(maxError) && { maxScoreError: maxError }),
    ...(wrongBecause !== undefined && { unusableBecause: wrongBecause }),
  };
  return { trial, tokensPerSecond: (pairs.length * length * 1000) / modelMs, modelMs };
}
