import type { SearchState } from './adaptive-search-state.ts';
import { type DeviationBounds, posteriorOf } from './batch-rules/batch-context.ts';
import { gatherFeatures, joinPoint } from './item-features.ts';
import { dotRange } from './linalg.ts';
import { momentsOf } from './moments.ts';
import { normalCdf } from './normal-cdf.ts';
import type { QueryPosterior } from './query-model.ts';
import type { Random } from './random.ts';
import type { StoppingRule } from './search-method.ts';
import { topK } from './top-k.ts';

/**
 * Draws of the query embedding, each used twice, mirrored at the mean. After every `DRAWS_AT_ONCE` it is seen whether the
 * mean is clearly above or below the wanted confidence, by `CLEAR` standard errors. Where it is not, it takes many: a search
 * stops at the first mean that is high enough, and so would pick those that are too high by chance.
 */
const DRAWS_AT_ONCE = 64;
const MOST_DRAWS = 1024;
const CLEAR = 4;

/** Items whose scores are followed through the draws, at most: those that can reach highest. */
const MOST_FOLLOWED = 2048;

/**
 * While fewer items are scored, nothing is stated: tau is known too badly. Searches in rounds of two that were let stop
 * after four to six stated .970 and were right in .952.
 */
const LEAST_SCORED = 10;

/** Standard deviations within which an item can reach the k-th best score: of a million beyond, 0.001 does. */
const REACH = 6;

/** A probability that counts as 0: a draw is given up there, as most are while much is uncertain. */
const IMPOSSIBLE = 1e-12;

/**
 * Probability, by the posterior, that no open item has a score above the k-th best exact one: over draws of u the mean of
 * Π_i Φ((t - v_i · u) / sigma), the noise integrated exactly. 1 where no item is open, 0 where fewer than k or
 * `LEAST_SCORED` are scored.
 *
 * tau² is not known but estimated from n scores, which alone would make the model too sure of itself while n is small.
 * By the scale-free prior 1 / tau² its posterior is n tau² / chi²_n, so each draw has its own tau and sigma; mu counts as
 * known. The `MOST_FOLLOWED` items that can reach highest, by the bounds of their deviations, follow the draws together.
 * The rest enter as if independent, with a variance that is the same share of its bound as the followed ones' on average;
 * those that cannot reach t count as certain.
 */
export function topKConfidence(
  state: SearchState,
  { k, confidence: wanted }: StoppingRule,
  deviationBounds: DeviationBounds,
  random: Random,
): number {
  const { scaledEstimates, scoredRows, targets, isClosed } = state;
  if (!isClosed.includes(0)) return 1;
  if (scoredRows.length < Math.max(k, LEAST_SCORED)) return 0;
  const threshold = targets.slice().sort()[targets.length - k];
  const posterior = posteriorOf(state, 'The stopping rule');
  const { noiseVariance } = posterior;
  const bounds = deviationBounds(state);
  const reach = scaledEstimates.map(
    (estimate, row) => estimate + REACH * Math.sqrt(noiseVariance + bounds[row] ** 2),
  );
  const followed = topK(reach, MOST_FOLLOWED, isClosed).docRows;
  const { chance, varianceShare } = followDraws(
    state,
    posterior,
    followed,
    bounds,
    threshold,
    wanted,
    random,
  );

  const isFollowed = isClosed.slice();
  for (const row of followed) isFollowed[row] = 1;
  let rest = 1;
  for (let row = 0; row < reach.length; row++) {
    if (isFollowed[row] || reach[row] < threshold) continue;
    const deviation = Math.sqrt(noiseVariance + varianceShare * bounds[row] ** 2);
    rest *= chanceWithin(threshold - scaledEstimates[row], deviation);
  }
  return chance * rest;
}

/** Probability that none of `followed` is above the threshold, and their variance as a share of its bound. */
function followDraws(
  { fitted, features, scaledEstimates, scoredRows }: SearchState,
  posterior: QueryPosterior,
  followed: Uint32Array,
  bounds: Float64Array,
  threshold: number,
  wanted: number,
  random: Random,
): { chance: number; varianceShare: number } {
  const items = gatherFeatures(features, followed);
  const centre = joinPoint(fitted);
  const chances: number[] = [];
  let squares = 0;
  let boundSquares = 0;
  while (chances.length < MOST_DRAWS && !isClear(chances, wanted)) {
    // A draw of u is centre + step; the posterior's own has the estimated tau.
    const spread = Math.sqrt(scoredRows.length / chiSquared(scoredRows.length, random));
    const step = joinPoint(posterior.sample(random)).map((weight, c) => spread * (weight - centre[c]));
    const noise = spread * Math.sqrt(posterior.noiseVariance);
    let above = 1;
    let below = 1;
    for (let i = 0; i < followed.length; i++) {
      if (above < IMPOSSIBLE && below < IMPOSSIBLE) break;
      const margin = threshold - scaledEstimates[followed[i]];
      const deviation = dotRange(items.data, i * items.cols, step, 0, items.cols);
      squares += deviation ** 2;
      boundSquares += bounds[followed[i]] ** 2;
      above *= chanceWithin(margin - deviation, noise);
      below *= chanceWithin(margin + deviation, noise);
    }
    chances.push((above + below) / 2);
  }
  return {
    chance: momentsOf(Float64Array.from(chances)).mean,
    varianceShare: boundSquares > 0 ? squares / boundSquares : 0,
  };
}

function isClear(chances: readonly number[], wanted: number): boolean {
  if (chances.length === 0 || chances.length % DRAWS_AT_ONCE > 0) return false;
  const { mean, sd } = momentsOf(Float64Array.from(chances));
  return Math.abs(mean - wanted) > (CLEAR * sd) / Math.sqrt(chances.length);
}

/** Probability that normal noise is at most `margin`. */
function chanceWithin(margin: number, deviation: number): number {
  if (deviation > 0) return normalCdf(margin / deviation);
  return margin >= 0 ? 1 : 0;
}

function chiSquared(degrees: number, random: Random): number {
  let sum = 0;
  for (let i = 0; i < degrees; i++) sum += random.nextGaussian() ** 2;
  return sum;
}
