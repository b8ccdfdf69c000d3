import { XennError } from '../core/errors.ts';
import { rankCorrelation } from '../core/rank-correlation.ts';
import type { BackendName, BackendTrial } from '../core/records.ts';
import { BACKEND_NAMES } from './backend-choice.ts';
import { compareWithGolden, type GoldenPair, scoreTolerance } from './golden.ts';
import { type PairFormat, pairTensors } from './pair-assembly.ts';
import type { ScoreReader } from './score-rule.ts';
import type { ModelSession } from './session.ts';

/** A backend that was tried; the session stays open when it may be used. */
export interface TriedBackend {
  readonly trial: BackendTrial;
  readonly session?: ModelSession;
}

/** What is tried, and what must come out. */
export interface TrialModel {
  readonly golden: readonly GoldenPair[];
  readonly format: PairFormat;
  readonly scoreReader: ScoreReader;
  /** The graph computes in float16 where the backend can. */
  readonly halfPrecision: boolean;
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
  model: TrialModel,
): Promise<TriedBackend[]> {
  const tried: TriedBackend[] = [];
  for (const backend of backends) {
    tried.push(await guarded(backend, () => open(backend), checkShortPairs(model)));
  }
  for (let i = tried.length - 1; i >= 0; i--) {
    const { trial, session } = tried[i];
    if (session) tried[i] = await guarded(trial.backend, async () => session, measure(trial, model));
  }
  return tried;
}

/**
 * Opens the model again and checks it against the short golden pairs. Rejects with EncoderError, the session closed,
 * when they come out wrong; also when they are right only one by one, unless that is how pairs are run.
 */
export async function reopenChecked(
  backend: BackendName,
  open: (backend: BackendName) => Promise<ModelSession>,
  model: TrialModel,
  onePairAtATime: boolean,
): Promise<ModelSession> {
  const { trial, session } = await guarded(backend, () => open(backend), checkShortPairs(model));
  const unfit =
    trial.onePairAtATime && !onePairAtATime ? 'a score depends on what else is in the batch' : undefined;
  if (session && !unfit) return session;
  await session?.dispose();
  throw new XennError(
    'EncoderError',
    `The model cannot be started on ${BACKEND_NAMES[backend]} again, because ${unfit ?? trial.unusableBecause}. Load the models again.`,
  );
}

const ERROR = 'of an error: ';

/** Whether a trial ended with an error, not with wrong numbers. */
export function isError({ unusableBecause }: BackendTrial): boolean {
  return unusableBecause?.startsWith(ERROR) ?? false;
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
    return { trial: { backend, unusableBecause: `${ERROR}${message.replace(/\.$/, '')}` } };
  }
}

/**
 * One padded batch of pairs of different lengths must give what each gives alone. Graphs whose activations are
 * quantised as they come (int8) do not: such a model runs pair by pair, if at least that is right.
 */
function checkShortPairs(model: TrialModel): Step {
  return async (session) => {
    const pairs = shortPairs(model.golden);
    const together = model.scoreReader.onePairAtATime ? undefined : await runGolden(session, model, pairs);
    if (together && together.trial.unusableBecause === undefined) return together.trial;
    const scores: number[] = [];
    for (const pair of pairs) scores.push(...(await runPairs(session, model, [pair])).scores);
    const alone = judge(session.backend, model, pairs, scores);
    if (alone.unusableBecause === undefined) return { ...alone, onePairAtATime: true };
    // What is wrong in company is told, unless that is all that is wrong.
    return together?.trial ?? alone;
  };
}

function measure(checked: BackendTrial, model: TrialModel): Step {
  return async (session) => {
    const short = shortPairs(model.golden);
    const longest = longestPair(model.golden);
    const pairTokens = longest.pair.ids.length;
    const rows = checked.onePairAtATime ? 1 : TRIAL_ROWS[session.backend];
    const result = (tokensPerSecond: number, error: number): BackendTrial => ({
      ...checked,
      pairsPerSecond: tokensPerSecond / pairTokens,
      tokensPerSecond,
      maxScoreError: Math.max(checked.maxScoreError ?? 0, error),
    });
    // The first run of a shape includes compiling it; this is the second.
    const again = await runPairs(session, model, checked.onePairAtATime ? short.slice(0, 1) : short);
    if ((rows * pairTokens) / again.tokensPerSecond > LONGEST_BATCH_MS / 1000) {
      return result(again.tokensPerSecond, 0);
    }
    const longPairs = Array<GoldenPair>(rows).fill(longest);
    const { trial: longTrial } = await runGolden(session, model, longPairs);
    if (longTrial.unusableBecause !== undefined) return longTrial;
    let fastest = 0;
    for (let spentMs = 0; spentMs < TRIAL_MS; ) {
      const run = await runPairs(session, model, longPairs);
      fastest = Math.max(fastest, run.tokensPerSecond);
      spentMs += run.modelMs;
    }
    return result(fastest, longTrial.maxScoreError ?? 0);
  };
}

function byLength(golden: readonly GoldenPair[]): GoldenPair[] {
  return [...golden].sort((a, b) => a.pair.ids.length - b.pair.ids.length);
}

function shortPairs(golden: readonly GoldenPair[]): GoldenPair[] {
  return byLength(golden).slice(0, SHORT_PAIRS);
}

function longestPair(golden: readonly GoldenPair[]): GoldenPair {
  return byLength(golden)[golden.length - 1];
}

/** One batch of golden pairs: whether it came out right. */
async function runGolden(session: ModelSession, model: TrialModel, golden: readonly GoldenPair[]) {
  const { scores } = await runPairs(session, model, golden);
  return { trial: judge(session.backend, model, golden, scores) };
}

/** One batch of golden pairs: their scores, and how fast they came. */
async function runPairs(
  session: ModelSession,
  { format, scoreReader }: TrialModel,
  golden: readonly GoldenPair[],
) {
  const pairs = golden.map(({ pair }) => pair);
  const lengths = pairs.map(({ ids }) => ids.length);
  const length = Math.max(...lengths);
  const run = await session.run(pairTensors(pairs, length, format), scoreReader.readAt(lengths));
  const scores = Array.from(scoreReader.scores(run, pairs.length));
  return { scores, tokensPerSecond: (pairs.length * length * 1000) / run.modelMs, modelMs: run.modelMs };
}

function judge(
  backend: BackendName,
  { golden, halfPrecision }: TrialModel,
  pairs: readonly GoldenPair[],
  scores: readonly number[],
): BackendTrial {
  const tolerance = scoreTolerance(
    backend,
    golden.map(({ logit }) => logit),
    halfPrecision,
  );
  const expected = pairs.map(({ logit }) => logit);
  const { maxError, wrongBecause } = compareWithGolden(scores, expected, tolerance);
  const correlation = Number.isFinite(maxError)
    ? rankCorrelation(Float64Array.from(scores), Float64Array.from(expected))
    : undefined;
  return {
    backend,
    ...(Number.isFinite(maxError) && { maxScoreError: maxError }),
    ...(correlation !== undefined && { rankCorrelation: correlation }),
    ...(wrongBecause !== undefined && { unusableBecause: wrongBecause }),
  };
}
