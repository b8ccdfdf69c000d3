import { XennError } from '../core/errors.ts';
import type { BackendName, BackendReport } from '../core/records.ts';
import {
  calibrationKey,
  chooseBackend,
  keptCalibration,
  type LocalReport,
  planTrials,
  type Surroundings,
} from './backend-choice.ts';
import { isError, reopenChecked, type TrialModel, type TriedBackend, tryBackends } from './backend-trial.ts';
import { batchRule } from './batching.ts';
import { type CrossEncoder, createCrossEncoder } from './cross-encoder.ts';
import type { GoldenPair } from './golden.ts';
import { createLastingSession } from './lasting-session.ts';
import type { PreparedCrossEncoder } from './prepare-model.ts';
import type { ModelGraph, ModelSession, OpenSession } from './session.ts';
import { warmUp } from './warm-up.ts';

/** `share`: how much of the stage is done, 0..1, where it is known. */
export type OnLoadProgress = (stage: LoadStage, share?: number) => void;

export type LoadStage =
  | 'reading model files'
  | 'making reference scores'
  | 'starting WebAssembly'
  | 'starting WebGPU'
  | 'warming up WebGPU'
  | 'starting the dual-encoder';

const TRIAL_STAGE: Readonly<Record<BackendName, LoadStage>> = {
  wasm: 'starting WebAssembly',
  webgpu: 'starting WebGPU',
};

export interface StartedCrossEncoder {
  /** As it is now: what runs the model may have been replaced. */
  readonly report: () => BackendReport;
  readonly encoder: CrossEncoder;
  /** Frees the model; it cannot be used afterwards. */
  dispose(): Promise<void>;
}

export interface CrossEncoderStart {
  readonly model: PreparedCrossEncoder;
  /** What its scores are stored under. */
  readonly hash: string;
  /** 'embedded' or that of an installed model. */
  readonly modelId: string;
  readonly golden: readonly GoldenPair[];
  /** The graph computes in float16 where the backend can. */
  readonly halfPrecision: boolean;
  readonly surroundings: Surroundings;
  readonly open: OpenSession;
  readonly onProgress: OnLoadProgress;
  /** Told for people: something else runs the model now. */
  readonly onNotice: (message: string) => void;
}

/**
 * Tries the backends and starts the cross-encoder on the one that is chosen. Throws EncoderError when a file is
 * wrong or no backend can be used.
 */
export async function startCrossEncoder(start: CrossEncoderStart): Promise<StartedCrossEncoder> {
  const { model, hash, onProgress, onNotice, open } = start;
  const { format, scoreReader, tokenizer, name } = model;
  const { session: first, report: chosen } = (await openAsBefore(start)) ?? (await openByTrial(start));
  const trial = chosen.trials.find(({ backend }) => backend === first.backend);
  const onePairAtATime = trial?.onePairAtATime ?? false;
  const mostRows = onePairAtATime ? 1 : Number.POSITIVE_INFINITY;
  let report: BackendReport = chosen;
  const session = createLastingSession({
    first,
    reopen: (backend) =>
      reopenChecked(
        backend,
        async (on) => open(await model.readGraph(), on),
        trialModelOf(start),
        onePairAtATime,
      ),
    onReplaced: (backend, message) => {
      const threads = backend === 'wasm' ? start.surroundings.threads : 1;
      report = { ...report, backend, threads, reason: message };
      onNotice(message);
    },
  });
  // A software GPU is only used when it is asked for, and would take minutes.
  if (first.backend === 'webgpu' && !start.surroundings.adapter?.software) {
    await warmUp(session, format, scoreReader, mostRows, (share) =>
      onProgress('warming up WebGPU', share),
    ).catch(async (error: unknown) => {
      await session.dispose();
      throw error;
    });
  }
  return {
    report: () => report,
    encoder: createCrossEncoder({
      identity: { name, hash },
      tokenizer,
      session,
      format,
      scoreReader,
      batchRule: batchRule(first.backend, trial?.tokensPerSecond ?? 0, format.maxTokens, mostRows),
    }),
    dispose: session.dispose,
  };
}

interface Opened {
  readonly session: ModelSession;
  readonly report: LocalReport;
}

/** On the backend that was fastest when it was measured; undefined when nothing was, or it goes wrong this time. */
async function openAsBefore(start: CrossEncoderStart): Promise<Opened | undefined> {
  const { hash, surroundings } = start;
  const { try: backends, ruledOut } = planTrials(surroundings);
  const key = calibrationKey(hash, surroundings);
  const calibration = keptCalibration(key, backends, surroundings.calibrations);
  if (!calibration || backends.length === 0) return undefined;
  const tried = calibration.trials.filter(({ backend }) => backends.includes(backend));
  try {
    const report = chooseBackend([...tried, ...ruledOut], surroundings);
    const onePairAtATime = tried.some((trial) => trial.backend === report.backend && trial.onePairAtATime);
    const model = trialModelOf(start);
    const session = await reopenChecked(report.backend, readingOnce(start), model, onePairAtATime);
    return { session, report: { ...report, calibration } };
  } catch {
    // What goes wrong is found again, and told, by the trial that follows.
    return undefined;
  }
}

async function openByTrial(start: CrossEncoderStart): Promise<Opened> {
  const { hash, modelId, surroundings, model } = start;
  const { try: backends, ruledOut } = planTrials(surroundings);
  const tried = await tryBackends(backends, readingOnce(start), trialModelOf(start));
  const trials = tried.map(({ trial }) => trial);
  const report = chooseBackend([...trials, ...ruledOut], surroundings);
  const chosen = tried.find(({ trial }) => trial.backend === report.backend);
  const session = await keepOnly(chosen?.session, tried, model.name);
  // An error may have been the moment's, so that it is not held against a backend the next time.
  if (trials.some(isError)) return { session, report };
  const key = calibrationKey(hash, surroundings);
  return { session, report: { ...report, calibration: { key, modelId, measuredMs: Date.now(), trials } } };
}

function trialModelOf({ model, golden, halfPrecision }: CrossEncoderStart): TrialModel {
  const { format, scoreReader } = model;
  return { golden, format, scoreReader, halfPrecision };
}

/** Opens the model; for the time of the trials its weights are read once, and nothing that stays holds on to them. */
function readingOnce({ model, open, onProgress }: CrossEncoderStart) {
  let graph: Promise<ModelGraph> | undefined;
  return async (backend: BackendName): Promise<ModelSession> => {
    graph ??= model.readGraph();
    const read = await graph;
    onProgress(TRIAL_STAGE[backend]);
    return open(read, backend);
  };
}

/** Closes the other sessions. */
async function keepOnly(
  kept: ModelSession | undefined,
  tried: readonly TriedBackend[],
  name: string,
): Promise<ModelSession> {
  for (const { session } of tried) if (session !== kept) await session?.dispose();
  if (kept) return kept;
  throw new XennError('EncoderError', `${name}: expected an open session on the chosen backend, found none.`);
}
