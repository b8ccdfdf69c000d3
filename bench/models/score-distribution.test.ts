import { expect, it } from 'vitest';
import { distributionOf } from './score-distribution.ts';

it('describes scores in any order, and none', () => {
  // numpy.mean, std, quantile of [3, -1, 0, 6, 2]
  expect(distributionOf(Float64Array.of(3, -1, 0, 6, 2))).toEqual({
    count: 5,
    mean: 2,
    sd: expect.closeTo(2.449489742783178, 12),
    min: -1,
    q05: expect.closeTo(-0.8, 12),
    q25: 0,
    median: 2,
    q75: 3,
    q95: expect.closeTo(5.4, 12),
    max: 6,
  });
  expect(distributionOf(Float64Array.of())).toBeUndefined();
});
