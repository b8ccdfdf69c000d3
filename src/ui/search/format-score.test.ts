import { expect, it } from 'vitest';
import { formatDifference, formatScore } from './format-score.ts';

it.each([
  [5.8674, 3, '5.867', '+5.867'],
  [-3.349, 2, '−3.35', '−3.35'],
  [0, 2, '0.00', '+0.00'],
])('%d with %d digits', (value, digits, score, difference) => {
  expect([formatScore(value, digits), formatDifference(value, digits)]).toEqual([score, difference]);
});
