import { expect, test } from 'vitest';
import { scoreImportText } from './score-import-text.ts';

test.each([
  [
    { queryCount: 30, pairCount: 1200, newPairCount: 1200 },
    'Read 1,200 scores of 30 queries: all of them are new.',
  ],
  [
    { queryCount: 1, pairCount: 1200, newPairCount: 900 },
    'Read 1,200 scores of 1 query: 900 new, 300 were stored already and stay as they were.',
  ],
  [
    { queryCount: 30, pairCount: 1, newPairCount: 0 },
    'Read 1 score of 30 queries: none is new; what was stored stays as it was.',
  ],
])('%o', (report, text) => {
  expect(scoreImportText(report)).toBe(text);
});
