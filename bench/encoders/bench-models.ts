import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XennError } from '../../src/core/errors.ts';
import { withSeededWeights } from './seeded-weights.ts';

export const MODEL_NAMES = ['embedded', 'minilm'] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

/** What the page must know of a model. */
export interface ModelDescription {
  readonly name: ModelName;
  /** Of everything there is, inside the model's folder. */
  readonly paths: readonly string[];
  /** The graph, with its weights. */
  readonly weightsPath: string;
  /** What transformers.js calls the precision of the graph; it derives the path from it. */
  readonly dtype: 'fp16' | 'fp32';
}

export interface BenchModel {
  readonly description: ModelDescription;
  /** By path in the model's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

type ModelFile = readonly [path: string, bytes: Uint8Array];

const SEED = 1;
const TOKENIZER_FILES = ['tokenizer.json', 'tokenizer_config.json'];

/** Not in the folder of the graph; what transformers.js wants to know of it. */
const MINILM_CONFIG = {
  model_type: 'bert',
  architectures: ['BertForSequenceClassification'],
  max_position_embeddings: 512,
  num_labels: 1,
  id2label: { 0: 'LABEL_0' },
};

const READ: Readonly<Record<ModelName, (dataFolder: string) => BenchModel>> = {
  embedded: () => {
    const weightsPath = 'onnx/model_fp16.onnx';
    const folder = 'public/models/cross-encoder';
    return modelOf('embedded', weightsPath, 'fp16', [
      ...readFiles(folder, [weightsPath, 'config.json', ...TOKENIZER_FILES]),
    ]);
  },
  minilm: (dataFolder) => {
    const weightsPath = 'onnx/model.onnx';
    const folder = join(dataFolder, 'ms-marco-MiniLM-L6-v2.graph-without-weights');
    const [[, graph]] = readFiles(folder, [weightsPath]);
    return modelOf('minilm', weightsPath, 'fp32', [
      ...readFiles(folder, TOKENIZER_FILES),
      [weightsPath, withSeededWeights(graph, SEED)],
      ['config.json', new TextEncoder().encode(JSON.stringify(MINILM_CONFIG))],
    ]);
  },
};

/**
 * The embedded cross-encoder, or the graph of ms-marco-MiniLM-L6-v2 with seeded weights, which is as fast as with
 * the real ones. Throws EncoderError when a file is missing.
 */
export function readBenchModel(name: ModelName, dataFolder: string): BenchModel {
  return READ[name](dataFolder);
}

function modelOf(
  name: ModelName,
  weightsPath: string,
  dtype: ModelDescription['dtype'],
  files: readonly ModelFile[],
): BenchModel {
  return {
    description: { name, weightsPath, dtype, paths: files.map(([path]) => path) },
    files: new Map(files),
  };
}

function readFiles(folder: string, paths: readonly string[]): ModelFile[] {
  return paths.map((path) => {
    const file = join(folder, path);
    if (existsSync(file)) return [path, readFileSync(file)];
    throw new XennError(
      'EncoderError',
      `Expected a model file ${file}, found none. Name the folder of the data sets with --data DIR, or measure ` +
        'one model with --models.',
    );
  });
}
