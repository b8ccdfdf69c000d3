import { expect, test } from 'vitest';
import { runNotes } from './imported-runs-text.ts';

test.each([
  [0, 0, 0, undefined],
  [1, 0, 0, 'left out: 1 line of queries that the experiment has not'],
  [
    1000,
    2,
    0,
    'left out: 1,000 lines of queries that the experiment has not and 2 lines of documents that the corpus has not',
  ],
  [0, 2, 0, 'left out: 2 lines of documents that the corpus has not'],
  [0, 0, 1, 'nothing for 1 query, counted as nothing found'],
  [
    0,
    2,
    30,
    'left out: 2 lines of documents that the corpus has not; nothing for 30 queries, counted as nothing found',
  ],
])('%d, %d and %d', (unknownQueryLines, unknownDocumentLines, missingQueryCount, text) => {
  expect(runNotes({ unknownQueryLines, unknownDocumentLines, missingQueryCount })).toBe(text);
});
