import { openGradientModel } from './gradient-model.ts';
import { openLeastSquaresModel } from './least-squares-model.ts';
import { checkFit, type QueryFit } from './query-fit.ts';
import type { ItemFeatures, QueryModel, QueryPoint } from './query-model.ts';
import { openRidgeModel } from './ridge-model.ts';

/**
 * The model of one query that the fit names, without any scored item yet. Throws InvalidArgumentError for a parameter
 * out of range, and for columns or a prior that do not have the sizes of the features.
 */
export function openQueryModel(fit: QueryFit, features: ItemFeatures, prior: QueryPoint): QueryModel {
  checkFit(fit);
  switch (fit.kind) {
    case 'mix':
      return openLeastSquaresModel(fit.lambda, features, prior);
    case 'ridge':
      return openRidgeModel(fit.mu, features, prior);
    case 'gradient-step':
      return openGradientModel(fit.learningRate, features, prior);
  }
}
