import { expect, test } from 'vitest';
import { countProblem, initialMakeDraft } from './make-queries-draft.ts';

test.each([
  [1000, 50],
  [7, 7],
])('of %d documents, %d queries are offered', (documentCount, count) => {
  const draft = initialMakeDraft(documentCount);
  expect(draft.count).toBe(count);
  expect(countProblem(draft, documentCount)).toBeUndefined();
});

test.each(['', 0, 1.5, 8])('%j of 7 documents cannot be made', (count) => {
  expect(countProblem({ source: 'titles', count }, 7)).toBe(
    'Enter a whole number from 1 to 7, one a document.',
  );
});
