import { describe, expect, it } from 'vitest';
import { METHOD_NAMES } from './methods.ts';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  it('compares everything unless told otherwise', () => {
    expect(parseOptions([])).toMatchObject({
      sets: ['scifact', 'nfcorpus', 'vaswani'],
      parts: ['methods'],
      methods: METHOD_NAMES,
      budgets: [50, 100, 200, 500],
      queries: 50,
      data: '../shared/data',
      cache: undefined,
      knownOnly: false,
      json: false,
    });
  });

  it.each([
    {
      args: ['--sets', 'sample', '--methods', 'rnr,best'],
      expected: { sets: ['sample'], methods: ['rnr', 'best'] },
    },
    {
      args: ['--parts', 'rounds,lambda,index'],
      expected: { parts: ['rounds', 'lambda', 'index'] },
    },
    {
      args: ['--budgets', '20', '--queries', '3', '--threads', '1'],
      expected: { budgets: [20], queries: 3, threads: 1 },
    },
    {
      args: ['--known-only', '--cache', 'kept', '--json'],
      expected: { knownOnly: true, cache: 'kept', json: true },
    },
  ])('reads $args', ({ args, expected }) => {
    expect(parseOptions(args)).toMatchObject(expected);
  });

  it.each([
    {
      args: ['--sets', 'trec'],
      message:
        '--sets: expected names out of scifact,nfcorpus,vaswani,sample, separated by commas, found "trec".',
    },
    {
      args: ['--methods', 'worst'],
      message: `--methods: expected names out of ${METHOD_NAMES.join(',')}, separated by commas, found "worst".`,
    },
    { args: ['--budgets', '50,'], message: '--budgets: expected a whole number of at least 1, found "".' },
    { args: ['--queries', '0'], message: '--queries: expected a whole number of at least 1, found "0".' },
    {
      args: ['--known-only'],
      message: '--known-only: expected a folder of scores with it, --cache DIR, found "none".',
    },
  ])('refuses $args', ({ args, message }) => {
    expect(() => parseOptions(args)).toThrow(expect.objectContaining({ message }));
  });

  it('refuses an option that there is none of', () => {
    expect(() => parseOptions(['--set', 'scifact'])).toThrow("Unknown option '--set'");
  });
});
