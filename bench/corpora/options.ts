import { parseArgs } from 'node:util';
import {
  namesOption,
  wholeNumberOption,
  wholeNumbersOption,
  wrongOption,
} from '../../src/headless/option-values.ts';

const PARTS = ['import', 'native', 'list'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly Part[];
  /** Passages, ascending. */
  readonly sizes: readonly number[];
  /** Queries of the BM25 part. */
  readonly queries: number;
  /** The folder of the data sets. */
  readonly data: string;
  /** Runs the native import; has Python's sqlite3. */
  readonly python: string;
  /** A file for the report, beside standard output. */
  readonly out: string | undefined;
}

export const USAGE = `npm run bench:corpora [-- OPTIONS]
  --sizes 10000,100000,1000000  passages
  --parts import,native,list    which parts; 'import' holds BM25 and memory, 'native' is the same by SQLite without a browser,
                                'list' shows what 'import' has stored
  --queries 100                 BM25 queries of each corpus
  --data ../shared/data         the folder of the data sets, relative to the checkout
  --python python3              runs the part 'native'
  --out FILE                    the report also in this file
`;

/** Throws InvalidArgumentError for a value that cannot be meant, TypeError for an option that is unknown. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: '10000,100000,1000000' },
      parts: { type: 'string', default: PARTS.join(',') },
      queries: { type: 'string', default: '100' },
      data: { type: 'string', default: '../shared/data' },
      python: { type: 'string', default: 'python3' },
      out: { type: 'string' },
    },
  });
  const parts = namesOption('parts', values.parts, PARTS);
  if (parts.includes('list') && !parts.includes('import')) {
    throw wrongOption('parts', "'import' with 'list', which shows what was imported", values.parts);
  }
  return {
    parts,
    sizes: wholeNumbersOption('sizes', values.sizes, 1),
    queries: wholeNumberOption('queries', values.queries, 1),
    data: values.data,
    python: values.python,
    out: values.out,
  };
}
