import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile, quantileOfUnsorted } from './quantile.ts';

describe('quantile', () => {
  // numpy.quantile([-3, 0, 1, 7], share)
  it.each([
    { share: 0, expected: -3 },
    { share: 0.05, expected: -2.55 },
    { share: 0.5, expected: 0.5 },
    { share: 0.9, expected: 5.2 },
    { share: 1, expected: 7 },
  ])('agrees with NumPy at $share', ({ share, expected }) => {
    expect(quantile(Float64Array.of(-3, 0, 1, 7), share)).toBeCloseTo(expected, 12);
  });

  it('of one value is that value; of none, nothing', () => {
    expect(quantile(Float32Array.of(4), 0.25)).toBe(4);
    expect(() => quantile(Float64Array.of(), 0.5)).toThrow(
      'The number of values must be a whole number of at least 1, but is 0.',
    );
  });
});

describe('quantileOfUnsorted', () => {
  it('is that of the sorted values, which it keeps all of', () => {
    const values = fc.array(
      fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 })),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const sorted = Float64Array.from(given).sort();
        const reordered = Float64Array.from(given);
        expect(quantileOfUnsorted(reordered, share)).toBe(quantile(sorted, share));
        expect(reordered.sort()).toEqual(sorted);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('of none is nothing', () => {
    expect(() => quantileOfUnsorted(Float64Array.of(), 0.5)).toThrow(
      'The number of values must be a whole number of at least 1, but is 0.',
    );
  });
});
