import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  it('measures everything unless told otherwise', () => {
    expect(parseOptions([])).toMatchObject({
      parts: ['node', 'page', 'measures'],
      data: '../shared/data',
      out: undefined,
    });
  });

  it('reads what is given', () => {
    expect(parseOptions(['--parts', 'node', '--data', 'sets', '--threads', '1', '--out', 'report'])).toEqual({
      parts: ['node'],
      data: 'sets',
      threads: 1,
      out: 'report',
    });
  });

  it.each([
    {
      args: ['--parts', 'nod'],
      message: '--parts: expected names out of node,page,measures, separated by commas, found "nod".',
    },
    { args: ['--threads', '0'], message: '--threads: expected a whole number of at least 1, found "0".' },
  ])('refuses $args', ({ args, message }) => {
    expect(() => parseOptions(args)).toThrow(expect.objectContaining({ message }));
  });

  it('refuses an option that there is none of', () => {
    expect(() => parseOptions(['--part', 'node'])).toThrow("Unknown option '--part'");
  });
});
