import { XennError } from './errors.ts';

/** How the query embedding is found from the scored items. */
export type QueryFit =
  /** Eq. 4 and 7: u = (1 - lambda) u_LS + lambda u_prior; lambda in [0, 1]. */
  | { readonly kind: 'mix'; readonly lambda: number }
  /** u = u_prior + V_A^T (V_A V_A^T + mu I)^-1 (a - V_A u_prior); mu > 0, or chosen each round by leave-one-out. */
  | { readonly kind: 'ridge'; readonly mu: number | 'leave-one-out' }
  /** TouR: one gradient step a round towards the cross-encoder's distribution over the items scored so far. */
  | { readonly kind: 'gradient-step'; readonly learningRate: number };

/** Throws an InvalidArgumentError unless the fit's parameter is in its range. */
export function checkFit(fit: QueryFit): void {
  if (fit.kind === 'mix') checkLambda(fit.lambda);
  else if (fit.kind === 'gradient-step') checkLearningRate(fit.learningRate);
  else if (fit.mu !== 'leave-one-out') checkMu(fit.mu);
}

function checkLearningRate(learningRate: number): void {
  if (!(learningRate > 0 && Number.isFinite(learningRate))) {
    throw new XennError(
      'InvalidArgumentError',
      `The learning rate must be a number above 0, but is ${learningRate}.`,
    );
  }
}

export function checkLambda(lambda: number): void {
  if (!(lambda >= 0 && lambda <= 1)) {
    throw new XennError('InvalidArgumentError', `lambda must be a number from 0 to 1, but is ${lambda}.`);
  }
}

export function checkMu(mu: number): void {
  if (!(mu > 0 && Number.isFinite(mu))) {
    throw new XennError('InvalidArgumentError', `mu must be a number above 0, but is ${mu}.`);
  }
}
