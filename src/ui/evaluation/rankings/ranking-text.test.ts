import { expect, test } from 'vitest';
import type { RankingPlan } from '../../../workers/client.ts';
import { chosenQueriesText, judgedText, rankedText, rankingJobText } from './ranking-text.ts';

test.each([
  [300, 300, '300 test queries'],
  [1, 1, '1 test query'],
  [50, 1300, 'a sample of 50 of 1,300 test queries (seed 7)'],
])('%d of %d queries', (queryCount, availableCount, text) => {
  expect(chosenQueriesText({ queryCount, availableCount }, 7)).toBe(text);
});

test.each([
  [0, 300, '0 of the 300 test queries have an exact ranking.'],
  [12, 300, '12 of the 300 test queries have an exact ranking.'],
  [300, 300, 'All of the 300 test queries have an exact ranking.'],
  [1, 1, 'All of the 1 test query has an exact ranking.'],
])('%d of %d ranked', (rankedQueryCount, availableCount, text) => {
  expect(rankedText({ rankedQueryCount, availableCount } as RankingPlan)).toBe(text);
});

test.each([
  [0, 60, 'none judged'],
  [12, 60, '12 judged'],
  [60, 60, 'all judged'],
])('%d of %d judged', (judgedCount, queryCount, text) => {
  expect(judgedText(judgedCount, queryCount)).toBe(text);
});

test('a job', () => {
  expect(rankingJobText({ queryCount: 1000, seed: 3 })).toBe(
    'Exact rankings of up to 1,000 test queries (seed 3)',
  );
});
