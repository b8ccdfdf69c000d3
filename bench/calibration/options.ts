import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { namesOption, wholeNumberOption } from '../../src/headless/option-values.ts';
import { CALL_SETS, type CallSet } from '../index/call-sets.ts';

export interface Options {
  readonly sets: readonly CallSet[];
  /** Of each set the first so many test queries. */
  readonly queries: number;
  /** The folder of the data sets. */
  readonly data: string;
  readonly threads: number;
}

export const USAGE = `npm run bench:calibration [-- OPTIONS]
  --sets sample                sets out of ${CALL_SETS.join(',')}; every document is scored for each query
  --queries 40                 the first so many test queries of each set
  --data ../shared/data        the folder of the data sets, relative to the checkout
  --threads N                  default: all
`;

/** Throws InvalidArgumentError for a value that cannot be meant, TypeError for an option that is unknown. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sets: { type: 'string', default: 'sample' },
      queries: { type: 'string', default: '40' },
      data: { type: 'string', default: '../shared/data' },
      threads: { type: 'string', default: String(availableParallelism()) },
    },
  });
  return {
    sets: namesOption('sets', values.sets, CALL_SETS),
    queries: wholeNumberOption('queries', values.queries, 1),
    threads: wholeNumberOption('threads', values.threads, 1),
    data: values.data,
  };
}
