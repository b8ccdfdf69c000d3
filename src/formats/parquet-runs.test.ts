import { expect, it, test } from 'vitest';
import { runsFit } from './parquet-runs.ts';

/** A run's header is a varint: twice the number of equal entries, or twice the groups of eight packed ones plus 1. */
test.each<[what: string, bytes: number[], bitWidth: number, count: number, fits: boolean]>([
  ['no entries', [], 1, 0, true],
  ['five equal ones', [10, 1], 1, 5, true],
  ['one fewer than are there', [10, 1], 1, 6, true],
  ['one more', [10, 1], 1, 4, false],
  ['two runs', [4, 1, 6, 0], 1, 5, true],
  ['two runs, the second too long', [4, 1, 8, 0], 1, 5, false],
  ['a padded group', [3, 0b10110], 1, 5, true],
  ['a group of padding alone', [5, 1, 2], 1, 8, false],
  ['entries of three bytes', [4, 1, 2, 3, 4, 1, 2, 3], 20, 4, true],
  ['entries of three bytes, too many', [4, 1, 2, 3, 6, 1, 2, 3], 20, 4, false],
  ['groups of three bits, then a run', [3, 1, 2, 3, 4, 7], 3, 10, true],
  ['groups of three bits, then a run that is too long', [3, 1, 2, 3, 6, 7], 3, 10, false],
  ['a run of two thousand million', [254, 255, 255, 255, 15, 1], 1, 3, false],
  ['as many groups, of no bits', [255, 255, 255, 255, 15, 1], 0, 3, false],
  ['what follows the last entry', [6, 1, 254, 255, 255, 255, 15], 1, 3, true],
])('%s', (_, bytes, bitWidth, count, fits) => {
  expect(runsFit(Uint8Array.from(bytes), bitWidth, count)).toBe(fits);
});

it('throws at a header that is cut off', () => {
  expect(() => runsFit(Uint8Array.of(254, 255), 1, 3)).toThrow(RangeError);
});
