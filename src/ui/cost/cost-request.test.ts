import { describe, expect, test } from 'vitest';
import type { CorpusDetails, CostRequest, StoredQuery } from '../../workers/client.ts';
import { type CostDraft, draftOfRequest, initialCostDraft } from './cost-draft.ts';
import { continues, costProblems, pointCount, requestOf } from './cost-request.ts';

/** As far as the form looks at it. */
const scifact = {
  corpus: { corpusId: 'c', documentCount: 5183 },
  ownTrainQueryCount: 809,
  queries: new Array<StoredQuery>(40),
} as unknown as CorpusDetails;
const draft = initialCostDraft(scifact);

const COUNTS_PROBLEM = 'Enter one or more whole numbers from 1 to 809, the queries that there are.';
const WHOLE_CORPUS = 'Enter a whole number from 1 to 5183, the whole corpus.';

test.each<[Partial<CostDraft>, object]>([
  [{ methods: [] }, { methods: 'Choose at least one method.' }],
  [{ queryCounts: [] }, { queryCounts: COUNTS_PROBLEM }],
  [{ queryCounts: ['25', '810'] }, { queryCounts: COUNTS_PROBLEM }],
  [{ anchorCounts: ['0'] }, { anchorCounts: COUNTS_PROBLEM }],
  [{ anchorCounts: ['2.5'] }, { anchorCounts: COUNTS_PROBLEM }],
  [{ anchorCounts: ['many'] }, { anchorCounts: COUNTS_PROBLEM }],
  [{ documentsPerQuery: '' }, { documentsPerQuery: WHOLE_CORPUS }],
  [{ documentsPerQuery: 5184 }, { documentsPerQuery: WHOLE_CORPUS }],
  [{ k: 0 }, { k: WHOLE_CORPUS }],
  [{ lambda: 1.1 }, { lambda: 'Enter a number from 0 to 1.' }],
  // Fields of methods that are not chosen do not matter.
  [{ methods: ['adacur'], queryCounts: [], documentsPerQuery: '' }, {}],
  [{ methods: ['mf-ind'], anchorCounts: [] }, {}],
])('problems of %j', (change, problems) => {
  expect(costProblems({ ...draft, ...change }, scifact)).toEqual(problems);
});

describe('request', () => {
  const request: CostRequest = {
    corpusId: 'c',
    seed: 1,
    space: 'dual-encoder',
    trainQueries: 'own',
    documentsPerQuery: 50,
    queryCounts: [25, 100, 400],
    anchorCounts: [5, 10, 25, 50],
    methods: ['mf-trns', 'mf-ind', 'adacur'],
    recall: { k: 10, budget: 100, rounds: 10, fit: { kind: 'mix', lambda: 0.8 }, queryCount: 20, seed: 1 },
  };

  test('of the defaults', () => {
    expect(requestOf(draft, 'c')).toEqual(request);
  });

  test('counts ascend, each once; methods in their order', () => {
    const typed: CostDraft = {
      ...draft,
      methods: ['mf-ind', 'mf-trns'],
      queryCounts: ['100', '25', '100'],
      fit: 'ridge',
      mu: '0.5',
    };
    expect(requestOf(typed, 'c')).toEqual({
      ...request,
      methods: ['mf-trns', 'mf-ind'],
      queryCounts: [25, 100],
      anchorCounts: [],
      recall: { ...request.recall, fit: { kind: 'ridge', mu: 0.5 } },
    });
  });

  test.each([request, { ...request, recall: { ...request.recall, fit: { kind: 'ridge', mu: 2 } as const } }])(
    'the form filled in from a request stands for it',
    (asked) => {
      expect(requestOf(draftOfRequest(asked), 'c')).toEqual(asked);
    },
  );

  test.each<[CostRequest, number]>([
    [request, 1 + 3 + 3 + 4],
    [{ ...request, methods: ['adacur'] }, 5],
  ])('points of a complete measurement', (asked, count) => {
    expect(pointCount(asked)).toBe(count);
  });

  test('goes on only with a report of the same request that is not complete', () => {
    const report = { request, points: [], complete: false, measuredMs: 0 };
    expect(continues(requestOf(draft, 'c'), report)).toBe(true);
    expect(continues({ ...request, seed: 2 }, report)).toBe(false);
    expect(continues(request, { ...report, complete: true })).toBe(false);
    expect(continues(request, undefined)).toBe(false);
  });
});
