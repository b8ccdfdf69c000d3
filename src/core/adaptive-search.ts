import { checkOptions, checkScores } from './adaptive-search-checks.ts';
import { pick, type SearchState } from './adaptive-search-state.ts';
import { openDeviationBounds } from './batch-rules/deviation-bounds.ts';
import { chooseBatch, chooseFirstBatch } from './choose-batch.ts';
import type { Compute } from './compute.ts';
import { topKConfidence } from './confidence.ts';
import { deviationsOf, explainEstimates } from './explain.ts';
import { estimateItems } from './item-estimates.ts';
import { norm, rowOf } from './matrix.ts';
import type { NeighbourGraph } from './neighbour-graph.ts';
import { openQueryModel } from './open-query-model.ts';
import type { QueryFit } from './query-fit.ts';
import type { ItemFeatures, QueryColumn, QueryPoint } from './query-model.ts';
import { createRandom, type Random } from './random.ts';
import { applyScale, estimateScoreScale, invertScale, type ScoreScale } from './score-scale.ts';
import { type FittedTransform, fitTransform, type ScoreTransform } from './score-transform.ts';
import type { BatchRule, StoppingRule } from './search-method.ts';
import { hashRow } from './seeded-hash.ts';
import { mergeRankings, sortRanking } from './top-k.ts';
import type { Cancel, Matrix, Ranking, Scorer } from './types.ts';

export interface AdaptiveSearchOptions {
  /** |I| x d: item vectors V, or anchor scores transposed (ADACUR). */
  readonly matrix: Matrix;
  /** More coordinates of every item for this query; see `ItemFeatures`. The intercept is not among them. */
  readonly columns?: readonly QueryColumn[];
  /**
   * Candidates of the first round, best first, from BM25, at random, ... Too few (or none) are topped up
   * with the best remaining items by prior . v, so an empty array starts from the prior itself.
   */
  readonly firstStageRows: Uint32Array;
  readonly scorer: Scorer;
  /** d entries: the dual-encoder's query embedding; all zeros when the query has no known token. */
  readonly prior: Float64Array;
  readonly fit: QueryFit;
  readonly intercept: boolean;
  readonly transform: ScoreTransform;
  /**
   * From transformed cross-encoder scores to the units of prior . v; 'first-batch': estimated on the first round's items.
   */
  readonly scoreScale: ScoreScale | 'first-batch';
  /** Items to score in each round: `planRounds`. */
  readonly roundSizes: readonly number[];
  readonly batchRule: BatchRule;
  /** As in `SearchMethod`. */
  readonly diversity: number;
  /** Of the batch rule 'graph'. */
  readonly neighbours?: NeighbourGraph;
  /** Items that can be found at all, where that is not every one. */
  readonly shortlist?: Uint32Array;
  /** Needs the fit 'ridge', the transform 'identity', and where the scale is that of the first batch an intercept. */
  readonly stopping?: StoppingRule;
  /** Whether each round says how sure its estimates were and what pulled them; false saves the time. */
  readonly explains: boolean;
  readonly seed: number;
  readonly compute: Compute;
  readonly cancel?: Cancel;
  /** Awaited between pieces of long work: lets whatever calls for attention, a cancel too, have it. */
  readonly breathe?: () => Promise<void>;
}

/** How an item came into a batch. */
export type PickedBy =
  | 'first-stage'
  /** The first stage had too few: by the prior. */
  | 'prior'
  /** By the batch rule. */
  | BatchRule['kind']
  /** A random one of 'epsilon-greedy'. */
  | 'exploration';

/** What a search has found after a round. */
export interface Answer {
  /** Of the round, counted from 1. */
  readonly index: number;
  /** All items scored so far, by exact score only, best first: the answer if the search stopped here. */
  readonly best: Ranking;
  /** Cross-encoder calls so far. */
  readonly scorerCalls: number;
}

