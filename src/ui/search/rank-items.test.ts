import { describe, expect, it } from 'vitest';
import { makeRounds } from '../../testing/round-reports.ts';
import { findExactScore, missedItems, rankItems } from './rank-items.ts';

const rounds = makeRounds(
  [
    [
      { docRow: 3, exact: 5 },
      { docRow: 7, exact: 1 },
    ],
    [
      { docRow: 0, exact: 9 },
      { docRow: 1, exact: 0 },
    ],
    [
      { docRow: 5, exact: 7 },
      { docRow: 6, exact: 6 },
    ],
  ],
  8,
);
const summary = (roundIndex: number) =>
  rankItems(rounds, roundIndex).map(({ rank, item, foundInRound, placesLost }) => [
    rank,
    item.document.docRow,
    item.exactScore,
    foundInRound,
    placesLost,
  ]);

describe('rankItems', () => {
  it('has only new items after the first round', () => {
    expect(summary(1)).toEqual([
      [1, 3, 5, 1, undefined],
      [2, 7, 1, 1, undefined],
    ]);
  });

  it('says how many places the items of earlier rounds lost', () => {
    expect(summary(3)).toEqual([
      [1, 0, 9, 2, 0],
      [2, 5, 7, 3, undefined],
      [3, 6, 6, 3, undefined],
      [4, 3, 5, 1, 2],
      [5, 7, 1, 1, 2],
      [6, 1, 0, 2, 2],
    ]);
  });

  it('is empty before the first round', () => {
    expect(rankItems(rounds, 0)).toEqual([]);
    expect(rankItems([], 0)).toEqual([]);
  });

  it('refuses reports that contradict each other', () => {
    const incomplete = [{ ...rounds[0], newItems: rounds[0].newItems.slice(1) }];
    expect(() => rankItems(incomplete, 1)).toThrow(
      'Row 3 is in the answer of round 1, but no round found it.',
    );
  });
});

it.each([
  [0, [4, 5, 0]],
  [1, [4, 5, 0]],
  [3, [4]],
])('missed of the exact top 3 after round %d: %j', (roundIndex, docRows) => {
  const exact = { docRows: Uint32Array.of(4, 5, 0, 3), scores: Float32Array.of(9.5, 9.25, 9, 5) };
  const missed = missedItems(rounds, roundIndex, exact, 3);
  expect(missed.map(({ docRow }) => docRow)).toEqual(docRows);
  expect(missed[0]).toEqual({ docRow: 4, exactRank: 1, exactScore: 9.5 });
});

describe('findExactScore', () => {
  const exact = { docRows: Uint32Array.of(2, 3), scores: Float32Array.of(8, 5) };
  it.each([
    ['found by a round', 7, undefined, 1],
    ['not found, nothing else known', 2, undefined, undefined],
    ['not found, exact ranking known', 2, exact, 8],
  ])('%s', (_, docRow, ranking, score) => {
    expect(findExactScore(docRow, rounds, ranking)).toBe(score);
  });
});
