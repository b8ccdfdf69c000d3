import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankCorrelation } from './rank-correlation.ts';

test.each([
  { left: [1, 2, 3], right: [10, 20, 30], correlation: 1 },
  { left: [1, 2, 3], right: [0.1, 100, 1e9], correlation: 1 },
  { left: [1, 2, 3], right: [-1, -2, -3], correlation: -1 },
  { left: [1, 2, 3, 4], right: [2, 1, 4, 3], correlation: 0.6 },
  // Ranks less their mean: -1.5, 0, 0, 1.5 and -1.5, -0.5, 0.5, 1.5.
  { left: [1, 2, 2, 3], right: [1, 2, 3, 4], correlation: 4.5 / Math.sqrt(4.5 * 5) },
  // 1.5, 1.5, -1.5, -1.5, 0 and 1, -1.5, 1, -1.5, 1.
  { left: [5, 5, 1, 1, 3], right: [2, 1, 2, 1, 2], correlation: 0 },
])('of $left and $right: $correlation', ({ left, right, correlation }) => {
  expect(rankCorrelation(Float64Array.from(left), Float64Array.from(right))).toBeCloseTo(correlation, 12);
});

test.each([
  { left: [], right: [] },
  { left: [1], right: [2] },
  { left: [1, 1, 1], right: [1, 2, 3] },
  { left: [1, 2, 3], right: [0, 0, 0] },
])('of $left and $right: not defined', ({ left, right }) => {
  expect(rankCorrelation(Float64Array.from(left), Float64Array.from(right))).toBeUndefined();
});

test('only the order counts, the two lists count alike, and the reverse order changes the sign', () => {
  const value = fc.integer({ min: -20, max: 20 });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 30 }), (rows) => {
      const left = Float64Array.from(rows, ([first]) => first);
      const right = Float64Array.from(rows, ([, second]) => second);
      const correlation = rankCorrelation(left, right);
      const stretched = left.map((x) => x ** 3 + x);
      if (correlation === undefined) {
        expect(rankCorrelation(stretched, right)).toBeUndefined();
        return;
      }
      expect(rankCorrelation(stretched, right)).toBe(correlation);
      expect(rankCorrelation(right, left)).toBeCloseTo(correlation, 12);
      expect(
        rankCorrelation(
          left.map((x) => -x),
          right,
        ),
      ).toBeCloseTo(-correlation, 12);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('lists of different lengths are refused', () => {
  expect(() => rankCorrelation(Float64Array.of(1, 2), Float64Array.of(1))).toThrow(
    'right must have 2 entries, but has 1.',
  );
});