/** All there is to know of one round; all scores and estimates are in cross-encoder score units. */
export interface Round extends Answer {
  /** The items scored in this round, best first. */
  readonly scored: Ranking;
  /** Aligned with `scored`, as all up to `queryVector`. */
  readonly pickedBy: readonly PickedBy[];
  /**
   * What was expected of each item of `scored` before it was scored. In round 1 that is the prior's expectation, and
   * undefined where the scale was not known yet ('first-batch').
   */
  readonly estimatesBefore: Float64Array | undefined;
  /**
   * Standard deviation of that expectation, the noise of a score included; with `explains`, where the fit is Bayesian, from
   * round 2 on.
   */
  readonly deviationsBefore: Float64Array | undefined;
  /** The scored items before it that moved the estimate of each most; with `explains`, where the fit says, from round 2 on. */
  readonly pulls: readonly (readonly Pull[])[] | undefined;
  /** d entries, u after this round's fit, in scaled units. */
  readonly queryVector: Float64Array;
  /** One per column, then the intercept's where there is one. */
  readonly columnWeights: Float64Array;
  /** Of ridge. */
  readonly mu: number | undefined;
  readonly scoreScale: ScoreScale;
  /** One per item of the corpus, after this round's fit; never part of an answer. */
  readonly estimates: Float64Array;
  /** Probability, by the model, that the `stopping.k` best scored are the best of all; with a stopping rule and a Bayesian fit. */
  readonly confidence: number | undefined;
}

/** What a scored item did to the estimate of another. */
export interface Pull {
  readonly docRow: number;
  /** Its share of the estimate, without the intercept's, in cross-encoder units: positive where it raised it. */
  readonly amount: number;
}

/** The intercept's constant, in root mean square lengths of the item vectors of the first round. */
const INTERCEPT_LENGTH = 10;

/**
 * AXN, algorithm 1, and its relatives: score a batch exactly, fit the query embedding to all exact scores so far, choose
 * the next batch by the estimates of the items not scored yet, and so on. Yields after each round's fit, the last
 * included. No item is scored twice; the calls add up to the round sizes unless the stopping rule ends the search.
 *
 * The same loop gives the baselines: one round is retrieve-and-rerank; anchor scores transposed as `matrix` with
 * lambda = 0 are ADACUR, and with a random first stage and two rounds ANNCUR; the batch rule 'graph' is GAR, the fit
 * 'gradient-step' TouR.
 *
 * Throws InvalidArgumentError for settings that do not fit together, EncoderError for scores that cannot be right,
 * CancelledError between rounds and between pieces of one.
 */
export async function* adaptiveSearch(
  options: AdaptiveSearchOptions,
): AsyncGenerator<Round, void, undefined> {
  for await (const round of searchRounds(options, { isFitted: () => true, isReported: true })) {
    yield round as Round;
  }
}

/**
 * The same search for whoever wants the answers alone: what is fitted and estimated for nobody to look at is left out. Throws
 * as `adaptiveSearch` does.
 */
export async function* adaptiveAnswers(
  options: Omit<AdaptiveSearchOptions, 'explains'>,
): AsyncGenerator<Answer, void, undefined> {
  const { batchRule, roundSizes, stopping } = options;
  const choosesByEstimates = batchRule.kind !== 'graph' && batchRule.kind !== 'uniform';
  const isFitted = (index: number) =>
    stopping !== undefined || (choosesByEstimates && index < roundSizes.length);
  yield* searchRounds({ ...options, explains: false }, { isFitted, isReported: false });
}

interface Wanted {
  /** No fit follows one that is left out. */
  readonly isFitted: (roundIndex: number) => boolean;
  /** Whether a fitted round yields a `Round`; if not, an `Answer`, as those do that are not fitted. */
  readonly isReported: boolean;
}

