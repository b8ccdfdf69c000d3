/** A search: what is asked, what each round reports, and what is kept of it. Plain data, so that it crosses to a worker. */
import type { PickedBy, Pull } from '../core/adaptive-search.ts';
import type { ModelIdentity, StoredDocument } from '../core/records.ts';
import type { SearchMethod } from '../core/search-method.ts';
import type { Ranking } from '../core/types.ts';
import type { RecallEstimate } from './records.ts';

export interface SearchRequest {
  readonly corpusId: string;
  readonly queryText: string;
  readonly method: SearchMethod;
  /** What the person knows the method as: a preset's name, or a summary of what was changed. */
  readonly label: string;
  /** B: exact cross-encoder scores used, stored ones included. */
  readonly budget: number;
}

/** How far down the first-stage ranking is kept, for "where did this stand before". */
export const FIRST_STAGE_DEPTH = 1000;

export interface RetrievedItem {
  readonly document: StoredDocument;
  readonly exactScore: number;
  readonly pickedBy: PickedBy;
  /**
   * What the query embedding before this round expected, cross-encoder units. In round 1 that is the
   * prior's, and absent where the score scale is only known after it.
   */
  readonly estimateBefore?: number;
  /** Standard deviation of `estimateBefore`, where the fit gives one. */
  readonly deviationBefore?: number;
  /** From 1; each absent where it is beyond `FIRST_STAGE_DEPTH` or not found. */
  readonly ranks: { readonly bm25?: number; readonly dualEncoder?: number; readonly itemSpace?: number };
  /** The scored items that moved its estimate most, strongest first; where the fit says. */
  readonly pulls?: readonly Pull[];
}

export interface RoundReport {
  /** From 1. */
  readonly index: number;
  /** Best exact score first. */
  readonly newItems: readonly RetrievedItem[];
  /** d entries, after this round's fit. */
  readonly queryVector: Float64Array;
  /** Weights of the method's columns, then of the intercept where there is one. */
  readonly columnWeights: Float64Array;
  /** Of ridge, as used in this round. */
  readonly mu?: number;
  /** One per docRow after this round's fit, cross-encoder units. Estimates, never measurements. */
  readonly estimates: Float32Array;
  /** All items scored so far, exact scores only. */
  readonly best: Ranking;
  /** By the model, that the best k are complete; with a stopping rule. An estimate. */
  readonly confidence?: number;
  /** Cumulative: exact scores used, and how many of them the model had to compute now. */
  readonly scorerCalls: number;
  readonly computedCalls: number;
  /** Cumulative since the query was sent; modelMs is the part spent inside the cross-encoder's runs. */
  readonly elapsedMs: number;
  readonly modelMs: number;
}

/** What the row numbers and the scores of a result hang on: with others of these it cannot be read. */
export interface SearchedWith {
  readonly corpusHash: string;
  readonly crossEncoderHash: string;
  readonly dualEncoderHash: string;
}

export interface SearchResult {
  readonly request: SearchRequest;
  readonly searchedWith: SearchedWith;
  readonly itemCount: number;
  readonly rounds: readonly RoundReport[];
  /** Rounds that were planned; fewer were needed where the stopping rule ended the search. */
  readonly plannedRounds: number;
  /** The item space's embedding of the query, before any round; zeros where it has none. */
  readonly priorVector: Float64Array;
  /** What the first round was taken from. */
  readonly firstStage: Ranking;
  /** What a person should know about this result, e.g. that no query token is known. */
  readonly notes: readonly string[];
  readonly elapsedMs: number;
  readonly modelMs: number;
}

/**
 * A search as it was, with all that draws it again: without the corpus, its models or its index. `StoredRun` is JSON:
 * numbers are rounded to float32, vectors are base64.
 */
export interface RunSummary {
  readonly runId: string;
  readonly createdMs: number;
  readonly corpusName: string;
  readonly queryText: string;
  /** Labels of its methods. */
  readonly labels: readonly string[];
  readonly budget: number;
}

