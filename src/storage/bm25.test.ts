import { expect, it } from 'vitest';
import { matchExpression } from './bm25.ts';

it.each([
  { queryText: 'Red wine, red meat', expression: '"red" OR "wine" OR "meat"' },
  {
    queryText: 'NOT (a AND "b") title:c* ^d -e',
    expression: '"not" OR "a" OR "and" OR "b" OR "title" OR "c" OR "d" OR "e"',
  },
  { queryText: 'covid-19 α-Spektrum 北京', expression: '"covid" OR "19" OR "α" OR "spektrum" OR "北京"' },
  // A combining accent belongs to the word it stands in: FTS5 removes it, as it does from the texts.
  { queryText: 'cafe\u0301s', expression: '"cafe\u0301s"' },
  { queryText: '\u0301"*:', expression: '' },
  { queryText: '', expression: '' },
])('$queryText becomes $expression', ({ queryText, expression }) => {
  expect(matchExpression(queryText)).toBe(expression);
});

it('keeps the first 64 words of a long query', () => {
  const words = Array.from({ length: 100 }, (_, index) => `w${index}`);
  expect(matchExpression(words.join(' '))).toBe(
    words
      .slice(0, 64)
      .map((word) => `"${word}"`)
      .join(' OR '),
  );
});