async function* searchRounds(
  options: AdaptiveSearchOptions,
  { isFitted, isReported }: Wanted,
): AsyncGenerator<Answer | Round, void, undefined> {
  checkOptions(options);
  const { matrix, fit, roundSizes, firstStageRows, seed, stopping, compute, cancel } = options;
  const isClosed = closedOutside(options.shortlist, matrix.rows);
  const columns = options.columns ?? [];
  const priorEstimates = await estimateItems(
    compute,
    { matrix, columns },
    priorPoint(options.prior, columns),
  );
  let batch = chooseFirstBatch(firstStageRows, priorEstimates, isClosed, roundSizes[0]);
  const features = featuresOf(options, batch.docRows);
  const prior = priorPoint(options.prior, features.columns);
  const model = openQueryModel(fit, features, prior);
  const deviationBounds = openDeviationBounds(features, options.intercept);
  let scale = options.scoreScale === 'first-batch' ? undefined : options.scoreScale;
  let scoredRows: Uint32Array = new Uint32Array();
  let exactScores: Float32Array = new Float32Array();
  let best: Ranking = { docRows: scoredRows, scores: exactScores };
  let state: SearchState | undefined;

  for (const [position, roundSize] of roundSizes.entries()) {
    cancel?.throwIfAborted();
    const index = position + 1;
    if (state) {
      batch = await chooseBatch(options.batchRule, options.diversity, roundSize, {
        state,
        deviationBounds,
        firstStageRows,
        neighbours: options.neighbours,
        roundIndex: index,
        compute,
        random: randomOf(seed, index, 'batch'),
        cancel,
      });
    }
    const batchScores = await options.scorer(batch.docRows, cancel);
    checkScores(batchScores, batch.docRows);
    for (const row of batch.docRows) isClosed[row] = 1;
    scoredRows = joined(scoredRows, batch.docRows, new Uint32Array(scoredRows.length + batch.docRows.length));
    exactScores = joined(exactScores, batchScores, new Float32Array(scoredRows.length));
    const scored = sortRanking(batch.docRows, batchScores);
    best = mergeRankings(best, scored);
    const answer = { index, best, scorerCalls: scoredRows.length };
    const known = { best, features, fit, prior, priorEstimates, scoredRows, exactScores, isClosed };
    if (!isFitted(index)) {
      state = { ...known, ...UNFITTED, fitted: prior, scaledEstimates: priorEstimates };
      yield answer;
      continue;
    }

    // Before the model takes the items in: with it the posterior that they were expected by is gone.
    const expected =
      isReported &&
      (state
        ? expectedBy(state, scored.docRows, options)
        : expectedByPrior(options, pick(priorEstimates, scored.docRows)));
    const { values, keepsUnits, invert } = fitTransform(
      options.transform,
      exactScores.subarray(0, roundSizes[0]),
      exactScores,
    );
    scale ??= estimateScoreScale(values, pick(priorEstimates, batch.docRows));
    const scoreScale = scale;
    const targets = values.map((value) => applyScale(scoreScale, value));
    model.addItems(batch.docRows);
    const fitted = model.fit(targets);
    state = {
      ...known,
      targets,
      fitted,
      scaledEstimates: await estimateItems(compute, features, fitted),
      toScore: (scaled) => invert(invertScale(scoreScale, scaled)),
    };
    const confidence =
      stopping &&
      (await topKConfidence(state, stopping, {
        deviationBounds,
        random: randomOf(seed, index, 'confidence'),
        breathe: options.breathe,
        cancel,
      }));
    if (expected) {
      const pickedBy = new Map(batch.pickedBy.map((kind, i) => [batch.docRows[i], kind]));
      yield {
        ...answer,
        scored,
        pickedBy: Array.from(scored.docRows, (row) => pickedBy.get(row) as PickedBy),
        ...expected,
        queryVector: fitted.vector,
        columnWeights: fitted.columnWeights,
        mu: fitted.mu,
        scoreScale,
        estimates: toScores(state.scaledEstimates, scoreScale, keepsUnits ? undefined : invert),
        confidence,
      };
    } else {
      yield answer;
    }
    if (stopping && confidence !== undefined && confidence >= stopping.confidence) return;
  }
}

