import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { namesOption, wholeNumberOption } from '../../src/headless/option-values.ts';
import { SET_NAMES } from './evaluation-sets.ts';

export interface Options {
  /** Folders laid out as public/models. */
  readonly starter: string;
  readonly current: string;
  /** The folder of the data sets. */
  readonly data: string;
  readonly sets: readonly string[];
  /** Only the first so many queries of each set; undefined: all. */
  readonly queries: number | undefined;
  readonly threads: number;
  /** A file for the report, beside standard output. */
  readonly out: string | undefined;
}

/** Throws InvalidArgumentError for a value that cannot be meant, TypeError for an option that is unknown. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      starter: { type: 'string', default: '../shared/models' },
      current: { type: 'string', default: 'public/models' },
      data: { type: 'string', default: '../shared/data' },
      sets: { type: 'string', default: SET_NAMES.join(',') },
      queries: { type: 'string' },
      threads: { type: 'string', default: String(availableParallelism()) },
      out: { type: 'string' },
    },
  });
  const { starter, current, data, out } = values;
  const sets = namesOption('sets', values.sets, SET_NAMES);
  const queries = values.queries === undefined ? undefined : wholeNumberOption('queries', values.queries, 1);
  return {
    starter,
    current,
    data,
    out,
    sets,
    queries,
    threads: wholeNumberOption('threads', values.threads, 1),
  };
}
