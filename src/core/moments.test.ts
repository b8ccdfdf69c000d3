import { describe, expect, it } from 'vitest';
import { momentsOf } from './moments.ts';

describe('momentsOf', () => {
  it.each([
    { values: [2, 6, 2, 6], expected: { mean: 4, sd: 2 } },
    { values: [-3], expected: { mean: -3, sd: 0 } },
    { values: [0, 0], expected: { mean: 0, sd: 0 } },
  ])('$values', ({ values, expected }) => {
    expect(momentsOf(Float64Array.from(values))).toEqual(expected);
  });

  it('sees no spread in the rounding of equal values', () => {
    expect(momentsOf(new Float64Array(10).fill(0.1)).sd).toBe(0);
    expect(momentsOf(Float64Array.of(1e6, 1e6 + 1e-3)).sd).toBeGreaterThan(0);
  });
});
