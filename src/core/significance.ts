import { checkCount, checkInteger, checkNumber } from './check.ts';
import type { Vector } from './matrix.ts';
import { quantileOfUnsorted } from './quantile.ts';
import { createRandom } from './random.ts';

/** Random re-arrangements per test and per interval: a p-value is then never below 1 / 10,001. */
export const RESAMPLES = 10_000;

/** Below this share of the summed magnitudes, a difference between two sums is rounding. */
const RELATIVE_ROUNDING = 1e-12;

/** What is drawn ahead for all columns; divides RESAMPLES. */
const DRAWINGS_AT_ONCE = 100;

/** Summed side by side: one look at what was drawn is for all of them. */
const COLUMNS_AT_ONCE = 4;

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
  const octetSums = signedOctetSums(differences);
  let hits = 0;
  for (let round = 0; round < RESAMPLES; round++) {
    if (Math.abs(randomlySignedSum(octetSums, random.nextUint32)) >= least) hits += 1;
  }
  return (hits + 1) / (RESAMPLES + 1);
}

/** Of eight values each, the sums with every choice of signs, 256 in all; bit b of the choice is the sign of value b. */
function signedOctetSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(Math.ceil(values.length / 8) * 256);
  values.forEach((value, i) => {
    const octetStart = (i >>> 3) * 256;
    for (let signs = 0; signs < 256; signs++)
      sums[octetStart + signs] += (signs >>> (i & 7)) & 1 ? value : -value;
  });
  return sums;
}

/** One random bit per value decides its sign. */
function randomlySignedSum(octetSums: Float64Array, nextUint32: () => number): number {
  let sum = 0;
  let bits = 0;
  for (let octetStart = 0; octetStart < octetSums.length; octetStart += 256) {
    if (octetStart % 1024 === 0) bits = nextUint32();
    sum += octetSums[octetStart + (bits & 255)];
    bits >>>= 8;
  }
  return sum;
}

/**
 * Holm's step-down adjustment of the p-values of a family of tests (Scandinavian Journal of Statistics 6, 1979), in their
 * order: rejecting those below alpha makes one wrong rejection or more with a probability of at most alpha. A value that
 * is no probability is an InvalidArgumentError.
 */
export function holmAdjusted(pValues: Vector): Float64Array {
  pValues.forEach((p, i) => {
    checkNumber(`p-value ${i}`, p, p >= 0 && p <= 1, 'from 0 to 1');
  });
  const adjusted = new Float64Array(pValues.length);
  const ascending = Uint32Array.from(pValues.keys()).sort((a, b) => pValues[a] - pValues[b]);
  let largest = 0;
  ascending.forEach((position, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[position]));
    adjusted[position] = largest;
  });
  return adjusted;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * 95 % interval of the mean of `values` by the percentile bootstrap: the middle 95 % of the means of RESAMPLES
 * random drawings with replacement. No values at all are an InvalidArgumentError.
 */
export function bootstrapInterval(values: Vector, seed: number): Interval {
  return bootstrapIntervals([values], seed)[0];
}

/**
 * The intervals of many columns with a value per query each, the queries in the same order: every drawing takes the same
 * queries of all columns, so that an interval does not depend on what columns are beside it. Columns of different
 * length, or without a value, are an InvalidArgumentError.
 */
export function bootstrapIntervals(columns: readonly Vector[], seed: number): Interval[] {
  if (columns.length === 0) return [];
  const valueCount = columns[0].length;
  checkInteger('The number of values', valueCount, 1);
  columns.forEach((column, i) => {
    checkCount(`Column ${i}`, column.length, valueCount);
  });
  const random = createRandom(seed);
  const groups = groupsOf(columns, valueCount);
  const means = columns.map(() => new Float64Array(RESAMPLES));
  const drawn = new Uint32Array(DRAWINGS_AT_ONCE * valueCount);
  for (let drawing = 0; drawing < RESAMPLES; drawing += DRAWINGS_AT_ONCE) {
    for (let i = 0; i < drawn.length; i++) drawn[i] = random.nextInt(valueCount);
    groups.forEach((group, g) => {
      const ofGroup = means.slice(g * COLUMNS_AT_ONCE, (g + 1) * COLUMNS_AT_ONCE);
      addMeans(group, drawn, valueCount, ofGroup, drawing);
    });
  }
  return means.map((values) => ({
    low: quantileOfUnsorted(values, 0.025),
    high: quantileOfUnsorted(values, 0.975),
  }));
}

/** `COLUMNS_AT_ONCE` columns each, value by value; zeros where there is no further column. */
function groupsOf(columns: readonly Vector[], valueCount: number): Float64Array[] {
  return Array.from({ length: Math.ceil(columns.length / COLUMNS_AT_ONCE) }, (_, g) => {
    const group = new Float64Array(valueCount * COLUMNS_AT_ONCE);
    columns.slice(g * COLUMNS_AT_ONCE, (g + 1) * COLUMNS_AT_ONCE).forEach((column, c) => {
      column.forEach((value, i) => {
        group[i * COLUMNS_AT_ONCE + c] = value;
      });
    });
    return group;
  });
}

/** Writes the means of DRAWINGS_AT_ONCE drawings, from `firstDrawing` on, to those of each column. */
function addMeans(
  group: Float64Array,
  drawn: Uint32Array,
  valueCount: number,
  means: readonly Float64Array[],
  firstDrawing: number,
): void {
  const sums = new Float64Array(COLUMNS_AT_ONCE);
  for (let drawing = 0; drawing < DRAWINGS_AT_ONCE; drawing++) {
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    const end = (drawing + 1) * valueCount; // exclusive
    for (let i = drawing * valueCount; i < end; i++) {
      const at = drawn[i] * COLUMNS_AT_ONCE;
      sum0 += group[at];
      sum1 += group[at + 1];
      sum2 += group[at + 2];
      sum3 += group[at + 3];
    }
    sums.set([sum0, sum1, sum2, sum3]);
    for (let column = 0; column < means.length; column++)
      means[column][firstDrawing + drawing] = sums[column] / valueCount;
  }
}
