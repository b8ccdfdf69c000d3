import { XennError } from '../../core/errors.ts';
import { externalDataPaths } from '../model-files.ts';
import { type GraphNumbers, graphNumbers } from './graph-numbers.ts';
import type { ListedFile, ModelListing } from './listing.ts';

/** One of the graphs of a model, with every file that it needs. */
export interface ModelVariant extends GraphNumbers {
  /** The graph that is run. */
  readonly weightsPath: string;
  /** The graph, its external data, tokenizer and configuration. */
  readonly files: readonly ListedFile[];
  /** Of all the files. */
  readonly bytes: number;
  /** One of the variants at most. */
  readonly recommended: boolean;
}

const REQUIRED = ['config.json', 'tokenizer.json'];
/** Pooling, prefixes, longest input and special tokens, where a model states them. */
const OPTIONAL = [
  'tokenizer_config.json',
  'special_tokens_map.json',
  'modules.json',
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
  '1_Pooling/config.json',
];

/**
 * A session holds its graph twice while it is made, and the memory of WASM ends at 4 GiB: above this the
 * next smaller numbers are recommended.
 */
const LARGEST_RECOMMENDED_BYTES = 1.5e9;

/**
 * The graphs to choose from, most exact first, each with the files to install. Graphs are looked for at the
 * top and in 'onnx/'; what they compute with is told by their names.
 *
 * @throws EncoderError when the model has no such graph, no tokenizer.json or no config.json.
 */
export function chooseFiles({ name, files }: Pick<ModelListing, 'name' | 'files'>): ModelVariant[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const graphs = files.filter(({ path }) => /^(onnx\/)?[^/]+\.onnx$/.test(path));
  if (graphs.length === 0) throw noGraphError(name, files);
  const missing = REQUIRED.filter((path) => !byPath.has(path));
  if (missing.length > 0) throw missingError(name, missing, files);

  const shared = [...REQUIRED, ...OPTIONAL]
    .map((path) => byPath.get(path))
    .filter((file) => file !== undefined);
  const paths = [...byPath.keys()];
  const variants = graphs.map((graph) => {
    const external = new Set(externalDataPaths({ weightsPath: graph.path, paths }));
    const needed = [...shared, graph, ...files.filter(({ path }) => external.has(path))];
    const bytes = needed.reduce((sum, file) => sum + file.bytes, 0);
    return { ...graphNumbers(graph.path), weightsPath: graph.path, files: needed, bytes };
  });
  variants.sort((a, b) => a.rank - b.rank || (a.weightsPath < b.weightsPath ? -1 : 1));
  const recommended = variants.find((variant) => isRecommended(variant));
  return variants.map((variant) => ({ ...variant, recommended: variant === recommended }));
}

function isRecommended({ caution, bytes }: GraphNumbers & { bytes: number }): boolean {
  return caution === undefined && bytes <= LARGEST_RECOMMENDED_BYTES;
}

function noGraphError(name: string, files: readonly ListedFile[]): XennError {
  const weights = files.filter(({ path }) => /\.(safetensors|bin|gguf|onnx)$/.test(path));
  return new XennError(
    'EncoderError',
    `Expected an ONNX graph in ${name}, at the top or in 'onnx/', found ${namesOf(weights, 'no weights at all')}. ` +
      `Look for a converted copy (often under 'onnx-community' or 'Xenova'), or convert it with Optimum and ` +
      'install it from a folder.',
  );
}

function missingError(name: string, missing: readonly string[], files: readonly ListedFile[]): XennError {
  const json = files.filter(({ path }) => /(\.json|\.txt|\.model)$/.test(path));
  return new XennError(
    'EncoderError',
    `Expected ${missing.join(' and ')} in ${name}, found ${namesOf(json, 'no file of that kind')}. ` +
      'Save the model with a fast tokenizer (save_pretrained writes both files) and install it from a folder.',
  );
}

const NAMES_SHOWN = 5;

function namesOf(files: readonly ListedFile[], none: string): string {
  if (files.length === 0) return none;
  const shown = files.slice(0, NAMES_SHOWN).map(({ path }) => path);
  const rest = files.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
