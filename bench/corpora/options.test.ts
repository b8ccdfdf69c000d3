import { describe, expect, it } from 'vitest';
import { parseOptions, USAGE } from './options.ts';

const DEFAULTS = {
  parts: ['import', 'native', 'list'],
  sizes: [10_000, 100_000, 1_000_000],
  queries: 100,
  data: '../shared/data',
  python: 'python3',
  out: undefined,
};

describe('parseOptions', () => {
  it('measures everything unless told otherwise', () => {
    expect(parseOptions([])).toEqual(DEFAULTS);
    expect(parseOptions(['--sizes', '500', '--parts', 'native', '--out', 'r.json'])).toEqual({
      ...DEFAULTS,
      sizes: [500],
      parts: ['native'],
      out: 'r.json',
    });
  });

  it('has the defaults that its help names', () => {
    const named = USAGE.split('\n').flatMap((line) => /^ {2}(--(?!out)\S+) (\S+)/.exec(line)?.slice(1) ?? []);
    expect(named).toHaveLength(10);
    expect(parseOptions(named)).toEqual(DEFAULTS);
  });

  it.each([
    {
      args: ['--parts', 'bm25'],
      message: '--parts: expected names out of import,native,list, separated by commas, found "bm25".',
    },
    {
      args: ['--parts', 'native,list'],
      message:
        "--parts: expected 'import' with 'list', which shows what was imported, found \"native,list\".",
    },
    { args: ['--sizes', '0'], message: '--sizes: expected a whole number of at least 1, found "0".' },
    { args: ['--queries', 'all'], message: '--queries: expected a whole number of at least 1, found "all".' },
  ])('refuses $args', ({ args, message }) => {
    expect(() => parseOptions(args)).toThrow(message);
  });

  it('refuses an option that there is none of', () => {
    expect(() => parseOptions(['--size', '10'])).toThrow("Unknown option '--size'");
  });
});
