import { expect, test } from 'vitest';
import { leftOutText } from './imported-runs-text.ts';

test.each([
  [0, 0, undefined],
  [1, 0, 'left out: 1 line of queries that the experiment has not'],
  [
    1000,
    2,
    'left out: 1,000 lines of queries that the experiment has not and 2 lines of documents that the corpus has not',
  ],
  [0, 2, 'left out: 2 lines of documents that the corpus has not'],
])('%d and %d', (unknownQueryLines, unknownDocumentLines, text) => {
  expect(leftOutText({ unknownQueryLines, unknownDocumentLines })).toBe(text);
});
