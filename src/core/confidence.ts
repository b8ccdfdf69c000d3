import { openRows, type SearchState } from './adaptive-search-state.ts';
import { type DeviationBounds, posteriorOf } from './batch-rules/batch-context.ts';
import { featureCount, gatherFeatures, joinPoint } from './item-features.ts';
import { dotRange } from './linalg.ts';
import { momentsOf } from './moments.ts';
import { normalCdf } from './normal-cdf.ts';
import type { QueryPosterior } from './query-model.ts';
import type { Random } from './random.ts';
import type { StoppingRule } from './search-method.ts';
import { topK } from './top-k.ts';
import type { Cancel } from './types.ts';

/**
 * Draws of the query embedding, each used twice, mirrored at the mean. After every `DRAWS_AT_ONCE` it is seen whether the
 * mean is clearly above or below the wanted confidence, by `CLEAR` standard errors. Where it is not, it takes many: a search
 * stops at the first mean that is high enough, and so would pick those that are too high by chance.
 */
const DRAWS_AT_ONCE = 64;
const MOST_DRAWS = 1024;
const CLEAR = 4;

/**
 * Items whose scores are followed through the draws, at most: those that can reach highest. Fewer where they have so many
 * features that all draws would take more than `MOST_PRODUCTS` multiplications, half a second.
 */
const MOST_FOLLOWED = 2048;
const LEAST_FOLLOWED = 64;
const MOST_PRODUCTS = 2 ** 29;

/** Items of the rest whose variance is computed. */
const SAMPLED_VARIANCES = 256;

/**
 * While fewer items are scored, nothing is stated: tau is known too badly. Searches in rounds of two that were let stop
 * after four to six stated .970 and were right in .952.
 */
const LEAST_SCORED = 10;

/** Standard deviations within which an item can reach the k-th best score: of a million beyond, 0.001 does. */
const REACH = 6;

/** A probability that counts as 0: a draw is given up there, as most are while much is uncertain. */
const IMPOSSIBLE = 1e-12;

export interface ConfidenceContext {
  readonly deviationBounds: DeviationBounds;
  readonly random: Random;
  /** Awaited after every `DRAWS_AT_ONCE` draws. */
  readonly breathe?: (() => Promise<void>) | undefined;
  readonly cancel?: Cancel | undefined;
}

/** What all draws have in common. */
interface Draws {
  readonly state: SearchState;
  readonly posterior: QueryPosterior;
  /** The k-th best target. */
  readonly threshold: number;
  readonly context: ConfidenceContext;
}

/**
 * Probability, by the posterior, that no open item has a score above the k-th best exact one: over draws of u the mean of
 * Π_i Φ((t - v_i · u) / sigma), the noise integrated exactly. 1 where no item is open; 0 where fewer than k or
 * `LEAST_SCORED` are scored, and where all scores are equal, which says nothing of how far others lie apart.
 *
 * tau² is not known but estimated from n scores, which alone would make the model too sure of itself while n is small.
 * By the scale-free prior 1 / tau² its posterior is n tau² / chi²_n, so each draw has its own tau and sigma; mu counts as
 * known. Items that cannot reach t, by the bounds of their deviations, count as certain. Of the others those that can
 * reach highest follow the draws together. The rest enter as if independent, by Student's t, with a variance that is the
 * same share of its bound as that of a sample of them: where their scores go together that is too low, never too high.
 *
 * Throws CancelledError between groups of draws.
 */
export async function topKConfidence(
  state: SearchState,
  { k, confidence: wanted }: StoppingRule,
  context: ConfidenceContext,
): Promise<number> {
  const { features, scaledEstimates, scoredRows, targets, isClosed } = state;
  if (!isClosed.includes(0)) return 1;
  if (scoredRows.length < Math.max(k, LEAST_SCORED) || momentsOf(targets).sd === 0) return 0;
  const threshold = targets.slice().sort()[targets.length - k];
  const posterior = posteriorOf(state, 'The stopping rule');
  const bounds = context.deviationBounds(state);
  const isOut = isClosed.slice();
  const reach = new Float64Array(isOut.length);
  for (let row = 0; row < isOut.length; row++) {
    reach[row] = scaledEstimates[row] + REACH * Math.sqrt(posterior.noiseVariance + bounds[row] ** 2);
    if (reach[row] < threshold) isOut[row] = 1;
  }
  const followed = topK(reach, mostFollowed(featureCount(features)), isOut).docRows;
  for (const row of followed) isOut[row] = 1;

  const draws: Draws = { state, posterior, threshold, context };
  const restChance = chanceOfRest(draws, openRows(isOut), bounds);
  return restChance * (await chanceOfFollowed(draws, followed, wanted / restChance));
}

