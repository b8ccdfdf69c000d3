import { describe, expect, test } from 'vitest';
import type { QueriesReport } from '../../../workers/client.ts';
import { addedText, leftOutTexts, madeText } from './queries-report-text.ts';

const CLEAN: QueriesReport = {
  newQueryCount: 0,
  newJudgementCount: 0,
  duplicateQueryCount: 0,
  duplicateJudgementCount: 0,
  unknownQueryCount: 0,
  unknownDocumentCount: 0,
  unknownQueryExamples: [],
  unknownDocumentExamples: [],
  refusedCount: 0,
  refused: [],
};

test.each<[Partial<QueriesReport>, string]>([
  [{}, 'Nothing new was added.'],
  [{ newQueryCount: 1 }, '1 query and 0 judgements were added.'],
  [{ newQueryCount: 1200, newJudgementCount: 1 }, '1,200 queries and 1 judgement were added.'],
])('added: %o', (change, text) => {
  expect(addedText({ ...CLEAN, ...change })).toBe(text);
});

describe('left out', () => {
  test('nothing to say where all was taken', () => {
    expect(leftOutTexts({ ...CLEAN, newQueryCount: 5, newJudgementCount: 9 })).toEqual([]);
  });

  test.each<[Partial<QueriesReport>, string]>([
    [{ duplicateQueryCount: 1 }, '1 query has an id that is taken: what was stored stays.'],
    [{ duplicateQueryCount: 2 }, '2 queries have an id that is taken: what was stored stays.'],
    [{ duplicateJudgementCount: 1 }, '1 judgement is of a pair that was judged before: the first stands.'],
    [
      { duplicateJudgementCount: 30 },
      '30 judgements are of pairs that were judged before: the first stands.',
    ],
    [
      { unknownQueryCount: 1, unknownQueryExamples: ['q7'] },
      '1 judgement names a query that the corpus has not: “q7”.',
    ],
    [
      { unknownDocumentCount: 1001, unknownDocumentExamples: ['a', 'b', 'c'] },
      '1,001 judgements name documents that the corpus has not: “a”, “b”, “c” ….',
    ],
  ])('%o', (change, text) => {
    expect(leftOutTexts({ ...CLEAN, ...change })).toEqual([text]);
  });
});

test.each([
  [50, 50, '50 test queries were made.'],
  [1, 1, '1 test query was made.'],
  [12, 1000, '12 test queries were made, of the 1,000 asked for: the documents give no more.'],
])('made %d of %d', (made, asked, text) => {
  expect(madeText(made, asked)).toBe(text);
});
