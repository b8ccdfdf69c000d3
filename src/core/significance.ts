import { checkCount, checkInteger } from './check.ts';
import type { Vector } from './matrix.ts';
import { quantile } from './quantile.ts';
import { createRandom } from './random.ts';

/** Random re-arrangements per test and per interval: a p-value is then never below 1 / 10,001. */
export const RESAMPLES = 10_000;

/** Below this share of the summed magnitudes, a difference between two sums is rounding. */
const RELATIVE_ROUNDING = 1e-12;

/**
 * Two-sided paired randomisation test of the difference of two means: how likely a difference at least as large
 * would be if for every query chance alone decided which system got which of its two values. `left` and `right`
 * hold one value per query in the same order. The p-value is (hits + 1) / (RESAMPLES + 1) over random sign flips
 * of the differences (Smucker, Allan, Carterette, CIKM 2007). Values of different number, or none, are an
 * InvalidArgumentError.
 */
export function randomisationPValue(left: Vector, right: Vector, seed: number): number {
  checkCount('right', right.length, left.length);
  checkInteger('The number of values', left.length, 1);
  const random = createRandom(seed);
  const differences = Float64Array.from(left, (value, i) => value - right[i]);
  const magnitude = differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  const least = observed - RELATIVE_ROUNDING * magnitude;
  let hits = 0;
  for (let round = 0; round < RESAMPLES; round++) {
    if (Math.abs(randomlySignedSum(differences, random.nextUint32)) >= least) hits += 1;
  }
  return (hits + 1) / (RESAMPLES + 1);
}

/** One random bit per value decides its sign. */
function randomlySignedSum(values: Float64Array, nextUint32: () => number): number {
  let sum = 0;
  let bits = 0;
  for (let i = 0; i < values.length; i++) {
    if (i % 32 === 0) bits = nextUint32();
    sum += bits & 1 ? values[i] : -values[i];
    bits >>>= 1;
  }
  return sum;
}

/**
 * 95 % interval of the mean of `values` by the percentile bootstrap: the middle 95 % of the means of RESAMPLES
 * random drawings with replacement. No values at all are an InvalidArgumentError.
 */
export function bootstrapInterval(values: Vector, seed: number): { low: number; high: number } {
  checkInteger('The number of values', values.length, 1);
  const random = createRandom(seed);
  const means = new Float64Array(RESAMPLES);
  for (let round = 0; round < RESAMPLES; round++) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[random.nextInt(values.length)];
    means[round] = sum / values.length;
  }
  means.sort();
  return { low: quantile(means, 0.025), high: quantile(means, 0.975) };
}
