/** What a server's numbers are, and how they become logits. */

import { XennError } from '../../core/errors.ts';
import type { RerankApiName } from '../../core/model-choice.ts';
import { RERANK_APIS } from './rerank-apis.ts';

/** Raw logits, or probabilities: the sigmoid of the logit. */
export type ScoreScale = 'logit' | 'probability';

/** Probabilities are cut here and at 1 minus it: beyond, their digits no longer tell logits apart. */
const LEAST_PROBABILITY = 1e-6;

/**
 * The scale of an API; where the API leaves it open, what the scores of the trial are: logits if one of them lies
 * outside 0..1. The trial must hold a relevant pair and irrelevant ones, so that logits do not all lie inside.
 */
export function scaleOf(apiName: RerankApiName, trialScores: Float64Array): ScoreScale {
  const { scale } = RERANK_APIS[apiName];
  if (scale !== 'unknown') return scale;
  return trialScores.some(isOutside) ? 'logit' : 'probability';
}

/** Says plainly what the scores are, for people; `trialScores` are those the scale was told by. */
export function describeScale(apiName: RerankApiName, scale: ScoreScale, trialScores: Float64Array): string {
  const certain = RERANK_APIS[apiName].scale !== 'unknown';
  if (scale === 'logit') {
    if (!certain) return 'The scores are taken as raw logits, because a trial gave some outside 0 to 1.';
    const asked = 'The scores are the raw logits of the model, as the server was asked for';
    // A server ignores a field that its version does not know.
    return trialScores.some(isOutside)
      ? `${asked}.`
      : `${asked}; but all of a trial lay from 0 to 1: an old version may give probabilities all the same.`;
  }
  const source = certain
    ? 'The server gives probabilities'
    : 'The scores are taken as probabilities, because a trial gave only numbers from 0 to 1';
  return `${source}; they are turned back into logits, and cut at ${LEAST_PROBABILITY} from 0 and 1.`;
}

/** Logits, aligned with `scores` from the server at `address`. Throws EncoderError for a probability outside 0..1. */
export function toLogits(scores: Float64Array, scale: ScoreScale, address: string): Float32Array {
  if (scale === 'logit') return Float32Array.from(scores);
  const outside = scores.find(isOutside);
  if (outside !== undefined) {
    throw new XennError(
      'EncoderError',
      `${address}: expected probabilities from 0 to 1, found ${outside}. Connect again: the server may have changed ` +
        'its model, or be of another kind.',
    );
  }
  return Float32Array.from(scores, (score) => {
    const probability = Math.min(Math.max(score, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
    return Math.log(probability / (1 - probability));
  });
}

function isOutside(score: number): boolean {
  return score < 0 || score > 1;
}
