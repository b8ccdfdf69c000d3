import { expect, it } from 'vitest';
import { largestDifference, rowTokens } from './score-run.ts';

it('counts the tokens of each row without padding', () => {
  const batch = {
    inputs: { attention_mask: Int32Array.of(1, 1, 1, 1, 0, 0) },
    rows: 2,
    length: 3,
    logits: Float32Array.of(0, 0),
    modelMs: 1,
  };
  expect(rowTokens(batch)).toEqual([3, 1]);
});

it.each([
  { left: [1, -2], right: [1.5, -4], expected: 2 },
  { left: [], right: [], expected: 0 },
  { left: [1, Number.NaN], right: [1, 2], expected: Number.NaN },
  { left: [1, 2], right: [1], expected: Number.POSITIVE_INFINITY },
])('finds the largest difference of $left and $right', ({ left, right, expected }) => {
  expect(largestDifference(left, right)).toBe(expected);
});