/** One or more methods on one query, as they ran. */
export interface StoredRun extends RunSummary {
  readonly version: 1;
  readonly corpusHash: string;
  readonly crossEncoder: ModelIdentity;
  readonly dualEncoder: ModelIdentity;
  readonly backend: string;
  readonly itemCount: number;
  readonly methods: readonly StoredMethodRun[];
  /** Of the query, where it was known when the run was stored: the best 1,000. */
  readonly exactTop?: Ranking;
  /** Those that a round scored and the first 100 of `exactTop`, ascending docRow. */
  readonly documents: readonly StoredDocument[];
  readonly map: StoredMap;
}

/** `SearchResult` without what depends on the size of the corpus, and without what the run says of all its methods. */
export interface StoredMethodRun extends Omit<SearchResult, 'rounds' | 'searchedWith'> {
  readonly rounds: readonly StoredRound[];
  /** Name of the item space when it was stored. */
  readonly itemSpaceName: string;
}

export interface StoredRound extends Omit<RoundReport, 'estimates' | 'queryVector'> {
  /** Estimates of the items that any round scored, and of `exactTop`. */
  readonly estimates: KnownEstimates;
  /** Length of the step from the embedding before, and angle to the prior's in degrees; absent without a prior. */
  readonly stepLength?: number;
  readonly priorAngle?: number;
  /** Where the query embedding lies on the map. */
  readonly mapPoint?: readonly [number, number];
  /** Root mean square error of the estimates over the exact top 100 and over all others, where the exact ranking was known. */
  readonly headError?: number;
  readonly tailError?: number;
}

export interface KnownEstimates {
  readonly docRows: Uint32Array;
  readonly values: Float32Array;
}

/** The item map, thinned out: all items that were found or are in the exact top, and at most 20,000 others. */
export interface StoredMap {
  readonly docRows: Uint32Array;
  /** docRows.length x 2 */
  readonly points: Float32Array;
  readonly varianceShare: readonly number[];
  readonly kind: MapKind;
}

export type MapKind = 'pca' | 'umap';

/** Neighbours of an item in its space, not on the map. */
export interface ItemNeighbour {
  readonly document: StoredDocument;
  /** Inner product of the two item vectors, and their cosine. */
  readonly similarity: number;
  readonly cosine: number;
}

/** Several methods over the test queries whose exact rankings are known or will be computed. */
export interface CompareRequest {
  readonly corpusId: string;
  readonly methods: readonly { readonly label: string; readonly method: SearchMethod }[];
  readonly budget: number;
  /** Test queries, at most; of each the whole corpus is scored. */
  readonly queryCount: number;
  readonly seed: number;
}

/** Mean recall of one method after each of its rounds, over the queries. */
export interface ComparedMethod {
  readonly label: string;
  readonly points: readonly {
    readonly round: number;
    /** Mean calls after this round. */
    readonly calls: number;
    readonly recalls: readonly (RecallEstimate & { readonly k: number })[];
  }[];
  /** Recall at the end of each query, by k, aligned with `CompareReport.queryTexts`. */
  readonly perQuery: readonly { readonly k: number; readonly recalls: Float64Array }[];
}

export interface CompareReport {
  readonly request: CompareRequest;
  readonly queryTexts: readonly string[];
  readonly methods: readonly ComparedMethod[];
  /** For each method but the first: the paired difference to it and the p of a randomisation test, by k. */
  readonly differences: readonly {
    readonly label: string;
    readonly k: number;
    readonly difference: number;
    readonly p: number;
  }[];
}

/** UMAP of an item space, two dimensions; query embeddings are placed at the mean of the items nearest to them. */
export interface UmapMap {
  /** rows x 2 */
  readonly points: Float32Array;
  readonly neighboursPerItem: number;
  readonly seed: number;
}

/** 2-D view of an item space: PCA, so that query embeddings can be drawn in the same axes. */
export interface ItemMap {
  /** rows x 2 */
  readonly points: Float32Array;
  readonly mean: Float64Array;
  readonly axes: readonly Float64Array[];
  readonly varianceShare: readonly number[];
  /** Mean distance of the items from the origin, to draw a query embedding at a comparable length. */
  readonly meanItemNorm: number;
}
