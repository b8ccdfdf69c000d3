import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bootstrapInterval,
  bootstrapIntervals,
  holmAdjusted,
  RESAMPLES,
  randomisationPValue,
} from './significance.ts';

const LEFT = Float64Array.of(0.9, 0.4, 0.7, 0.3, 0.8, 0.5, 0.6, 0.2, 0.75, 0.35);
const RIGHT = Float64Array.of(0.6, 0.5, 0.4, 0.3, 0.55, 0.1, 0.7, 0.1, 0.5, 0.3);

describe('randomisationPValue', () => {
  // scipy 1.17.1, all sign flips: permutation_test((left, right), lambda x, y: np.mean(x - y),
  // permutation_type='samples', n_resamples=np.inf).pvalue
  it.each([
    { name: 'ten queries', left: LEFT, right: RIGHT, expected: 0.04296875 },
    {
      name: 'three queries, where eight sign flips are all there are',
      left: Float64Array.of(0.4, 0.1, 0.3),
      right: Float64Array.of(0.1, 0.2, 0.1),
      expected: 0.5,
    },
  ])('is near the exact value: $name', ({ left, right, expected }) => {
    const sd = Math.sqrt((expected * (1 - expected)) / RESAMPLES);
    for (const seed of [1, 2, 3]) {
      expect(Math.abs(randomisationPValue(left, right, seed) - expected)).toBeLessThan(4 * sd);
    }
  });

  it('is 1 without any difference, and never 0', () => {
    expect(randomisationPValue(LEFT, LEFT, 1)).toBe(1);
    const zeros = new Float64Array(60);
    expect(randomisationPValue(zeros, new Float64Array(60).fill(1), 1)).toBe(1 / (RESAMPLES + 1));
  });

  it('flips the sign of every query by itself, beyond the 32nd too', () => {
    // Two queries decide, 40 places apart: the sum is as large as observed where their signs agree, p = 1/2.
    const left = new Float64Array(41);
    left[0] = 1;
    left[40] = 1;
    expect(randomisationPValue(left, new Float64Array(41), 5)).toBeCloseTo(0.5, 1);
  });

  it('is the same for the same seed and from both sides', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
        const p = randomisationPValue(LEFT, RIGHT, seed);
        expect(randomisationPValue(LEFT, RIGHT, seed)).toBe(p);
        expect(randomisationPValue(RIGHT, LEFT, seed)).toBe(p);
      }),
      { numRuns: 5 },
    );
  });

  it('refuses values that are no pairs, and none', () => {
    expect(() => randomisationPValue(LEFT, Float64Array.of(1), 1)).toThrow(
      'right must have 10 entries, but has 1.',
    );
    expect(() => randomisationPValue(Float64Array.of(), Float64Array.of(), 1)).toThrow(
      'The number of values must be a whole number of at least 1, but is 0.',
    );
  });
});

describe('holmAdjusted', () => {
  // statsmodels 0.15.0: multipletests(pValues, method='holm')[1]
  it.each([
    { pValues: [0.01, 0.04, 0.03, 0.005], expected: [0.03, 0.06, 0.06, 0.02] },
    { pValues: [0.02, 0.02, 0.5, 0.9, 0.0001, 0.3], expected: [0.1, 0.1, 1, 1, 0.0006, 0.9] },
    { pValues: [0.7], expected: [0.7] },
    { pValues: [], expected: [] },
  ])('agrees with statsmodels: $pValues', ({ pValues, expected }) => {
    const adjusted = holmAdjusted(Float64Array.from(pValues));
    expect(adjusted).toHaveLength(expected.length);
    expected.forEach((p, i) => {
      expect(adjusted[i]).toBeCloseTo(p, 12);
    });
  });

  it('keeps their order, makes none smaller, and is at most 1', () => {
    const someP = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(someP, (pValues) => {
        const adjusted = holmAdjusted(Float64Array.from(pValues));
        pValues.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          pValues.forEach((other, j) => {
            if (p < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]);
          });
        });
      }),
      { seed: 1 },
    );
  });

  it.each([-0.1, 1.5, Number.NaN])('refuses %d', (p) => {
    expect(() => holmAdjusted(Float64Array.of(0.5, p))).toThrow(
      `p-value 1 must be a number from 0 to 1, but is ${p}.`,
    );
  });
});

describe('bootstrapInterval', () => {
  // scipy 1.17.1: bootstrap((values,), np.mean, n_resamples=1_000_000, method='percentile', rng=1)
  it.each([
    { name: 'spread values', values: LEFT, low: 0.41, high: 0.69 },
    {
      name: 'many zeros and ones',
      values: Float64Array.of(0, 0, 0, 1, 0.5, 0, 0.2, 1, 1, 0.6309),
      low: 0.17618,
      high: 0.7,
    },
  ])('agrees with SciPy: $name', ({ values, low, high }) => {
    const interval = bootstrapInterval(values, 1);
    expect(Math.abs(interval.low - low)).toBeLessThan(0.015);
    expect(Math.abs(interval.high - high)).toBeLessThan(0.015);
    expect(bootstrapInterval(values, 1)).toEqual(interval);
  });

  it('has no width where the values have none', () => {
    expect(bootstrapInterval(Float64Array.of(0.25, 0.25, 0.25), 1)).toEqual({ low: 0.25, high: 0.25 });
  });

  it('refuses no values', () => {
    expect(() => bootstrapInterval(Float64Array.of(), 1)).toThrow(
      'The number of values must be a whole number of at least 1, but is 0.',
    );
  });
});

describe('bootstrapIntervals', () => {
  it('are those of each column alone, however many there are', () => {
    const columns = Array.from({ length: 9 }, (_, c) => LEFT.map((value, i) => value * c + RIGHT[i]));
    const alone = columns.map((column) => bootstrapInterval(column, 7));
    for (const count of [0, 1, 3, 4, 5, 9])
      expect(bootstrapIntervals(columns.slice(0, count), 7)).toEqual(alone.slice(0, count));
  });

  it('refuse columns of different length, and without values', () => {
    expect(() => bootstrapIntervals([LEFT, Float64Array.of(1)], 1)).toThrow(
      'Column 1 must have 10 entries, but has 1.',
    );
    expect(() => bootstrapIntervals([Float64Array.of()], 1)).toThrow(
      'The number of values must be a whole number of at least 1, but is 0.',
    );
  });
});
