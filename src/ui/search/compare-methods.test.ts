import { expect, it } from 'vitest';
import { compareAnswers } from './compare-methods.ts';

const first = { docRows: Uint32Array.of(1, 2, 3), scores: Float32Array.of(9, 8, 1) };
const second = { docRows: Uint32Array.of(1, 4, 5), scores: Float32Array.of(9, 7, 6) };

it('says what only one answer found and who holds the best known items', () => {
  expect(compareAnswers(first, second, 3)).toEqual({
    onlyFirst: new Set([2, 3]),
    onlySecond: new Set([4, 5]),
    topCount: 3,
    firstHolds: 2,
    secondHolds: 2,
  });
});

it('takes what there is when k is larger', () => {
  const { topCount, firstHolds, secondHolds } = compareAnswers(first, second, 10);
  expect({ topCount, firstHolds, secondHolds }).toEqual({ topCount: 5, firstHolds: 3, secondHolds: 3 });
});
