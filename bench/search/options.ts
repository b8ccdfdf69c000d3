import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { namesOption, wholeNumberOption, wrongOption } from '../../src/headless/option-values.ts';
import type { ScanShape } from '../index/measure-scan.ts';

const PARTS = ['rounds', 'solve', 'page'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly Part[];
  /** Of the part `rounds`. */
  readonly shapes: readonly ScanShape[];
  /** Of the part `rounds`; the solve has one, the page chooses for itself. */
  readonly threads: number;
  /** A file for the report, beside standard output. */
  readonly out: string | undefined;
}

export const USAGE = `npm run bench:search [-- OPTIONS]
  --parts rounds,solve,page   which parts
  --shapes 100k128,1m128      of the part 'rounds': items x dimensions
  --threads N                 of the part 'rounds'; default: all
  --out FILE                  the report also in this file
`;

/** Throws InvalidArgumentError for a value that cannot be meant, TypeError for an option that is unknown. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      parts: { type: 'string', default: PARTS.join(',') },
      shapes: { type: 'string', default: '100k128,1m128' },
      threads: { type: 'string', default: String(availableParallelism()) },
      out: { type: 'string' },
    },
  });
  return {
    parts: namesOption('parts', values.parts, PARTS),
    shapes: values.shapes.split(',').map(parseShape),
    threads: wholeNumberOption('threads', values.threads, 1),
    out: values.out,
  };
}

function parseShape(name: string): ScanShape {
  const [, count, unit, cols] = /^([1-9]\d{0,3})(k|m)([1-9]\d{0,3})$/.exec(name) ?? [];
  if (count === undefined) {
    throw wrongOption('shapes', 'thousands or millions of items, then dimensions, as 100k128 or 1m128', name);
  }
  return { name, rows: Number(count) * (unit === 'k' ? 1000 : 1_000_000), cols: Number(cols) };
}
