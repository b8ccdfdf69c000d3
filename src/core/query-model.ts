import type { Random } from './random.ts';
import type { Matrix } from './types.ts';

/** What of an item a fit sees: its vector, and for this query some more coordinates. */
export interface ItemFeatures {
  /** |I| x d */
  readonly matrix: Matrix;
  readonly columns: readonly QueryColumn[];
}

/** One more coordinate of every item, for one query: a retriever's score, or a constant. */
export interface QueryColumn {
  /** One per item, in units that make a weight of 1 ordinary: the prior allows it as much as a coordinate of the query embedding. */
  readonly values: Float64Array;
  /** Where the weight starts: its value without any scored item. */
  readonly priorWeight: number;
}

/** A query embedding and the weights of the columns: estimates are matrix · vector + Σ columns · weights, scaled units. */
export interface QueryPoint {
  /** d entries. */
  readonly vector: Float64Array;
  readonly columnWeights: Float64Array;
}

/**
 * Exact scores of one query as they come in, and the query embedding that fits them. Factorisations are updated per
 * batch, never redone.
 */
export interface QueryModel {
  /** Items that were scored, each at most once. */
  addItems(docRows: Uint32Array): void;
  /**
   * `targets`: the transformed and scaled exact scores of all items added so far, in the order they were added. They
   * may change between calls (a rank transform does change them). Of 'gradient-step' each call is a step.
   */
  fit(targets: Float64Array): FittedQuery;
}

export interface FittedQuery extends QueryPoint {
  /** Of ridge: the mu used. */
  readonly mu?: number;
  /**
   * One per item added, in order, where the fit is linear in them: the estimate of item i is
   * Σ_j itemWeights[j] · (features of j · features of i) plus the prior's estimate; for `mix` plus lambda times it.
   */
  readonly itemWeights?: Float64Array;
  /** Of ridge with at least one item: the Bayesian linear model whose posterior mean this is. */
  readonly posterior?: QueryPosterior;
}

/**
 * u ~ N(prior, tau² I), scores ~ N(V u, sigma² I), mu = sigma² / tau²; tau² by maximum likelihood of the scored items
 * given mu: r^T (V V^T + mu I)^-1 r / n. Both are 0, and every draw the mean, where the prior gave all scores exactly.
 * Good until items are added to its model.
 */
export interface QueryPosterior {
  /** sigma², scaled units. */
  readonly noiseVariance: number;
  /** tau² */
  readonly priorVariance: number;
  /** Of V u at the given items, without the noise; aligned with `docRows`. */
  variances(docRows: Uint32Array): Float64Array;
  /** One draw of u. */
  sample(random: Random): QueryPoint;
}
