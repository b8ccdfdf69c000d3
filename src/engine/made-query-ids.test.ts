import { expect, test } from 'vitest';
import { isMadeQuery, madeQueryId, madeQueryNumber } from './made-query-ids.ts';

test.each([
  [madeQueryId(1), 1, true],
  [madeQueryId(120), 120, true],
  ['made-x', 0, false],
  ['made-', 0, false],
  ['homemade-1', 0, false],
  ['1', 0, false],
])('%s', (queryId, number, isMade) => {
  expect(madeQueryNumber(queryId)).toBe(number);
  expect(isMadeQuery(queryId)).toBe(isMade);
});
