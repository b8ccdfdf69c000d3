import { expect, test } from 'vitest';
import { tallyText } from './tally-text.ts';

test.each([
  [{ losses: 1, ties: 0, wins: 2 }, 0, 'A loses to B on 1 query, wins on 2, and is the same on 0.'],
  [
    { losses: 4, ties: 1039, wins: 7 },
    1,
    'A loses to B on 4 queries, wins on 7, and is the same on 1,039. 1 query has no judgements.',
  ],
])('%o, %d unjudged', (tally, unjudgedCount, text) => {
  expect(tallyText(tally, unjudgedCount)).toBe(text);
});
