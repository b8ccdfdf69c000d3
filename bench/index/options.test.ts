import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('measures everything unless told otherwise', () => {
    vi.stubEnv('PYTHON', undefined);
    expect(parseOptions([])).toMatchObject({
      parts: ['kernels', 'calls'],
      sets: ['scifact', 'vaswani'],
      data: '../shared/data',
      cache: undefined,
      fit: { kind: 'mix', lambda: 0.5 },
      python: 'python3',
      out: undefined,
    });
  });

  it('takes the Python of the environment, or the one that is named', () => {
    vi.stubEnv('PYTHON', '/some/python');
    expect(parseOptions([]).python).toBe('/some/python');
    expect(parseOptions(['--python', 'other']).python).toBe('other');
  });

  it.each([
    { args: ['--parts', 'calls', '--sets', 'vaswani'], expected: { parts: ['calls'], sets: ['vaswani'] } },
    { args: ['--threads', '2', '--cache', 'kept'], expected: { threads: 2, cache: 'kept' } },
    { args: ['--fit', 'mix:0'], expected: { fit: { kind: 'mix', lambda: 0 } } },
    { args: ['--fit', 'mix:1'], expected: { fit: { kind: 'mix', lambda: 1 } } },
    { args: ['--fit', 'ridge:1e-3'], expected: { fit: { kind: 'ridge', mu: 1e-3 } } },
  ])('reads $args', ({ args, expected }) => {
    expect(parseOptions(args)).toMatchObject(expected);
  });

  const fitMessage = (found: string) =>
    `--fit: expected mix:LAMBDA with LAMBDA from 0 to 1, or ridge:MU with MU above 0, found "${found}".`;
  it.each([
    {
      args: ['--parts', 'kernel'],
      message: '--parts: expected names out of kernels,calls, separated by commas, found "kernel".',
    },
    {
      args: ['--sets', 'scifact,trec'],
      message:
        '--sets: expected names out of scifact,nfcorpus,vaswani,sample, separated by commas, found "trec".',
    },
    { args: ['--threads', '0'], message: '--threads: expected a whole number of at least 1, found "0".' },
    { args: ['--fit', 'mix:1.5'], message: fitMessage('mix:1.5') },
    { args: ['--fit', 'ridge:0'], message: fitMessage('ridge:0') },
    { args: ['--fit', 'ridge:'], message: fitMessage('ridge:') },
    { args: ['--fit', 'lasso:1'], message: fitMessage('lasso:1') },
  ])('refuses $args', ({ args, message }) => {
    expect(() => parseOptions(args)).toThrow(expect.objectContaining({ message }));
  });

  it('refuses an option that there is none of', () => {
    expect(() => parseOptions(['--part', 'calls'])).toThrow("Unknown option '--part'");
  });
});
