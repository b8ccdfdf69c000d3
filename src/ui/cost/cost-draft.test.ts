import { describe, expect, test } from 'vitest';
import type { CorpusDetails } from '../../workers/client.ts';
import { type CostDraft, initialCostDraft, trainQueriesAvailable } from './cost-draft.ts';
import { costProblems } from './cost-request.ts';

const query = { id: 'q', text: 'what', split: 'test' };
const past = { queryText: 'typed', searchedMs: 0, times: 1 };

/** A corpus as far as the form looks at it. */
function corpusOf(documentCount: number, ownTrainQueryCount: number, queryCount = 40): CorpusDetails {
  return {
    corpus: { corpusId: 'c', documentCount },
    ownTrainQueryCount,
    queries: Array.from({ length: queryCount }, () => query),
    searchHistory: [past, past],
  } as unknown as CorpusDetails;
}

const scifact = corpusOf(5183, 809);

describe('defaults fit the corpus', () => {
  test.each<[string, CorpusDetails, Partial<CostDraft>]>([
    [
      'as in the paper',
      scifact,
      {
        trainQueries: 'own',
        documentsPerQuery: 50,
        queryCounts: ['25', '100', '400'],
        anchorCounts: ['5', '10', '25', '50'],
        budget: 100,
        queryCount: 20,
      },
    ],
    [
      'few train queries',
      corpusOf(5183, 30),
      { trainQueries: 'own', queryCounts: ['25', '30'], anchorCounts: ['5', '10', '25', '30'] },
    ],
    [
      'fewer than the smallest number',
      corpusOf(5183, 3),
      { trainQueries: 'own', queryCounts: ['3'], anchorCounts: ['3'] },
    ],
    [
      'no train queries: one can be made of each document',
      corpusOf(40, 0, 7),
      {
        trainQueries: 'titles',
        documentsPerQuery: 40,
        queryCounts: ['25', '40'],
        budget: 40,
        k: 10,
        queryCount: 7,
      },
    ],
  ])('%s', (_, details, expected) => {
    const initial = initialCostDraft(details);
    expect(initial).toMatchObject(expected);
    expect(costProblems(initial, details)).toEqual({});
  });
});

test.each([
  ['own', 809],
  ['history', 2],
  ['titles', 5183],
  ['key-phrases', 5183],
] as const)('train queries available: %s', (source, count) => {
  expect(trainQueriesAvailable(scifact, source)).toBe(count);
});