/** `first`, then `second`, in `into`. */
function joined<Values extends Uint32Array | Float32Array>(
  first: Values,
  second: Values,
  into: Values,
): Values {
  into.set(first);
  into.set(second, first.length);
  return into;
}

/** Nothing was fitted to the scores. */
const UNFITTED = { targets: new Float64Array(), toScore: (scaled: number) => scaled };

/** Not 0 for the items outside the shortlist. */
function closedOutside(shortlist: Uint32Array | undefined, itemCount: number): Uint8Array {
  const isClosed = new Uint8Array(itemCount).fill(shortlist ? 1 : 0);
  for (const row of shortlist ?? []) isClosed[row] = 0;
  return isClosed;
}

/** Where every fit starts, and where it stays without a scored item. */
function priorPoint(vector: Float64Array, columns: readonly QueryColumn[]): QueryPoint {
  return { vector, columnWeights: Float64Array.from(columns, ({ priorWeight }) => priorWeight) };
}

/**
 * The intercept is a constant column. A ridge penalises its weight like any other, and the longer the column, the less:
 * at ten times the length of an item vector, a hundredth as much. Its weight starts from 0.
 */
function featuresOf(
  { matrix, columns = [], intercept }: AdaptiveSearchOptions,
  firstRows: Uint32Array,
): ItemFeatures {
  if (!intercept) return { matrix, columns };
  let squares = 0;
  for (const row of firstRows) squares += norm(rowOf(matrix, row)) ** 2;
  const length = Math.sqrt(squares / firstRows.length);
  const constant = length > 0 ? INTERCEPT_LENGTH * length : 1;
  const values = new Float64Array(matrix.rows).fill(constant);
  return { matrix, columns: [...columns, { values, priorWeight: 0 }] };
}

type Expectation = Pick<Round, 'estimatesBefore' | 'deviationsBefore' | 'pulls'>;

/** What was known of the items that were just scored. */
function expectedBy(
  state: SearchState,
  docRows: Uint32Array,
  { explains, intercept }: AdaptiveSearchOptions,
): Expectation {
  return {
    estimatesBefore: pick(state.scaledEstimates, docRows).map((scaled) => state.toScore(scaled)),
    deviationsBefore: explains ? deviationsOf(state, docRows) : undefined,
    pulls: explains ? explainEstimates(state, docRows, intercept) : undefined,
  };
}

/** `invertScale` and `invert` of every item: loops without a call where they can be, there may be a million. */
function toScores(
  scaled: Float64Array,
  { alpha, beta }: ScoreScale,
  invert: FittedTransform['invert'] | undefined,
): Float64Array {
  const scores = new Float64Array(scaled.length);
  for (let row = 0; row < scores.length; row++) scores[row] = scaled[row] / beta + alpha;
  if (invert) for (let row = 0; row < scores.length; row++) scores[row] = invert(scores[row]);
  return scores;
}

/** Without any score there is neither a scale of the first batch nor a transform but the identity. */
function expectedByPrior(
  { scoreScale, transform }: AdaptiveSearchOptions,
  priorEstimates: Float64Array,
): Expectation {
  const isKnown = scoreScale !== 'first-batch' && transform === 'identity';
  return {
    estimatesBefore: isKnown
      ? priorEstimates.map((estimate) => invertScale(scoreScale, estimate))
      : undefined,
    deviationsBefore: undefined,
    pulls: undefined,
  };
}

/** One stream for each round and purpose, so that a stopping rule does not change what is chosen. */
function randomOf(seed: number, roundIndex: number, purpose: 'batch' | 'confidence'): Random {
  return createRandom(hashRow(seed, 2 * roundIndex + (purpose === 'batch' ? 0 : 1)));
}
