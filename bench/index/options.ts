import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { QueryFit } from '../../src/core/query-fit.ts';
import { namesOption, wholeNumberOption, wrongOption } from '../../src/headless/option-values.ts';
import { CALL_SETS, type CallSet } from './call-sets.ts';

const PARTS = ['kernels', 'calls'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly Part[];
  /** Of the part `calls`. */
  readonly sets: readonly CallSet[];
  readonly threads: number;
  /** The folder of the data sets. */
  readonly data: string;
  /** A folder where scores are kept from one run to the next; undefined: nothing is kept. */
  readonly cache: string | undefined;
  /** How searches fit the query embedding. */
  readonly fit: QueryFit;
  /** The command that is tried for PyTorch. */
  readonly python: string;
  /** A file for the report, beside standard output. */
  readonly out: string | undefined;
}

export const USAGE = `npm run bench:index [-- OPTIONS]
  --parts kernels,calls   which parts
  --sets scifact,vaswani  of the part 'calls': sets out of ${CALL_SETS.join(',')}
  --threads N             of the fast path, of PyTorch and of the models; default: all
  --data ../shared/data   the folder of the data sets, relative to the checkout
  --cache DIR             keeps the cross-encoder's scores there and goes on from them: one file a query,
                          DIR/<set>/<first 16 hex digits of the cross-encoder's hash>/<first 32 of the query text's
                          SHA-256>.f32, a float32 a document in the corpus's order, NaN where there is none
  --fit mix:0.5           how searches fit the query embedding: mix:LAMBDA or ridge:MU
  --python python3        a Python with torch, for the same job there; default: $PYTHON or python3
  --out FILE              the report also in this file
`;

/** Throws InvalidArgumentError for a value that cannot be meant, TypeError for an option that is unknown. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      parts: { type: 'string', default: PARTS.join(',') },
      sets: { type: 'string', default: 'scifact,vaswani' },
      threads: { type: 'string', default: String(availableParallelism()) },
      data: { type: 'string', default: '../shared/data' },
      cache: { type: 'string' },
      fit: { type: 'string', default: 'mix:0.5' },
      python: { type: 'string', default: process.env.PYTHON ?? 'python3' },
      out: { type: 'string' },
    },
  });
  const { data, cache, python, out } = values;
  return {
    parts: namesOption('parts', values.parts, PARTS),
    sets: namesOption('sets', values.sets, CALL_SETS),
    threads: wholeNumberOption('threads', values.threads, 1),
    fit: parseFit(values.fit),
    ...{ data, cache, python, out },
  };
}

function parseFit(text: string): QueryFit {
  const [, kind, digits] = /^(mix|ridge):(\d*\.?\d+(?:e-?\d+)?)$/.exec(text) ?? [];
  const value = Number(digits);
  if (kind === 'mix' && value <= 1) return { kind, lambda: value };
  if (kind === 'ridge' && value > 0) return { kind, mu: value };
  throw wrongOption('fit', 'mix:LAMBDA with LAMBDA from 0 to 1, or ridge:MU with MU above 0', text);
}
