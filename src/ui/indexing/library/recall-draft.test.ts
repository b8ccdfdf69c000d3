import { describe, expect, test } from 'vitest';
import type { CorpusDetails } from '../../../workers/client.ts';
import {
  draftOfRecall,
  initialRecallDraft,
  type RecallDraft,
  recallProblems,
  recallSettingsOf,
} from './recall-draft.ts';

const detailsWith = (documentCount: number, queryCount: number) => {
  const queries = Array.from({ length: queryCount }, (_, i) => ({
    id: `${i}`,
    text: `q${i}`,
    split: 'test',
  }));
  return { corpus: { documentCount } as CorpusDetails['corpus'], queries };
};
const details = detailsWith(5183, 300);
const draft = initialRecallDraft(details);

describe('initialRecallDraft', () => {
  const fit = { fit: 'mix', lambda: 0.8, mu: 0.1 } as const;
  test.each([
    ['a corpus with many queries', 5183, 300, { k: 10, budget: 100, rounds: 10, queryCount: 20, ...fit }],
    ['a tiny corpus', 4, 3, { k: 4, budget: 4, rounds: 4, queryCount: 3, ...fit }],
  ])('of %s', (_, documentCount, queryCount, expected) => {
    const made = detailsWith(documentCount, queryCount);
    expect(initialRecallDraft(made)).toEqual(expected);
    expect(recallProblems(expected, made)).toEqual({});
  });
});

test.each<[Partial<RecallDraft>, object]>([
  [{ k: 0 }, { k: 'Enter a whole number from 1 to 5183, the whole corpus.' }],
  [
    { budget: '' },
    { budget: 'Enter a whole number from 1 to 5183, the whole corpus.', rounds: expect.any(String) },
  ],
  [
    { budget: 5 },
    { rounds: 'Enter a whole number from 1 to 5, the budget: each round scores one document or more.' },
  ],
  [
    { queryCount: 301 },
    { queryCount: 'Enter a whole number from 1 to 300, the queries that the corpus has.' },
  ],
  [{ lambda: 1.1 }, { lambda: 'Enter a number from 0 to 1.' }],
  [{ fit: 'ridge', lambda: 1.1 }, {}],
  [{ fit: 'ridge', mu: 0 }, { mu: 'Enter a number above 0, at most 1000000.' }],
  [{ mu: 0 }, {}],
])('problems of %o', (change, problems) => {
  expect(recallProblems({ ...draft, ...change }, details)).toEqual(problems);
});

test('settings hold numbers, and the fit that the search form starts with', () => {
  expect(recallSettingsOf({ ...draft, k: '1' })).toEqual({
    k: 1,
    budget: 100,
    rounds: 10,
    fit: { kind: 'mix', lambda: 0.8 },
    queryCount: 20,
    seed: 1,
  });
});

test.each<Partial<RecallDraft>>([{}, { fit: 'ridge', mu: 2 }])(
  'the form filled in from settings stands for them: %o',
  (change) => {
    const settings = recallSettingsOf({ ...draft, ...change });
    expect(recallSettingsOf(draftOfRecall(settings))).toEqual(settings);
  },
);
