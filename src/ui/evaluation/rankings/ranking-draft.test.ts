import { expect, test } from 'vitest';
import type { RankingRequest } from '../../../workers/client.ts';
import {
  initialRankingDraft,
  isSameRanking,
  type RankingDraft,
  rankingProblems,
  rankingRequestOf,
} from './ranking-draft.ts';

test('starts with all test queries, and that can be planned', () => {
  const draft = initialRankingDraft(300);
  expect(rankingProblems(draft, 300)).toEqual({});
  expect(rankingRequestOf(draft, 'c')).toEqual({ corpusId: 'c', queryCount: 300, seed: 1 });
});

const COUNT = 'Enter a whole number from 1 to 300, the test queries that there are.';
const SEED = 'Enter a whole number from 0 to 4294967295.';

test.each<[Partial<RankingDraft>, object]>([
  [{ queryCount: '' }, { queryCount: COUNT }],
  [{ queryCount: 0 }, { queryCount: COUNT }],
  [{ queryCount: 301 }, { queryCount: COUNT }],
  [{ queryCount: 1.5 }, { queryCount: COUNT }],
  [{ seed: '' }, { seed: SEED }],
  [{ seed: 2 ** 32 }, { seed: SEED }],
  [
    { queryCount: '', seed: -1 },
    { queryCount: COUNT, seed: SEED },
  ],
  [{ queryCount: 1, seed: 0 }, {}],
])('problems of %o', (change, problems) => {
  expect(rankingProblems({ ...initialRankingDraft(300), ...change }, 300)).toEqual(problems);
});

const unfinished = { jobId: 'j', createdMs: 0, queryCount: 20, seed: 1 };
const request: RankingRequest = { corpusId: 'c', queryCount: 20, seed: 1 };

test.each<[RankingRequest, boolean]>([
  [request, true],
  [{ ...request, corpusId: 'other' }, false],
  [{ ...request, queryCount: 21 }, false],
  [{ ...request, seed: 2 }, false],
])('%o is the unfinished job: %s', (asked, same) => {
  expect(isSameRanking(asked, unfinished, 'c')).toBe(same);
});
