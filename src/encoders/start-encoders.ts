import { XennError } from '../core/errors.ts';
import type { BackendName, BackendReport } from '../core/records.ts';
import { chooseBackend, planTrials, type Surroundings } from './backend-choice.ts';
import { type TriedBackend, tryBackends } from './backend-trial.ts';
import { batchRule } from './batching.ts';
import { createCrossEncoder, type EmbeddedCrossEncoder } from './cross-encoder.ts';
import { createDualEncoder, type EmbeddedDualEncoder } from './dual-encoder.ts';
import { compareWithGolden, EMBEDDING_TOLERANCE, type Golden, parseGolden } from './golden.ts';
import { loadJson, loadWeights, type ModelWeights, type ReadFile } from './model-files.ts';
import { CROSS_ENCODER, DUAL_ENCODER, GOLDEN_PATH, TOKENIZER_CONFIG_PATH, TOKENIZER_PATH } from './models.ts';
import { type ModelSession, openSession } from './session.ts';
import { createTokenizer, type TextTokenizer } from './tokenizer.ts';

export type LoadStage =
  | 'reading model files'
  | 'starting WebAssembly'
  | 'starting WebGPU'
  | 'starting the dual-encoder';

export interface LoadedEncoders {
  readonly report: BackendReport;
  readonly crossEncoder: EmbeddedCrossEncoder;
  readonly dualEncoder: EmbeddedDualEncoder;
  /** Frees both models; they cannot be used afterwards. */
  dispose(): Promise<void>;
}

const TRIAL_STAGE: Readonly<Record<BackendName, LoadStage>> = {
  wasm: 'starting WebAssembly',
  webgpu: 'starting WebGPU',
};

/**
 * Reads the embedded models, tries the backends, and starts the cross-encoder on the chosen one. The
 * runtime must be configured. Throws EncoderError when a file is wrong or no backend can be used.
 */
export async function startEncoders(
  readFile: ReadFile,
  surroundings: Surroundings,
  onProgress: (stage: LoadStage) => void,
): Promise<LoadedEncoders> {
  onProgress('reading model files');
  const [crossWeights, dualWeights, golden, tokenizer] = await Promise.all([
    loadWeights(CROSS_ENCODER, readFile),
    loadWeights(DUAL_ENCODER, readFile),
    loadJson(GOLDEN_PATH, readFile).then(parseGolden),
    loadTokenizer(readFile),
  ]);
  const { try: backends, ruledOut } = planTrials(surroundings);
  const tried = await tryBackends(
    backends,
    openCrossEncoder(crossWeights, onProgress),
    golden,
    tokenizer.specialIds.pad,
  );
  const report = chooseBackend([...tried.map(({ trial }) => trial), ...ruledOut], surroundings);
  const session = await keepOnly(report.backend, tried);
  onProgress('starting the dual-encoder');
  const dualEncoder = await startDualEncoder(dualWeights, tokenizer, golden).catch(async (error: unknown) => {
    await session.dispose();
    throw error;
  });
  const { tokensPerSecond = 0 } = report.trials.find(({ backend }) => backend === report.backend) ?? {};
  return {
    report,
    crossEncoder: createCrossEncoder({
      identity: crossWeights.identity,
      tokenizer,
      session,
      batchRule: batchRule(report.backend, tokensPerSecond, CROSS_ENCODER.maxTokens),
    }),
    dualEncoder: dualEncoder.encoder,
    dispose: async () => {
      await session.dispose();
      await dualEncoder.session.dispose();
    },
  };
}

/** A function of its own, so that nothing that stays holds on to the weights. */
function openCrossEncoder(weights: ModelWeights, onProgress: (stage: LoadStage) => void) {
  return (backend: BackendName): Promise<ModelSession> => {
    onProgress(TRIAL_STAGE[backend]);
    return openSession(CROSS_ENCODER, weights.bytes, backend);
  };
}

async function loadTokenizer(readFile: ReadFile): Promise<TextTokenizer> {
  return createTokenizer(
    await loadJson(TOKENIZER_PATH, readFile),
    await loadJson(TOKENIZER_CONFIG_PATH, readFile),
  );
}

/** Closes the sessions of the backends that were not chosen. */
async function keepOnly(chosen: BackendName, tried: readonly TriedBackend[]): Promise<ModelSession> {
  let kept: ModelSession | undefined;
  for (const { session } of tried) {
    if (session?.backend === chosen) kept = session;
    else await session?.dispose();
  }
  if (!kept)
    throw new XennError(
      'EncoderError',
      `${CROSS_ENCODER.name}: expected an open session on ${chosen}, found none.`,
    );
  return kept;
}

/**
 * The dual-encoder always runs on WebAssembly: it looks up vectors and adds them, which is less work than
 * making the token ids, let alone sending them to a GPU; and not every GPU reads its half-precision table.
 */
async function startDualEncoder(
  weights: ModelWeights,
  tokenizer: TextTokenizer,
  { texts }: Golden,
): Promise<{ encoder: EmbeddedDualEncoder; session: ModelSession }> {
  const session = await openSession(DUAL_ENCODER, weights.bytes, 'wasm');
  try {
    const encoder = createDualEncoder(weights.identity, tokenizer, session);
    const { data } = await encoder.embed(texts.map(({ text }) => text));
    const expected = texts.flatMap(({ embedding }) => embedding);
    const { wrongBecause } = compareWithGolden(data, expected, EMBEDDING_TOLERANCE);
    if (wrongBecause === undefined) return { encoder, session };
    throw new XennError(
      'EncoderError',
      `${DUAL_ENCODER.name} cannot be used, because ${wrongBecause}. Reload the page, or use another browser.`,
    );
  } catch (error) {
    await session.dispose();
    throw error;
  }
}
