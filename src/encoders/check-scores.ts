import { XennError } from '../core/errors.ts';
import type { Pair } from './pair-assembly.ts';
import type { ModelSession } from './session.ts';

/** In half precision two different pairs may well have equal scores; that so many all have, no more. */
const LEAST_PAIRS_TO_DIFFER = 4;

/**
 * Throws EncoderError unless all scores are finite, and unless different pairs have different ones: a device that
 * computes nothing gives every pair the same.
 */
export function checkScores(
  scores: Float32Array,
  pairs: readonly Pair[],
  { name, backend }: Pick<ModelSession, 'name' | 'backend'>,
): void {
  const bad = scores.findIndex((score) => !Number.isFinite(score));
  const advice = 'Choose the other backend in the settings.';
  if (bad >= 0) {
    throw new XennError(
      'EncoderError',
      `${name}: expected finite scores, found ${scores[bad]} for pair ${bad + 1} of ${scores.length} on ${backend}. ${advice}`,
    );
  }
  if (pairs.length < LEAST_PAIRS_TO_DIFFER || scores.some((score) => score !== scores[0])) return;
  const different = new Set(pairs.map(({ ids }) => ids.join()));
  if (different.size < LEAST_PAIRS_TO_DIFFER) return;
  throw new XennError(
    'EncoderError',
    `${name}: expected different scores for ${different.size} different pairs, found ${scores[0]} for each of them on ` +
      `${backend}. ${advice}`,
  );
}
