import { expect, test } from 'vitest';
import type { ExperimentDifferences } from '../../../workers/client.ts';
import { rankingsText } from './differences-text.ts';

const cell = { methodIndex: 0, budget: 50, differentRankings: 3, largestScoreDifference: 1e-6 };

test.each<[Omit<ExperimentDifferences, 'conditions'>, string]>([
  [
    { comparedQueryCount: 60, cells: [], isIdentical: true },
    'Identical: every ranking of every method on 60 queries is the same, down to the order.',
  ],
  [{ comparedQueryCount: 0, cells: [], isIdentical: false }, 'The two have no query in common yet.'],
  [
    { comparedQueryCount: 1, cells: [], isIdentical: false },
    'No ranking differs on the 1 query that both have, but one of the two has queries or methods that the other has not.',
  ],
  [
    { comparedQueryCount: 60, cells: [cell], isIdentical: false },
    'Rankings differ: 1 method at a budget has others, of 60 queries compared.',
  ],
  [
    { comparedQueryCount: 60, cells: [cell, { ...cell, budget: 100 }], isIdentical: false },
    'Rankings differ: 2 methods at a budget have others, of 60 queries compared.',
  ],
])('%o', (differences, text) => {
  expect(rankingsText({ conditions: [], ...differences })).toBe(text);
});
