import { describe, expect, it } from 'vitest';
import { parseOptions, USAGE } from './options.ts';

const DEFAULTS = {
  data: '../shared/data',
  models: ['embedded', 'minilm'],
  sets: ['scifact', 'nfcorpus'],
  pairs: { embedded: 2000, minilm: 200 },
  plainPairs: 400,
  webgpuPairs: 20,
  memoryPairs: 20_000,
  threads: 2,
};

describe('parseOptions', () => {
  it('measures everything unless told otherwise', () => {
    expect(parseOptions([])).toEqual(DEFAULTS);
    expect(parseOptions(['--models', 'minilm', '--pairs', '100', '--memory-pairs', '0'])).toEqual({
      ...DEFAULTS,
      models: ['minilm'],
      pairs: { embedded: 100, minilm: 100 },
      memoryPairs: 0,
    });
  });

  it('has the defaults that its help names', () => {
    const named = USAGE.split('\n').flatMap((line) => /^ {2}(--\S+) (\S+)/.exec(line)?.slice(1) ?? []);
    expect(named).toHaveLength(18);
    expect(parseOptions(named)).toEqual(DEFAULTS);
  });

  it.each([
    {
      args: ['--models', 'embedded,bert'],
      message: '--models: expected names out of embedded,minilm, separated by commas, found "bert".',
    },
    {
      args: ['--sets', 'cacm'],
      message: '--sets: expected names out of scifact,nfcorpus, separated by commas, found "cacm".',
    },
    { args: ['--pairs', '150'], message: '--pairs: expected a multiple of 100, found "150".' },
    { args: ['--minilm-pairs', '0'], message: '--minilm-pairs: expected a multiple of 100, found "0".' },
    { args: ['--threads', '0'], message: '--threads: expected a whole number of at least 1, found "0".' },
    {
      args: ['--webgpu-pairs', 'all'],
      message: '--webgpu-pairs: expected a whole number of at least 0, found "all".',
    },
  ])('refuses $args', ({ args, message }) => {
    expect(() => parseOptions(args)).toThrow(message);
  });

  it('refuses an option that there is none of', () => {
    expect(() => parseOptions(['--set', 'scifact'])).toThrow("Unknown option '--set'");
  });
});
