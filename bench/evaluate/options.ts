import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { namesOption, wholeNumberOption } from '../../src/headless/option-values.ts';

const PARTS = ['node', 'page', 'measures'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly Part[];
  /** The folder of the data sets. */
  readonly data: string;
  /** Of the part `node`; the page chooses for itself. */
  readonly threads: number;
  /** A file for the report, beside standard output. */
  readonly out: string | undefined;
}

export const USAGE = `npm run bench:evaluate [-- OPTIONS]
  --parts node,page,measures  which parts
  --data ../shared/data       the folder of the data sets, relative to the checkout
  --threads N                 of the part 'node'; default: all
  --out FILE                  the report also in this file
`;

/** Throws InvalidArgumentError for a value that cannot be meant, TypeError for an option that is unknown. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      parts: { type: 'string', default: PARTS.join(',') },
      data: { type: 'string', default: '../shared/data' },
      threads: { type: 'string', default: String(availableParallelism()) },
      out: { type: 'string' },
    },
  });
  return {
    parts: namesOption('parts', values.parts, PARTS),
    data: values.data,
    threads: wholeNumberOption('threads', values.threads, 1),
    out: values.out,
  };
}
