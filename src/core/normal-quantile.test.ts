import { describe, expect, it } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';

describe('normalQuantile', () => {
  // statistics.NormalDist().inv_cdf(probability), Python 3.11
  it.each([
    [0.5, 0.0],
    [0.6, 0.2533471031357998],
    [0.075, -1.4395314709384557],
    [0.9251, 1.4402382675279632],
    [0.01, -2.3263478740408408],
    [0.001, -3.090232306167813],
    [0.975, 1.9599639845400536],
    [1e-6, -4.753424308822899],
    [1e-10, -6.361340902404056],
    [0.999999999, 5.997807019601638],
  ])('of %d is %d', (probability, expected) => {
    expect(Math.abs(normalQuantile(probability) - expected)).toBeLessThan(1e-14);
  });

  it.each([0, 1, 1e-11, Number.NaN])('refuses %d', (probability) => {
    expect(() => normalQuantile(probability)).toThrow(
      `The probability must be a number from 1e-10 to 1 - 1e-10, but is ${probability}.`,
    );
  });
});
