import { describe, expect, it } from 'vitest';
import { applyScale, estimateScoreScale, IDENTITY_SCALE, invertScale } from './score-scale.ts';

describe('estimateScoreScale', () => {
  it('matches mean and standard deviation (A.4)', () => {
    // mean 4, sd 2 and mean 0.5, sd 0.1
    const crossEncoder = Float32Array.of(2, 6, 2, 6);
    const dualEncoder = Float64Array.of(0.4, 0.6, 0.6, 0.4);
    const scale = estimateScoreScale(crossEncoder, dualEncoder);
    expect(scale.beta).toBeCloseTo(0.05, 12);
    expect(scale.alpha).toBeCloseTo(-6, 12);
    expect(applyScale(scale, 2)).toBeCloseTo(0.4, 12);
    expect(applyScale(scale, 6)).toBeCloseTo(0.6, 12);
  });

  it.each([
    { name: 'no pairs', crossEncoder: [], dualEncoder: [], expected: IDENTITY_SCALE },
    { name: 'one pair', crossEncoder: [5], dualEncoder: [0.5], expected: { alpha: 4.5, beta: 1 } },
    { name: 'zero prior', crossEncoder: [-3, 5], dualEncoder: [0, 0], expected: { alpha: 1, beta: 1 } },
    { name: 'equal scores', crossEncoder: [4, 4], dualEncoder: [0, 1], expected: { alpha: 3.5, beta: 1 } },
  ])('matches only the means without spread: $name', ({ crossEncoder, dualEncoder, expected }) => {
    const scale = estimateScoreScale(Float64Array.from(crossEncoder), Float64Array.from(dualEncoder));
    expect(scale).toEqual(expected);
  });

  it('takes spread that is rounding for none', () => {
    const scale = estimateScoreScale(Float64Array.of(1, 2, 3), Float64Array.of(0.3, 0.1 + 0.2, 0.3));
    expect(scale.beta).toBe(1);
  });

  it('refuses scores that are not of the same pairs', () => {
    expect(() => estimateScoreScale(Float64Array.of(1, 2), Float64Array.of(1))).toThrow(
      'dualEncoderScores must have 2 entries, but has 1.',
    );
  });
});

describe('invertScale', () => {
  it('undoes applyScale', () => {
    const scale = { alpha: -6, beta: 0.25 };
    expect(applyScale(scale, 2)).toBe(2);
    expect(invertScale(scale, 2)).toBe(2);
    expect(invertScale(scale, applyScale(scale, 11.3))).toBeCloseTo(11.3, 12);
    expect(invertScale(IDENTITY_SCALE, 0.1)).toBe(0.1);
  });
});
