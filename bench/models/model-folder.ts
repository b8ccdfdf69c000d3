import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { XennError } from '../../src/core/errors.ts';
import { createDualEncoder, type EmbeddedDualEncoder } from '../../src/encoders/dual-encoder.ts';
import { DUAL_ENCODER, type EmbeddedModel } from '../../src/encoders/models.ts';
import type { ModelSession } from '../../src/encoders/session.ts';
import { createTokenizer, type TextTokenizer } from '../../src/encoders/tokenizer.ts';
import { openNodeSession } from './node-session.ts';

/** A cross-encoder and a dual-encoder with one tokenizer. */
export interface ModelPair {
  readonly tokenizer: TextTokenizer;
  readonly crossEncoder: { readonly maxTokens: number; readonly run: ModelSession['run'] };
  readonly dualEncoder: Pick<EmbeddedDualEncoder, 'embed'>;
}

export interface OpenModels extends ModelPair {
  /** Weights and their SHA-256: what exactly was measured. */
  readonly identity: Readonly<Record<'crossEncoder' | 'dualEncoder', ModelFile>>;
  dispose(): Promise<void>;
}

export interface ModelFile {
  /** Path inside the models' folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

const LAYOUT =
  'Such a folder holds cross-encoder/ and dual-encoder/, each with config.json and onnx/model.onnx (or one other ' +
  '.onnx file), the first also with tokenizer.json and tokenizer_config.json';

/**
 * Opens the models in `folder`, laid out as public/models. What can differ between models is read from there; `flag`
 * is the option that names the folder, for messages. Throws EncoderError when something is missing or wrong.
 */
export async function openModelFolder(folder: string, flag: string, threads: number): Promise<OpenModels> {
  const crossEncoderFolder = join(folder, 'cross-encoder');
  const dualEncoderFolder = join(folder, 'dual-encoder');
  const crossEncoder = describeModel(crossEncoderFolder, flag, {
    kind: 'cross-encoder',
    maxTokens: positiveNumber(join(crossEncoderFolder, 'config.json'), 'max_position_embeddings', flag),
    outputName: 'logits',
    outputWidth: 1,
  });
  const dualEncoder = describeModel(dualEncoderFolder, flag, {
    kind: 'dual-encoder',
    // Not a limit of the graph: the app cuts a text there.
    maxTokens: DUAL_ENCODER.maxTokens,
    outputName: 'sentence_embedding',
    outputWidth: positiveNumber(join(dualEncoderFolder, 'config.json'), 'hidden_size', flag),
  });
  const tokenizer = createTokenizer(
    readJson(join(crossEncoderFolder, 'tokenizer.json'), flag),
    readJson(join(crossEncoderFolder, 'tokenizer_config.json'), flag),
  );
  const crossEncoderSession = await openNodeSession(crossEncoder.model, crossEncoder.weights, threads);
  const dualEncoderSession = await openNodeSession(dualEncoder.model, dualEncoder.weights, threads);
  const { name, weightsHash: hash } = dualEncoder.model;
  return {
    tokenizer,
    crossEncoder: { maxTokens: crossEncoder.model.maxTokens, run: crossEncoderSession.run },
    dualEncoder: createDualEncoder({ name, hash }, tokenizer, dualEncoderSession),
    identity: {
      crossEncoder: fileOf(crossEncoder.model, folder),
      dualEncoder: fileOf(dualEncoder.model, folder),
    },
    dispose: async () => {
      await crossEncoderSession.dispose();
      await dualEncoderSession.dispose();
    },
  };
}

type ModelFacts = Pick<EmbeddedModel, 'kind' | 'maxTokens' | 'outputName' | 'outputWidth'>;

function describeModel(
  folder: string,
  flag: string,
  facts: ModelFacts,
): { model: EmbeddedModel; weights: Uint8Array } {
  const weightsPath = findGraph(join(folder, 'onnx'), flag);
  const weights = readFileSync(weightsPath);
  const weightsHash = createHash('sha256').update(weights).digest('hex');
  const model = { ...facts, name: folder, weightsPath, weightsBytes: weights.length, weightsHash };
  return { model, weights };
}

function fileOf({ weightsPath, weightsBytes, weightsHash }: EmbeddedModel, folder: string): ModelFile {
  return { file: relative(folder, weightsPath), bytes: weightsBytes, sha256: weightsHash };
}

/** model.onnx, or the only graph there is. */
function findGraph(folder: string, flag: string): string {
  const graphs = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.onnx')) : [];
  const name = graphs.includes('model.onnx') ? 'model.onnx' : graphs[0];
  if (name === 'model.onnx' || graphs.length === 1) return join(folder, name);
  const found = graphs.length === 0 ? 'none' : `none of that name and ${graphs.length} others`;
  throw wrongFolder(flag, `a graph model.onnx, or a single other one, in ${folder}`, found);
}

function readJson(path: string, flag: string): Record<string, unknown> {
  if (!existsSync(path)) throw wrongFolder(flag, `a file ${path}`, 'none');
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw wrongFolder(flag, `JSON in ${path}`, error instanceof Error ? error.message : String(error));
  }
}

function positiveNumber(path: string, key: string, flag: string): number {
  const value = readJson(path, flag)[key];
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw wrongFolder(flag, `a whole number above 0 as ${key} in ${path}`, JSON.stringify(value) ?? 'none');
}

function wrongFolder(flag: string, expected: string, found: string): XennError {
  return new XennError(
    'EncoderError',
    `Expected ${expected}, found: ${found}. Name the folder of the models with ${flag} DIR. ${LAYOUT}.`,
  );
}
