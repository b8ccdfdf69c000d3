import { parseArgs } from 'node:util';
import { namesOption, wholeNumberOption, wrongOption } from '../../src/headless/option-values.ts';
import { MODEL_NAMES, type ModelName } from './bench-models.ts';
import { PASSAGES_PER_QUERY } from './sample-pairs.ts';

export const SETS: readonly string[] = ['scifact', 'nfcorpus'];

/** Pair counts are whole queries: multiples of PASSAGES_PER_QUERY. */
export interface Options {
  /** The folder of the data sets. */
  readonly data: string;
  readonly models: readonly ModelName[];
  readonly sets: readonly string[];
  /** Of each set, by model. */
  readonly pairs: Readonly<Record<ModelName, number>>;
  /** Of each set: so many of a model's pairs are also scored the plain way. */
  readonly plainPairs: number;
  /** 0: WebGPU is not measured. */
  readonly webgpuPairs: number;
  /** 0: growth of memory is not measured. */
  readonly memoryPairs: number;
  /** In the browser and natively. */
  readonly threads: number;
}

export const USAGE = `npm run bench:encoders [-- OPTIONS]
  --models embedded,minilm   which models
  --sets scifact,nfcorpus    which sets
  --pairs 2000               pairs of each set for the embedded model, ${PASSAGES_PER_QUERY} a query
  --minilm-pairs 200         the first so many of them for MiniLM, which is many times slower
  --plain-pairs 400          at most so many of these also with transformers.js
  --webgpu-pairs 20          pairs on WebGPU; 0: WebGPU is not measured
  --memory-pairs 20000       short pairs in a row (100000: the goal's); 0: growth of memory is not measured
  --threads 2                in the browser and natively
  --data ../shared/data      the folder of the data sets, relative to the checkout
`;

/** Throws InvalidArgumentError for a value that cannot be meant, TypeError for an option that is unknown. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: '../shared/data' },
      models: { type: 'string', default: MODEL_NAMES.join(',') },
      sets: { type: 'string', default: SETS.join(',') },
      pairs: { type: 'string', default: '2000' },
      'minilm-pairs': { type: 'string', default: '200' },
      'plain-pairs': { type: 'string', default: '400' },
      'webgpu-pairs': { type: 'string', default: '20' },
      'memory-pairs': { type: 'string', default: '20000' },
      threads: { type: 'string', default: '2' },
    },
  });
  const pairs = multiple('pairs', values.pairs, PASSAGES_PER_QUERY);
  const minilmPairs = multiple('minilm-pairs', values['minilm-pairs'], PASSAGES_PER_QUERY);
  return {
    data: values.data,
    models: namesOption('models', values.models, MODEL_NAMES),
    sets: namesOption('sets', values.sets, SETS),
    pairs: { embedded: pairs, minilm: Math.min(minilmPairs, pairs) },
    plainPairs: multiple('plain-pairs', values['plain-pairs'], PASSAGES_PER_QUERY),
    webgpuPairs: wholeNumberOption('webgpu-pairs', values['webgpu-pairs'], 0),
    memoryPairs: wholeNumberOption('memory-pairs', values['memory-pairs'], 0),
    threads: wholeNumberOption('threads', values.threads, 1),
  };
}

function multiple(option: string, text: string, step: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value > 0 && value % step === 0) return value;
  throw wrongOption(option, `a multiple of ${step}`, text);
}
