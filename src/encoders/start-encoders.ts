import { XennError } from '../core/errors.ts';
import type { CrossEncoderChoice, DualEncoderChoice, ModelChoice } from '../core/model-choice.ts';
import type { CrossEncoderSettings, DualEncoderSettings } from '../core/model-settings.ts';
import type { BackendReport, InstalledModel } from '../core/records.ts';
import type { Surroundings } from './backend-choice.ts';
import type { CrossEncoder } from './cross-encoder.ts';
import type { DualEncoder } from './dual-encoder.ts';
import { embeddedFiles, type ReadFile, readEmbeddedJson } from './embedded-files.ts';
import { compareWithGolden, EMBEDDING_TOLERANCE, type Golden, parseGolden } from './golden.ts';
import {
  type InstalledModelStore,
  installedFiles,
  installedHash,
  isHalfPrecision,
  keptReferences,
} from './installed-model.ts';
import { sha256Hex } from './model-files.ts';
import { CROSS_ENCODER, DUAL_ENCODER, GOLDEN_PATH } from './models.ts';
import { prepareCrossEncoder, prepareDualEncoder } from './prepare-model.ts';
import { referencePairs } from './reference-scores.ts';
import type { OpenSession } from './session.ts';
import { type OnLoadProgress, type StartedCrossEncoder, startCrossEncoder } from './start-cross-encoder.ts';
import { type StartedDualEncoder, startDualEncoder } from './start-dual-encoder.ts';
import { type MakeTokenizer, sharedTokenizers } from './tokenizer.ts';

export interface StartedEncoders {
  /** As it is now: what runs the cross-encoder may have been replaced. */
  readonly report: () => BackendReport;
  readonly crossEncoder: CrossEncoder;
  readonly dualEncoder: DualEncoder;
  /** Frees both models; they cannot be used afterwards. */
  dispose(): Promise<void>;
}

