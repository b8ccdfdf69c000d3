import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { fitTransform, type ScoreTransform } from './score-transform.ts';

const TRANSFORMS: readonly ScoreTransform[] = ['identity', 'clip', 'sigmoid', 'rank'];

/** Logits as cross-encoders give them, many of them equal. */
const scores = fc
  .array(fc.oneof(fc.integer({ min: -8, max: 6 }), fc.double({ min: -12, max: 9, noNaN: true })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((values) => Float64Array.from(values));
const split = fc.record({ scores, firstShare: fc.double({ min: 0, max: 1, noNaN: true }) });

function fitTo(transform: ScoreTransform, all: Float64Array, firstShare = 1) {
  return fitTransform(transform, all.slice(0, Math.max(1, Math.floor(firstShare * all.length))), all);
}

describe('fitTransform', () => {
  const logits = Float64Array.of(-6.5, 2, -6.75, 2, 4, -6.25);

  it('identity leaves scores and estimates as they are', () => {
    const { values, invert } = fitTo('identity', logits);
    expect(values).toEqual(logits);
    expect(invert(-70)).toBe(-70);
  });

  it('clip raises scores to the median of the first round', () => {
    const { values, invert } = fitTransform('clip', logits.subarray(0, 3), logits);
    expect([...values]).toEqual([-6.5, 2, -6.5, 2, 4, -6.25]);
    expect([-9, -6.5, 3].map(invert)).toEqual([-9, -6.5, 3]);
  });

  it.each([
    ['identity', true],
    ['clip', true],
    ['sigmoid', false],
    ['rank', false],
  ] as const)('%s: the inverse changes nothing: %s', (transform, keepsUnits) => {
    const fitted = fitTo(transform, logits);
    expect(fitted.keepsUnits).toBe(keepsUnits);
    expect(fitted.invert(0.3) === 0.3).toBe(keepsUnits);
  });

  it('sigmoid gives probabilities; beyond the scores its inverse is the tangent', () => {
    const { values, invert } = fitTransform('sigmoid', Float64Array.of(0), Float64Array.of(0, Math.log(3)));
    expectAllClose(values, [0.5, 0.75], 1e-15);
    // The slope of the logit is 1 / (s (1 - s)): 4 at 0.5, 16 / 3 at 0.75.
    expectAllClose(
      [0, 0.5, 0.6, 0.75, 1.5].map(invert),
      [-2, 0, Math.log(1.5), Math.log(3), Math.log(3) + 4],
      1e-14,
    );
  });

  it('the inverse of sigmoid is never steeper than 20 beyond the scores: a small error stays small', () => {
    const { invert } = fitTo('sigmoid', Float64Array.of(-11, 9));
    const [floor, ceiling] = [1 / (1 + Math.exp(11)), 1 / (1 + Math.exp(-9))];
    expectAllClose([floor - 0.1, ceiling + 0.1].map(invert), [-13, 11], 1e-12);
  });

  it('sigmoid stays finite where it rounds to 0 or 1', () => {
    const { values, invert } = fitTo('sigmoid', Float64Array.of(-800, 60));
    expect([...values]).toEqual([0, 1]);
    expect([0, 1].map(invert)).toEqual([-800, 60]);
    expect([-0.01, 1.01].map(invert).every(Number.isFinite)).toBe(true);
  });

  it('rank gives normal scores, equal ones to equal scores', () => {
    const { values } = fitTo('rank', logits);
    // scipy.stats.norm.ppf((scipy.stats.rankdata(logits) - 0.5) / 6)
    const [below, above] = [-0.6744897501960817, 0.43072729929545744];
    expectAllClose(
      values,
      [below, above, -1.382994127100638, above, 1.382994127100638, -0.21042839424792484],
      1e-14,
    );
  });

  it('the inverse of rank is linear between the scores and goes on beyond them', () => {
    const { values, invert } = fitTo('rank', Float64Array.of(1, 2, 4));
    const [low, middle, high] = values;
    expect(middle).toBe(0);
    expectAllClose([low, high / 2, 2 * high, 2 * low].map(invert), [1, 3, 6, 0], 1e-14);
  });

  it('rank of equal scores is 0, and moves with slope 1', () => {
    const { values, invert } = fitTo('rank', Float64Array.of(3, 3));
    expect([...values]).toEqual([0, 0]);
    expect([-1, 0, 2].map(invert)).toEqual([2, 3, 5]);
  });

  it.each(TRANSFORMS)(
    '%s keeps the ranking: no order turns round, and equal scores stay equal',
    (transform) => {
      fc.assert(
        fc.property(split, ({ scores: all, firstShare }) => {
          const { values } = fitTo(transform, all, firstShare);
          for (let i = 0; i < all.length; i++) {
            for (let j = 0; j < all.length; j++) {
              if (all[i] === all[j]) expect(values[i]).toBe(values[j]);
              else if (all[i] < all[j]) expect(values[i]).toBeLessThanOrEqual(values[j]);
            }
          }
        }),
        { seed: 1 },
      );
    },
  );

  it.each(TRANSFORMS)('%s: the inverse is monotone', (transform) => {
    const estimates = fc.array(fc.double({ min: -15, max: 15, noNaN: true }), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(split, estimates, ({ scores: all, firstShare }, values) => {
        const { invert } = fitTo(transform, all, firstShare);
        const inverted = values.sort((a, b) => a - b).map(invert);
        expect(inverted.every(Number.isFinite)).toBe(true);
        for (let i = 1; i < values.length; i++) {
          const rounding = 1e-12 * Math.abs(inverted[i]);
          expect(inverted[i]).toBeGreaterThanOrEqual(inverted[i - 1] - rounding);
          if (values[i] - values[i - 1] > 1e-6) expect(inverted[i]).toBeGreaterThan(inverted[i - 1]);
        }
      }),
      { seed: 2 },
    );
  });

  it.each(TRANSFORMS)(
    '%s: the inverse gives the scores back, those under the floor as the floor',
    (transform) => {
      fc.assert(
        fc.property(split, ({ scores: all, firstShare }) => {
          const { values, invert } = fitTo(transform, all, firstShare);
          const expected = transform === 'clip' ? values : all;
          // A logit of 9 is within 1e-4 of probability 1: its last digits are lost.
          expectAllClose(values.map(invert), expected, 1e-11);
        }),
        { seed: 3 },
      );
    },
  );

  it.each(TRANSFORMS)('%s refuses to be fitted to nothing', (transform) => {
    expect(() => fitTransform(transform, new Float64Array(), Float64Array.of(1))).toThrow(
      'The number of scores must be a whole number of at least 1, but is 0.',
    );
  });
});
