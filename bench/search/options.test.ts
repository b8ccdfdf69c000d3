import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('parseOptions', () => {
  it('measures everything unless told otherwise', () => {
    expect(parseOptions([])).toMatchObject({
      parts: ['rounds', 'solve', 'page'],
      shapes: [
        { name: '100k128', rows: 100_000, cols: 128 },
        { name: '1m128', rows: 1_000_000, cols: 128 },
      ],
      out: undefined,
    });
  });

  it('reads what is given', () => {
    expect(
      parseOptions(['--parts', 'solve', '--shapes', '2k32', '--threads', '1', '--out', 'report']),
    ).toEqual({
      parts: ['solve'],
      shapes: [{ name: '2k32', rows: 2000, cols: 32 }],
      threads: 1,
      out: 'report',
    });
  });

  const shapeMessage = (found: string) =>
    `--shapes: expected thousands or millions of items, then dimensions, as 100k128 or 1m128, found "${found}".`;
  it.each([
    {
      args: ['--parts', 'round'],
      message: '--parts: expected names out of rounds,solve,page, separated by commas, found "round".',
    },
    { args: ['--threads', '0'], message: '--threads: expected a whole number of at least 1, found "0".' },
    { args: ['--shapes', '100k128,'], message: shapeMessage('') },
    { args: ['--shapes', '100128'], message: shapeMessage('100128') },
    { args: ['--shapes', '0k128'], message: shapeMessage('0k128') },
    { args: ['--shapes', '1g128'], message: shapeMessage('1g128') },
  ])('refuses $args', ({ args, message }) => {
    expect(() => parseOptions(args)).toThrow(expect.objectContaining({ message }));
  });

  it('refuses an option that there is none of', () => {
    expect(() => parseOptions(['--part', 'solve'])).toThrow("Unknown option '--part'");
  });
});
