import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { XennError } from '../../src/core/errors.ts';
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
  const sets = values.sets.split(',');
  const unknown = sets.find((name) => !SET_NAMES.includes(name));
  if (unknown !== undefined) {
    throw new XennError(
      'InvalidArgumentError',
      `--sets: expected names out of ${SET_NAMES.join(',')}, separated by commas, found "${unknown}".`,
    );
  }
  const queries = values.queries === undefined ? undefined : positiveInteger('queries', values.queries);
  return { starter, current, data, out, sets, queries, threads: positiveInteger('threads', values.threads) };
}

function positiveInteger(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new XennError(
    'InvalidArgumentError',
    `--${name}: expected a whole number of at least 1, found "${text}".`,
  );
}
