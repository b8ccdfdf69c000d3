import { describe, expect, it, test } from 'vitest';
import { makeRounds } from '../../testing/round-reports.ts';
import { errorWords, estimateGroups } from './estimate-groups.ts';

const [first, second] = makeRounds(
  [
    [{ docRow: 0, exact: 5 }],
    [
      { docRow: 1, exact: 4, estimate: 3 },
      { docRow: 2, exact: 2, estimate: 3 },
    ],
  ],
  3000,
);
const exactOf = (count: number) => ({
  docRows: Uint32Array.from({ length: count }, (_, row) => row),
  scores: Float32Array.from({ length: count }, (_, row) => -row),
});

describe('estimateGroups', () => {
  const shapeOf = (...args: Parameters<typeof estimateGroups>) =>
    estimateGroups(...args).map(({ name, label, rows }) => [name, label, rows.length]);

  test.each([
    ['nothing of a first batch', first, undefined, []],
    ['the batch', second, undefined, [['batch', 'batch of round 2, before it was scored', 2]]],
    ['a head alone of a small corpus', second, exactOf(40), [['head', 'head: the exact top 40', 40]]],
    [
      'head and tail, never more than can be drawn',
      second,
      exactOf(3000),
      [
        ['tail', 'tail: exact ranks 101 to 3,000 (1,500 of 2,900 items drawn)', 1500],
        ['head', 'head: the exact top 100', 100],
      ],
    ],
  ])('are %s', (_, round, exact, groups) => {
    expect(shapeOf(round, exact)).toEqual(groups);
  });
});

describe('errorWords', () => {
  it('say of a batch that it is one', () => {
    expect(errorWords(second, undefined)).toBe(
      'Root mean square error of this batch’s estimates: 1.00. Of the batch only, and so of items that were expected to be good: all others take the exact ranking.',
    );
  });

  test.each([
    [{}, 'The errors after round 2 are not known.'],
    [{ headError: 0.5 }, 'Root mean square error after round 2: 0.50 over the exact top 100 (head).'],
    [
      { headError: 0.5, tailError: 2 },
      'Root mean square error after round 2: 0.50 over the exact top 100 (head), 2.00 over all others (tail).',
    ],
  ])('of %j', (errors, words) => {
    expect(errorWords({ ...second, ...errors }, exactOf(200))).toBe(words);
  });
});
