import { checkCount } from './check.ts';
import type { Vector } from './matrix.ts';
import { momentsOf } from './moments.ts';

/**
 * The affine map of A.4: a cross-encoder score f becomes beta * (f - alpha), in the units of the
 * dual-encoder's inner products. beta > 0, so rankings do not change.
 */
export interface ScoreScale {
  readonly alpha: number;
  readonly beta: number;
}

export const IDENTITY_SCALE: ScoreScale = { alpha: 0, beta: 1 };

/**
 * The map that gives cross-encoder scores the mean and the standard deviation of the dual-encoder's scores
 * of the same pairs (A.4): beta = sd_DE / sd_CE, alpha = mean_CE - mean_DE / beta.
 *
 * Where there is no spread to match (fewer than two pairs, or all scores of one encoder equal, as for a
 * zero query vector) only the means are matched: beta = 1. No pairs at all give the identity.
 */
export function estimateScoreScale(crossEncoderScores: Vector, dualEncoderScores: Vector): ScoreScale {
  checkCount('dualEncoderScores', dualEncoderScores.length, crossEncoderScores.length);
  if (crossEncoderScores.length === 0) return IDENTITY_SCALE;
  const crossEncoder = momentsOf(crossEncoderScores);
  const dualEncoder = momentsOf(dualEncoderScores);
  const hasSpread = crossEncoder.sd > 0 && dualEncoder.sd > 0;
  const beta = hasSpread ? dualEncoder.sd / crossEncoder.sd : 1;
  return { alpha: crossEncoder.mean - dualEncoder.mean / beta, beta };
}

/** Cross-encoder score to dual-encoder units. */
export function applyScale(scale: ScoreScale, score: number): number {
  return scale.beta * (score - scale.alpha);
}

/** Dual-encoder units to cross-encoder score. */
export function invertScale(scale: ScoreScale, scaledScore: number): number {
  return scaledScore / scale.beta + scale.alpha;
}
