import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { erf, gelu, geluSlope } from './gelu.ts';

describe('erf', () => {
  // [(x, math.erf(x)) for x in (1e-300, .01, .5, 1, 1.75, 3, 4.5, 5.875)]
  test.each([
    [1e-300, 1.1283791670955126e-300],
    [0.01, 0.011283415555849616],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [1.75, 0.9866716712191824],
    [3, 0.9999779095030014],
    [4.5, 0.9999999998033839],
    [5.875, 0.9999999999999999],
    [6, 1],
    [Number.POSITIVE_INFINITY, 1],
  ])('of %f is %f, and of its negative the negative', (x, expected) => {
    expect(Math.abs(erf(x) - expected)).toBeLessThanOrEqual(1e-15 * expected);
    expect(erf(-x)).toBe(-erf(x));
  });

  it('of no number is no number', () => {
    expect(erf(Number.NaN)).toBeNaN();
  });
});

describe('gelu', () => {
  // x = torch.tensor([-30, -9, -5.5, -3, -.75, 0, 1e-9, .5, 2, 6, 40], dtype=torch.float64, requires_grad=True)
  // value = torch.nn.functional.gelu(x); value.sum().backward(); x.grad   # torch 2.15
  test.each([
    { x: -30, value: 0, slope: 0 },
    { x: -9, value: 0, slope: 0 },
    { x: -5.5, value: -1.0444259362918373e-7, slope: -5.733472398618467e-7 },
    { x: -3, value: -0.00404969409489031, slope: -0.01194564720418392 },
    { x: -0.75, value: -0.16997051428265111, slope: 0.0007742782607648296 },
    { x: 0, value: 0, slope: 0.5 },
    { x: 1e-9, value: 5.000000003989423e-10, slope: 0.5000000007978846 },
    { x: 0.5, value: 0.34573123063700656, slope: 0.8674951246561629 },
    { x: 2, value: 1.9544997361036416, slope: 1.085231801078197 },
    { x: 6, value: 5.999999994080474, slope: 1.0000000354687093 },
    { x: 40, value: 40, slope: 1 },
  ])('of $x is $value, its slope $slope', ({ x, value, slope }) => {
    expect(Math.abs(gelu(x) - value)).toBeLessThanOrEqual(2e-15);
    expect(Math.abs(geluSlope(x) - slope)).toBeLessThanOrEqual(2e-15);
  });

  test('gelu(x) - gelu(-x) = x, and the slopes add up to 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 12, noNaN: true }), (x) => {
        expect(gelu(x) - gelu(-x)).toBeCloseTo(x, 13);
        expect(geluSlope(x) + geluSlope(-x)).toBeCloseTo(1, 13);
      }),
      { seed: 1 },
    );
  });
});
