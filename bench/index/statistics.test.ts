import { expect, test } from 'vitest';
import { growthExponent, median } from './statistics.ts';

test.each([
  { values: [3], expected: 3 },
  { values: [9, 1, 4], expected: 4 },
  { values: [10, 1, 2, 4], expected: 3 },
])('the median of $values is $expected', ({ values, expected }) => {
  expect(median(values)).toBe(expected);
});

test.each([0.5, 1, 1.2])('y = 3 x^%f has that exponent', (exponent) => {
  const points = [1e5, 1e6, 1e7].map((x) => ({ x, y: 3 * x ** exponent }));
  expect(growthExponent(points)).toBeCloseTo(exponent, 12);
});

// numpy.polyfit(numpy.log([1, 10, 100]), numpy.log([1, 20, 100]), 1)[0]
test('points off the line are averaged out', () => {
  const points = [
    { x: 1, y: 1 },
    { x: 10, y: 20 },
    { x: 100, y: 100 },
  ];
  expect(growthExponent(points)).toBeCloseTo(1, 12);
});
