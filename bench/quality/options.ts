import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { namesOption, wholeNumberOption, wrongOption } from '../../src/headless/option-values.ts';
import { CALL_SETS, type CallSet } from '../index/call-sets.ts';
import { METHOD_NAMES } from './methods.ts';
import { PARTS, type Part } from './sweeps.ts';

export interface Options {
  readonly sets: readonly CallSet[];
  readonly parts: readonly Part[];
  /** Of the part 'methods': names out of METHOD_NAMES. */
  readonly methods: readonly string[];
  readonly budgets: readonly number[];
  /** Of each set the first so many test queries. */
  readonly queries: number;
  /** The folder of the data sets. */
  readonly data: string;
  /** As in bench:index. */
  readonly cache: string | undefined;
  /** Nothing is scored: queries and indexes of which a score is missing are left out. */
  readonly knownOnly: boolean;
  readonly threads: number;
  /** The line of JSON alone. */
  readonly json: boolean;
}

export const USAGE = `npm run bench:quality [-- OPTIONS]
  --sets scifact,nfcorpus,vaswani  sets out of ${CALL_SETS.join(',')}
  --parts methods                  out of ${PARTS.join(',')}: all ways to search,
                                   or what the paper varies
  --methods best,rnr               of the part 'methods', those out of ${METHOD_NAMES.join(',')};
                                   default: all of them
  --budgets 50,100,200,500         cross-encoder calls a query
  --queries 50                     the first so many test queries of each set
  --data ../shared/data            the folder of the data sets, relative to the checkout
  --cache DIR                      keeps the cross-encoder's scores there and goes on from them, as bench:index does
  --known-only                     scores nothing: leaves out queries without an exact ranking in the cache, and the
                                   methods whose index lacks a score; without it all that is missing is scored first
  --threads N                      default: all
  --json                           prints the line of JSON alone, no tables
`;

/** Throws InvalidArgumentError for a value that cannot be meant, TypeError for an option that is unknown. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sets: { type: 'string', default: 'scifact,nfcorpus,vaswani' },
      parts: { type: 'string', default: 'methods' },
      methods: { type: 'string', default: METHOD_NAMES.join(',') },
      budgets: { type: 'string', default: '50,100,200,500' },
      queries: { type: 'string', default: '50' },
      data: { type: 'string', default: '../shared/data' },
      cache: { type: 'string' },
      'known-only': { type: 'boolean', default: false },
      threads: { type: 'string', default: String(availableParallelism()) },
      json: { type: 'boolean', default: false },
    },
  });
  const { data, cache, json, 'known-only': knownOnly } = values;
  if (knownOnly && cache === undefined) {
    throw wrongOption('known-only', 'a folder of scores with it, --cache DIR', 'none');
  }
  return {
    sets: namesOption('sets', values.sets, CALL_SETS),
    parts: namesOption('parts', values.parts, PARTS),
    methods: namesOption('methods', values.methods, METHOD_NAMES),
    budgets: values.budgets.split(',').map((budget) => wholeNumberOption('budgets', budget, 1)),
    queries: wholeNumberOption('queries', values.queries, 1),
    threads: wholeNumberOption('threads', values.threads, 1),
    ...{ data, cache, knownOnly, json },
  };
}