/** Where the models come from and what runs them. */
export interface EncoderSurroundings extends Surroundings {
  /** Files that ship with the app. */
  readonly readFile: ReadFile;
  readonly installed: InstalledModelStore;
  /** Reads a file of an installed model and checks it against the model's record. */
  readonly readInstalled: (model: InstalledModel, path: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly open: OpenSession;
  /** Connects to the servers of a remote reranker. */
  readonly connect: (
    choice: Extract<CrossEncoderChoice, { source: 'remote' }>,
  ) => Promise<StartedCrossEncoder>;
  readonly onProgress: OnLoadProgress;
  /** Told for people, while the models are in use. */
  readonly onNotice: (message: string) => void;
}

/**
 * Starts the chosen cross-encoder, then the chosen dual-encoder. Throws EncoderError when a file is wrong, a model is
 * not installed (any more) or no backend can be used.
 */
export async function startEncoders(
  choice: ModelChoice,
  surroundings: EncoderSurroundings,
): Promise<StartedEncoders> {
  surroundings.onProgress('reading model files');
  const golden = parseGolden(await readEmbeddedJson(GOLDEN_PATH, surroundings.readFile));
  const makeTokenizer = sharedTokenizers();
  const crossEncoder = await startChosenCrossEncoder(
    choice.crossEncoder,
    golden,
    makeTokenizer,
    surroundings,
  );
  surroundings.onProgress('starting the dual-encoder');
  const dualEncoder = await startChosenDualEncoder(
    choice.dualEncoder,
    golden,
    makeTokenizer,
    surroundings,
  ).catch(async (error: unknown) => {
    await crossEncoder.dispose();
    throw error;
  });
  return {
    report: crossEncoder.report,
    crossEncoder: crossEncoder.encoder,
    dualEncoder: dualEncoder.encoder,
    dispose: async () => {
      await crossEncoder.dispose();
      await dualEncoder.dispose();
    },
  };
}

/** Starts a cross-encoder, wherever it is; throws as `startEncoders` does. */
export async function startChosenCrossEncoder(
  choice: CrossEncoderChoice,
  golden: Golden,
  makeTokenizer: MakeTokenizer,
  surroundings: EncoderSurroundings,
): Promise<StartedCrossEncoder> {
  const { readFile, readInstalled, installed, open, onProgress, onNotice } = surroundings;
  if (choice.source === 'remote') return surroundings.connect(choice);
  if (choice.source === 'embedded') {
    const model = await prepareCrossEncoder(embeddedFiles(CROSS_ENCODER, readFile), undefined, makeTokenizer);
    const { weightsHash: hash } = CROSS_ENCODER;
    // Its weights are stored in float16, its graph computes in float32.
    const start = { model, hash, modelId: 'embedded', golden: golden.pairs, halfPrecision: false };
    return startCrossEncoder({ ...start, surroundings, open, onProgress, onNotice });
  }
  const record = await findInstalled(choice.modelId, 'cross-encoder', installed);
  const files = installedFiles(record, (path) => readInstalled(record, path));
  const model = await prepareCrossEncoder(
    files,
    record.settings as CrossEncoderSettings | undefined,
    makeTokenizer,
  );
  const hash = await installedHash(record, model.settings);
  const references = await referencePairs(
    model,
    golden.pairs,
    keptReferences(record.modelId, await referenceKey(hash, golden), installed),
    async () => {
      onProgress('making reference scores');
      return open(await model.readGraph(), 'wasm');
    },
  );
  const { modelId } = record;
  const start = { model, hash, modelId, golden: references, halfPrecision: isHalfPrecision(record) };
  return startCrossEncoder({ ...start, surroundings, open, onProgress, onNotice });
}

/** What reference scores are kept under: a version of the app with other texts makes its own. */
function referenceKey(hash: string, { pairs }: Golden): Promise<string> {
  const texts = pairs.map(({ query, passage }) => [query, passage]);
  return sha256Hex(new TextEncoder().encode(JSON.stringify([hash, texts])));
}

async function startChosenDualEncoder(
  choice: DualEncoderChoice,
  golden: Golden,
  makeTokenizer: MakeTokenizer,
  { readFile, readInstalled, installed, open, onNotice }: EncoderSurroundings,
): Promise<StartedDualEncoder> {
  const texts = golden.texts.map(({ text }) => text);
  if (choice.source === 'embedded') {
    const model = await prepareDualEncoder(embeddedFiles(DUAL_ENCODER, readFile), undefined, makeTokenizer);
    const check = (encoder: DualEncoder) => checkEmbedded(encoder, golden);
    return startDualEncoder({ model, hash: DUAL_ENCODER.weightsHash, open, texts, check, onNotice });
  }
  const record = await findInstalled(choice.modelId, 'dual-encoder', installed);
  const files = installedFiles(record, (path) => readInstalled(record, path));
  const model = await prepareDualEncoder(
    files,
    record.settings as DualEncoderSettings | undefined,
    makeTokenizer,
  );
  const hash = await installedHash(record, model.settings);
  const check = (encoder: DualEncoder) => checkDifferent(encoder, golden);
  return startDualEncoder({ model, hash, open, texts, check, onNotice });
}

async function findInstalled(
  modelId: string,
  kind: InstalledModel['kind'],
  store: InstalledModelStore,
): Promise<InstalledModel> {
  const model = (await store.listModels()).find((each) => each.modelId === modelId && each.kind === kind);
  if (model) return model;
  throw new XennError(
    'EncoderError',
    `Expected the chosen ${kind} among the installed models, found none: it was removed. Choose another one in the settings.`,
  );
}

async function checkEmbedded(encoder: DualEncoder, { texts }: Golden): Promise<void> {
  const { data } = await encoder.embed(
    texts.map(({ text }) => text),
    'passage',
  );
  const expected = texts.flatMap(({ embedding }) => embedding);
  const { wrongBecause } = compareWithGolden(data, expected, EMBEDDING_TOLERANCE);
  if (wrongBecause === undefined) return;
  throw new XennError(
    'EncoderError',
    `${DUAL_ENCODER.name} cannot be used, because ${wrongBecause}. Reload the page, or use another browser.`,
  );
}

/** For a model without reference vectors: different texts must at least have different ones. */
async function checkDifferent({ embed, dimension, identity }: DualEncoder, { texts }: Golden): Promise<void> {
  const { data } = await embed(
    texts.map(({ text }) => text),
    'passage',
  );
  const rows = texts.map((_, row) => data.subarray(row * dimension, (row + 1) * dimension).join());
  if (new Set(rows).size > 1) return;
  throw new XennError(
    'EncoderError',
    `${identity.name}: expected different vectors for different texts, found the same for all. Choose another file of the model, or another model.`,
  );
}
