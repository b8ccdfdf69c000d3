import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  it('measures the embedded models on every set unless told otherwise', () => {
    expect(parseOptions([])).toMatchObject({
      starter: '../shared/models',
      current: 'public/models',
      data: '../shared/data',
      sets: ['scifact', 'nfcorpus', 'vaswani', 'cacm', 'xquad', 'sample'],
      queries: undefined,
      out: undefined,
    });
    expect(parseOptions(['--sets', 'sample,cacm', '--queries', '20', '--threads', '2'])).toMatchObject({
      sets: ['sample', 'cacm'],
      queries: 20,
      threads: 2,
    });
  });

  it.each([
    {
      args: ['--sets', 'sample,trec'],
      message:
        '--sets: expected names out of scifact,nfcorpus,vaswani,cacm,xquad,sample, separated by commas, found "trec".',
    },
    { args: ['--queries', '0'], message: '--queries: expected a whole number of at least 1, found "0".' },
    { args: ['--threads', 'two'], message: '--threads: expected a whole number of at least 1, found "two".' },
  ])('refuses $args', ({ args, message }) => {
    expect(() => parseOptions(args)).toThrow(message);
  });

  it('refuses an option that there is none of', () => {
    expect(() => parseOptions(['--set', 'sample'])).toThrow("Unknown option '--set'");
  });
});
