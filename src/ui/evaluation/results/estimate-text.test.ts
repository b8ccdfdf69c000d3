import { expect, test } from 'vitest';
import { differenceText, estimateText, pText } from './estimate-text.ts';

test('a mean with its interval', () => {
  expect(estimateText({ mean: 0.8312, low: 0.79, high: 0.87 })).toBe('0.831 (0.790–0.870)');
});

test('a difference with its signs; none at all has none', () => {
  expect(differenceText({ difference: -0.0312, low: -0.06, high: 0.002 })).toBe('−0.031 (−0.060 to +0.002)');
  expect(differenceText({ difference: 0, low: 0, high: 0 })).toBe('0.000 (0.000 to 0.000)');
});

test.each([
  [0.0001, '<0.001'],
  [0.001, '0.001'],
  [0.0412, '0.041'],
  [1, '>0.999'],
])('p %d', (p, text) => {
  expect(pText(p)).toBe(text);
});
