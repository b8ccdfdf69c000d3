import { describe, expect, it, test } from 'vitest';
import { makeRounds } from '../../testing/round-reports.ts';
import { batchWords, scoreBatches, scoreFloor } from './score-batches.ts';

const rounds = makeRounds(
  [
    [
      { docRow: 0, exact: -6 },
      { docRow: 1, exact: 2 },
      { docRow: 2, exact: -4 },
    ],
    [{ docRow: 3, exact: 1 }],
  ],
  5,
);

describe('scoreBatches', () => {
  it('have quartiles and points inside their own strip', () => {
    const [first, second] = scoreBatches(rounds);
    expect(first).toMatchObject({
      round: 1,
      itemCount: 3,
      least: -6,
      lowerQuartile: -5,
      median: -4,
      upperQuartile: -1,
      most: 2,
    });
    expect(first.points.map(({ docRow, score }) => [docRow, score])).toEqual([
      [1, 2],
      [2, -4],
      [0, -6],
    ]);
    for (const { place } of first.points) expect(Math.abs(place - 1)).toBeLessThan(0.301);
    expect(second.points[0]).toMatchObject({ docRow: 3, title: 'Title 3', round: 2 });
  });

  it('thin out large batches but keep the best and the worst', () => {
    const batch = Array.from({ length: 4000 }, (_, docRow) => ({ docRow, exact: -docRow }));
    const [{ points, itemCount }] = scoreBatches(makeRounds([batch], 4000));
    expect([itemCount, points.length, points[0].docRow, points.at(-1)?.docRow]).toEqual([
      4000, 1500, 0, 3999,
    ]);
  });
});

describe('scoreFloor', () => {
  const exact = { docRows: Uint32Array.of(1, 3, 4, 2, 0), scores: Float32Array.of(2, 1, -3, -4, -6) };

  test.each([
    ['the median of all items', exact, 5, { score: -3, label: 'median of all items' }],
    ['of a cut-off ranking the lowest found', exact, 9, { score: -6, label: 'lowest score found' }],
    ['without a ranking the lowest found', undefined, 5, { score: -6, label: 'lowest score found' }],
  ])('is %s', (_, ranking, itemCount, floor) => {
    expect(scoreFloor(scoreBatches(rounds), ranking, itemCount)).toEqual(floor);
  });

  it('is nowhere before the first round', () => {
    expect(scoreFloor([], undefined, undefined)).toBeUndefined();
  });
});

it('batchWords say what a batch was', () => {
  expect(scoreBatches(rounds).map(batchWords)).toEqual([
    'Round 1: 3 items from −6.00 to 2.00, half of them above −4.00.',
    'Round 2: one item at 1.00.',
  ]);
});
