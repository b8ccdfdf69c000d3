import { expect, test } from 'vitest';
import { normalCdf } from './normal-cdf.ts';

// 0.5 * math.erfc(-z / math.sqrt(2)) of Python.
test.each([
  [-30, 4.906713927148764e-198],
  [-10, 7.619853024160593e-24],
  [-3, 0.0013498980316300957],
  [-1, 0.15865525393145707],
  [-0.1, 0.460172162722971],
  [0, 0.5],
  [0.1, 0.539827837277029],
  [1, 0.8413447460685429],
  [3, 0.9986501019683699],
  [6, 0.9999999990134123],
])('the normal distribution function at %d', (z, expected) => {
  expect(Math.abs(normalCdf(z) / expected - 1)).toBeLessThan(1.2e-7);
});

test('the ends are certain', () => {
  expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
});
