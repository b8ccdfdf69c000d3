import { describe, expect, it } from 'vitest';
import { quantile } from './quantile.ts';

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
