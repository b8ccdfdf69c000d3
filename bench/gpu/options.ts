import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { namesOption, wholeNumberOption } from '../../src/headless/option-values.ts';
import { MODEL_NAMES, type ModelName } from '../encoders/bench-models.ts';

const PARTS = ['encoders', 'kernels'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly Part[];
  /** Of the part 'encoders'. */
  readonly models: readonly ModelName[];
  /** Searches of 100 passages that each model scores on each backend. */
  readonly searches: number;
  /** Of WebAssembly. */
  readonly threads: number;
  /** The folder of the data sets. */
  readonly data: string;
}

export const USAGE = `npm run bench:gpu [-- OPTIONS]
  --parts encoders,kernels   which parts
  --models embedded,minilm   of the part 'encoders'
  --searches 10              searches of 100 passages of scifact, for each model and backend
  --threads N                of WebAssembly; default: all
  --data ../shared/data      the folder of the data sets, relative to the checkout
`;

/** Throws InvalidArgumentError for a value that cannot be meant, TypeError for an option that is unknown. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      parts: { type: 'string', default: PARTS.join(',') },
      models: { type: 'string', default: MODEL_NAMES.join(',') },
      searches: { type: 'string', default: '10' },
      threads: { type: 'string', default: String(availableParallelism()) },
      data: { type: 'string', default: '../shared/data' },
    },
  });
  return {
    parts: namesOption('parts', values.parts, PARTS),
    models: namesOption('models', values.models, MODEL_NAMES),
    searches: wholeNumberOption('searches', values.searches, 1),
    threads: wholeNumberOption('threads', values.threads, 1),
    data: values.data,
  };
}
