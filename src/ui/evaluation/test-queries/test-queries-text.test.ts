import { expect, test } from 'vitest';
import type { RankingPlan } from '../../../workers/client.ts';
import type { TestQueries } from '../../search/test-queries.ts';
import { testQueriesText } from './test-queries-text.ts';

function planOf(availableCount: number, judgedQueryCount: number): RankingPlan {
  return {
    queryCount: availableCount,
    availableCount,
    judgedQueryCount,
    rankedQueryCount: 0,
    scorerCalls: 0,
    knownCalls: 0,
    tokens: 0,
    knownTokens: 0,
    estimatedMs: 0,
    estimateBasis: '',
  };
}

const counted = (plan: RankingPlan) => ({ value: plan, loading: false });
const none = { loading: false };

const marked: TestQueries = { most: 40, split: 'test' };

test.each<[string, Parameters<typeof testQueriesText>, string]>([
  [
    'no queries',
    [undefined, 0, 0, none],
    'This corpus has no queries. Add a file of them, or make some from the documents.',
  ],
  [
    'training queries alone',
    [undefined, 809, 900, none],
    'No test query: all 809 of this corpus are marked for training. Add a file of others, or make some from the documents.',
  ],
  ['not counted yet', [marked, 50, 12, { loading: true }], 'Counting test queries (marked test) …'],
  ['not to be counted', [marked, 50, 12, none], 'Test queries: marked test.'],
  [
    'no judgements',
    [marked, 50, 0, counted(planOf(40, 0))],
    '40 test queries (marked test), and no judgements.',
  ],
  [
    'some judged',
    [marked, 50, 120, counted(planOf(40, 38))],
    '40 test queries (marked test), 38 judged. 120 judgements in all, of the 50 queries of the corpus.',
  ],
  [
    'all judged, one of the unmarked',
    [{ most: 2, split: 'unmarked' }, 2, 1, counted(planOf(1, 1))],
    '1 test query (of those without a mark, the half that no index is trained on), all judged. 1 judgement in all, of the 2 queries of the corpus.',
  ],
  [
    'no other queries than these',
    [marked, 40, 120, counted(planOf(40, 40))],
    '40 test queries (marked test), all judged. 120 judgements in all.',
  ],
])('%s', (_, parameters, text) => {
  expect(testQueriesText(...parameters)).toBe(text);
});
