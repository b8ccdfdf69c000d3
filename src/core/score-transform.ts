import { checkInteger } from './check.ts';
import type { Vector } from './matrix.ts';
import { normalQuantile } from './normal-quantile.ts';
import { quantile } from './quantile.ts';

/**
 * What a fit sees of exact scores. A cross-encoder's logits of unrelated items lie on a floor, and a linear model of them
 * is dominated by it; a monotone transform changes no ranking. Answers are sorted by exact scores whatever is chosen.
 */
export type ScoreTransform =
  | 'identity'
  /** Scores below the median of the first round's become that median. */
  | 'clip'
  /** 1 / (1 + e^-f) of the logit. */
  | 'sigmoid'
  /** Normal scores: the normal quantile of the rank among all scored so far. */
  | 'rank';

/** A transform as it stands after the scores so far. */
export interface FittedTransform {
  /** Aligned with the exact scores it was fitted to. */
  readonly values: Float64Array;
  /** Whether values and estimates are cross-encoder scores as they are: `invert` changes nothing. */
  readonly keepsUnits: boolean;
  /** From a transformed value back to cross-encoder units, as far as that can be known: monotone, never exact but for 'identity'. */
  invert(value: number): number;
}

/** A transformed value and the score it stands for. */
interface Knot {
  readonly value: number;
  readonly score: number;
}

/**
 * The transform of all `scores` of a query so far, of which `firstScores` are the first round's. Its inverse is strictly
 * monotone and gives every score back, but for those that 'clip' has raised and those that a sigmoid rounds to 0 or 1.
 * Values beyond all transformed scores, which estimates can take, go on in a straight line.
 * Throws InvalidArgumentError without any score.
 */
export function fitTransform(
  transform: ScoreTransform,
  firstScores: Vector,
  scores: Vector,
): FittedTransform {
  checkInteger('The number of scores', Math.min(firstScores.length, scores.length), 1);
  switch (transform) {
    case 'identity':
      return { values: Float64Array.from(scores), keepsUnits: true, invert: (value) => value };
    case 'clip':
      return fitClip(firstScores, scores);
    case 'sigmoid':
      return fitSigmoid(scores);
    case 'rank':
      return fitRank(scores);
  }
}

/** Estimates below the floor stay what they are: they keep their order. */
function fitClip(firstScores: Vector, scores: Vector): FittedTransform {
  const floor = quantile(firstScores.slice().sort(), 0.5);
  const values = Float64Array.from(scores, (score) => Math.max(score, floor));
  return { values, keepsUnits: true, invert: (value) => value };
}

/** What `sigmoidSlope` is taken for at least: 20 logits for one of probability. */
const LEAST_SLOPE = 0.05;

/**
 * The logit between the lowest and the highest score. Below and above goes its tangent there, an estimate just outside
 * 0 to 1 being an infinite score otherwise, but never steeper than by `LEAST_SLOPE`: at a floor of -11 the tangent would
 * make -1000 of an estimate that is off by 0.02.
 */
function fitSigmoid(scores: Vector): FittedTransform {
  const values = Float64Array.from(scores, sigmoid);
  const ascending = Float64Array.from(scores).sort();
  const lowest = ascending[0];
  const highest = ascending[ascending.length - 1];
  const invert = (value: number) => {
    if (value <= sigmoid(lowest)) return lowest + (value - sigmoid(lowest)) / sigmoidSlope(lowest);
    if (value >= sigmoid(highest)) return highest + (value - sigmoid(highest)) / sigmoidSlope(highest);
    return Math.log(value / (1 - value));
  };
  return { values, keepsUnits: false, invert };
}

function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** s (1 - s) */
function sigmoidSlope(score: number): number {
  return Math.max(LEAST_SLOPE, sigmoid(score) * sigmoid(-score));
}

/**
 * The i-th smallest of n scores becomes the normal quantile of (i - 1/2) / n, equal scores that of their mean i. The
 * inverse is linear between these points, and goes on with the slope of the first and last stretch: with 1 where there
 * is a single point.
 */
function fitRank(scores: Vector): FittedTransform {
  const ascending = Float64Array.from(scores).sort();
  const valueOfScore = new Map<number, number>();
  for (let start = 0; start < ascending.length; ) {
    const score = ascending[start];
    let end = start + 1;
    while (end < ascending.length && ascending[end] === score) end++;
    // The mean of start + 1 .. end, less a half.
    valueOfScore.set(score, normalQuantile((start + end) / 2 / ascending.length));
    start = end;
  }
  const knots = Array.from(valueOfScore, ([score, value]) => ({ value, score }));
  return {
    values: Float64Array.from(scores, (score) => valueOfScore.get(score) as number),
    keepsUnits: false,
    invert: (value) => interpolate(knots, value),
  };
}

/** By the stretch that holds the value, or by the nearest one. */
function interpolate(knots: readonly Knot[], value: number): number {
  if (knots.length === 1) return knots[0].score + (value - knots[0].value);
  let right = 1;
  let end = knots.length - 1;
  while (right < end) {
    const middle = (right + end) >> 1;
    if (knots[middle].value < value) right = middle + 1;
    else end = middle;
  }
  const { value: above, score: scoreAbove } = knots[right];
  const { value: below, score: scoreBelow } = knots[right - 1];
  const share = (value - below) / (above - below);
  return (1 - share) * scoreBelow + share * scoreAbove;
}