function mostFollowed(featuresPerItem: number): number {
  const affordable = Math.floor(MOST_PRODUCTS / (MOST_DRAWS * featuresPerItem));
  return Math.min(MOST_FOLLOWED, Math.max(LEAST_FOLLOWED, affordable));
}

/** Probability that none of `followed` is above the threshold. */
async function chanceOfFollowed(
  { state, posterior, threshold, context }: Draws,
  followed: Uint32Array,
  wanted: number,
): Promise<number> {
  const { fitted, features, scaledEstimates, scoredRows } = state;
  const { random, breathe, cancel } = context;
  if (followed.length === 0) return 1;
  const items = gatherFeatures(features, followed);
  const centre = joinPoint(fitted);
  const margins = Float64Array.from(followed, (row) => threshold - scaledEstimates[row]);

  function chanceInDraw(): number {
    // A draw of u is centre + step; the posterior's own has the estimated tau.
    const spread = Math.sqrt(scoredRows.length / chiSquared(scoredRows.length, random));
    const step = joinPoint(posterior.sample(random)).map((weight, c) => spread * (weight - centre[c]));
    const noise = spread * Math.sqrt(posterior.noiseVariance);
    let above = 1;
    let below = 1;
    for (let i = 0; i < margins.length && (above > IMPOSSIBLE || below > IMPOSSIBLE); i++) {
      const deviation = dotRange(items.data, i * items.cols, step, 0, items.cols);
      above *= chanceWithin(margins[i] - deviation, noise);
      below *= chanceWithin(margins[i] + deviation, noise);
    }
    return (above + below) / 2;
  }

  const chances: number[] = [];
  while (chances.length < MOST_DRAWS && !isClear(chances, wanted)) {
    for (let draw = 0; draw < DRAWS_AT_ONCE; draw++) chances.push(chanceInDraw());
    await breathe?.();
    cancel?.throwIfAborted();
  }
  return momentsOf(Float64Array.from(chances)).mean;
}

function isClear(chances: readonly number[], wanted: number): boolean {
  if (chances.length === 0) return false;
  const { mean, sd } = momentsOf(Float64Array.from(chances));
  return Math.abs(mean - wanted) > (CLEAR * sd) / Math.sqrt(chances.length);
}

/** Probability that none of `rest` is above the threshold. */
function chanceOfRest(
  { state, posterior, threshold, context }: Draws,
  rest: Uint32Array,
  bounds: Float64Array,
): number {
  const { scaledEstimates, scoredRows } = state;
  const sampled = context.random
    .sample(rest.length, Math.min(SAMPLED_VARIANCES, rest.length))
    .map((position) => rest[position]);
  const variance = sum(posterior.variances(sampled));
  const bound = sum(Float64Array.from(sampled, (row) => bounds[row] ** 2));
  const varianceShare = bound > 0 ? variance / bound : 0;
  let chance = 1;
  for (const row of rest) {
    const deviation = Math.sqrt(posterior.noiseVariance + varianceShare * bounds[row] ** 2);
    chance *= chanceWithin(threshold - scaledEstimates[row], deviation, scoredRows.length);
  }
  return chance;
}

/** Probability that noise is at most `margin`: normal noise, or Student's with so many `degrees` of freedom. */
function chanceWithin(margin: number, deviation: number, degrees?: number): number {
  if (deviation === 0) return margin >= 0 ? 1 : 0;
  const t = margin / deviation;
  return normalCdf(degrees === undefined ? t : normalOfStudent(t, degrees));
}

/** The normal quantile of a quantile of Student's t, to 0.01 (Wallace, Annals of Mathematical Statistics 30, 1959). */
function normalOfStudent(t: number, degrees: number): number {
  const share = (8 * degrees + 1) / (8 * degrees + 3);
  return Math.sign(t) * share * Math.sqrt(degrees * Math.log1p(t ** 2 / degrees));
}

function chiSquared(degrees: number, random: Random): number {
  let squares = 0;
  for (let i = 0; i < degrees; i++) squares += random.nextGaussian() ** 2;
  return squares;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
