/** Every way to search, as plain data: what is fitted, which items are scored next, when to stop. */
import type { StartSpace } from './index-records.ts';
import type { QueryFit } from './query-fit.ts';
import type { ScoreTransform } from './score-transform.ts';

/** Sizes of the rounds, from a budget of B calls. */
export type RoundSchedule =
  /** Section 3: floor(B / R) each, the remainder in the last. */
  | { readonly kind: 'equal'; readonly rounds: number }
  /** Each round `ratio` times the one before; above 0. */
  | { readonly kind: 'geometric'; readonly rounds: number; readonly ratio: number }
  /** As many rounds of `size` items as the budget has; the last may be smaller. */
  | { readonly kind: 'batches'; readonly size: number };

/** Which items a round scores, after the first. */
export type BatchRule =
  /** AXN: the highest estimates. */
  | { readonly kind: 'greedy' }
  /** The highest of estimate + `deviations` standard deviations. */
  | { readonly kind: 'upper-confidence'; readonly deviations: number }
  /** Each item is the highest of one draw of the query embedding from its posterior. */
  | { readonly kind: 'thompson' }
  /** Drawn with probabilities e^(estimate / temperature), in standard deviations of the estimates; without replacement. */
  | { readonly kind: 'softmax'; readonly temperature: number }
  /** The highest estimates, but each with probability `epsilon` one at random instead. */
  | { readonly kind: 'epsilon-greedy'; readonly epsilon: number }
  | { readonly kind: 'uniform' }
  /** ADACUR: the largest variance of the estimates between fits on random halves of the scored items. */
  | { readonly kind: 'variance' }
  /** GAR: in turn from the first stage and from the neighbours of the best scored items. Estimates play no part. */
  | { readonly kind: 'graph' };

/** Where the candidates of the first round come from. */
export type FirstRound =
  | 'bm25'
  | 'dual-encoder'
  /** The item space's own query embedding: MF_Ind's tower, a distilled dual-encoder, LSA. */
  | 'item-space'
  /** Reciprocal rank fusion of BM25, dual-encoder and item space. */
  | 'fusion'
  | 'random';

/** A retriever's scores of the query as one more coordinate of every item, with a weight that is fitted. */
export type ScoreColumn = 'bm25' | 'dual-encoder';

/**
 * The search ends when the k best scored items are, with at least this probability, the k best of all. With the fit 'ridge'
 * and the transform 'identity' only, and with the intercept where the score scale is estimated on the first round: elsewhere
 * the probability is unknown or far too high.
 */
export interface StoppingRule {
  readonly k: number;
  /** In (0, 1). */
  readonly confidence: number;
}

/** One way to search; the same data give the same calls everywhere. */
export interface SearchMethod {
  /** A `StartSpace`, which needs no index, or the id of an index. */
  readonly itemSpace: StartSpace | (string & {});
  readonly firstRound: FirstRound;
  readonly schedule: RoundSchedule;
  readonly fit: QueryFit;
  /** A constant coordinate, so that the fit need not explain the mean by directions. */
  readonly intercept: boolean;
  readonly columns: readonly ScoreColumn[];
  readonly transform: ScoreTransform;
  readonly batchRule: BatchRule;
  /** In [0, 1): 0 takes a rule's items as they come; more passes over items like those just taken (MMR). */
  readonly diversity: number;
  /** Only the first that many of the first stage can be found; for large corpora. */
  readonly shortlist?: number;
  readonly stopping?: StoppingRule;
  readonly seed: number;
}
