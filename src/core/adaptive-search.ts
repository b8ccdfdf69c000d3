import { checkCount, checkInteger, checkRows } from './check.ts';
import type { Compute } from './compute.ts';
import { XennError } from './errors.ts';
import { checkMatrix } from './matrix.ts';
import { checkFit, fitQueryEmbedding, type QueryFit } from './query-embedding.ts';
import { applyScale, estimateScoreScale, invertScale, type ScoreScale } from './score-scale.ts';
import { sortRanking, topK } from './top-k.ts';
import type { Cancel, Matrix, Ranking, Scorer } from './types.ts';

export interface AdaptiveSearchOptions {
  /** |I| x d: item vectors V, or anchor scores transposed (ADACUR). */
  readonly matrix: Matrix;
  /**
   * Candidates of the first round, best first, from BM25, at random, ... Too few (or none) are topped up
   * with the best remaining items by prior . v, so an empty array starts from the prior itself.
   */
  readonly firstStageRows: Uint32Array;
  readonly scorer: Scorer;
  /** d entries: the dual-encoder's query embedding; all zeros when the query has no known token. */
  readonly prior: Float64Array;
  readonly fit: QueryFit;
  /** From cross-encoder scores to the units of prior . v; 'first-batch': estimated on the first round's items. */
  readonly scoreScale: ScoreScale | 'first-batch';
  /** Cross-encoder calls to spend; clipped to |I|. */
  readonly budget: number;
  readonly rounds: number;
  readonly compute: Compute;
  readonly cancel?: Cancel;
}

/** All there is to know of one round; all scores and estimates are in cross-encoder score units. */
export interface Round {
  /** Counted from 1. */
  readonly index: number;
  /** The items scored in this round, best first. */
  readonly scored: Ranking;
  /**
   * What was expected of each item of `scored` before it was scored, aligned with it. In round 1 that is
   * the prior's expectation, and undefined where the scale was not known yet ('first-batch').
   */
  readonly estimatesBefore: Float64Array | undefined;
  /** d entries, u after this round's fit, in scaled units: the estimates are invertScale(V u). */
  readonly queryVector: Float64Array;
  readonly scoreScale: ScoreScale;
  /** One per item of the corpus, after this round's fit; never part of an answer. */
  readonly estimates: Float64Array;
  /** All items scored so far, by exact score only, best first: the answer if the search stopped here. */
  readonly best: Ranking;
  /** Cross-encoder calls so far. */
  readonly scorerCalls: number;
}

/**
 * Items to score in each round (section 3): floor(B / R), the remainder in the last. The budget is clipped to
 * the number of items and the rounds to the budget, so that every round scores at least one item.
 */
export function planRounds(budget: number, rounds: number, itemCount: number): number[] {
  checkInteger('budget', budget, 1);
  checkInteger('rounds', rounds, 1);
  checkInteger('The number of items', itemCount, 1);
  const calls = Math.min(budget, itemCount);
  const usedRounds = Math.min(rounds, calls);
  const perRound = Math.floor(calls / usedRounds);
  const sizes = new Array<number>(usedRounds).fill(perRound);
  sizes[usedRounds - 1] += calls - perRound * usedRounds;
  return sizes;
}

/**
 * AXN, algorithm 1: score a batch exactly, fit the query embedding to all exact scores so far, score the
 * items it ranks highest among the unscored, and so on. Yields after each round's fit, the last included.
 * No item is scored twice, and the calls add up to the budget.
 *
 * The same loop gives the baselines: one round is retrieve-and-rerank; anchor scores transposed as `matrix`
 * with lambda = 0 are ADACUR, and with a random first stage and two rounds ANNCUR.
 *
 * Throws InvalidArgumentError for settings that do not fit together, EncoderError for scores that cannot be
 * right, CancelledError between rounds.
 */
export async function* adaptiveSearch(
  options: AdaptiveSearchOptions,
): AsyncGenerator<Round, void, undefined> {
  checkOptions(options);
  const { matrix, prior, fit, compute, cancel } = options;
  const batchSizes = planRounds(options.budget, options.rounds, matrix.rows);
  const isScored = new Uint8Array(matrix.rows);
  const scoredRows = new Uint32Array(batchSizes.reduce((sum, size) => sum + size));
  const exactScores = new Float32Array(scoredRows.length);
  let scorerCalls = 0;

  const priorScores = await compute.multiply(matrix, prior);
  let batch = chooseFirstBatch(options.firstStageRows, priorScores, batchSizes[0]);
  let scale = options.scoreScale === 'first-batch' ? undefined : options.scoreScale;
  let estimates = scale && unscaled(scale, priorScores);

  for (const [position, batchSize] of batchSizes.entries()) {
    cancel?.throwIfAborted();
    const batchScores = await options.scorer(batch, cancel);
    checkScores(batchScores, batch);
    for (const row of batch) isScored[row] = 1;
    scoredRows.set(batch, scorerCalls);
    exactScores.set(batchScores, scorerCalls);
    scorerCalls += batchSize;

    const scored = sortRanking(batch, batchScores);
    const estimatesBefore = estimates && pick(estimates, scored.docRows);
    const rowsSoFar = scoredRows.slice(0, scorerCalls);
    const scoresSoFar = exactScores.slice(0, scorerCalls);
    scale ??= estimateScoreScale(batchScores, pick(priorScores, batch));
    const queryVector = fitQueryEmbedding(fit, matrix, rowsSoFar, scaled(scale, scoresSoFar), prior);
    const scaledEstimates = await compute.multiply(matrix, queryVector);
    estimates = unscaled(scale, scaledEstimates);
    yield {
      index: position + 1,
      scored,
      estimatesBefore,
      queryVector,
      scoreScale: scale,
      estimates,
      best: sortRanking(rowsSoFar, scoresSoFar),
      scorerCalls,
    };
    if (scorerCalls < scoredRows.length) {
      batch = topK(scaledEstimates, batchSizes[position + 1], isScored).docRows;
    }
  }
}

/** The first `size` different rows of the first stage, then the best of the others by the prior. */
function chooseFirstBatch(firstStageRows: Uint32Array, priorScores: Float64Array, size: number): Uint32Array {
  const chosen = [...new Set(firstStageRows)].slice(0, size);
  const isChosen = new Uint8Array(priorScores.length);
  for (const row of chosen) isChosen[row] = 1;
  return Uint32Array.from([...chosen, ...topK(priorScores, size - chosen.length, isChosen).docRows]);
}

function pick(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]);
}

function scaled(scale: ScoreScale, scores: Float32Array): Float64Array {
  return Float64Array.from(scores, (score) => applyScale(scale, score));
}

function unscaled(scale: ScoreScale, values: Float64Array): Float64Array {
  return values.map((value) => invertScale(scale, value));
}

function checkScores(scores: Float32Array, docRows: Uint32Array): void {
  if (scores.length !== docRows.length) {
    throw new XennError(
      'EncoderError',
      `The cross-encoder was given ${docRows.length} items and returned ${scores.length} scores. ` +
        'Expected one score per item; check the model or server.',
    );
  }
  const position = scores.findIndex((score) => !Number.isFinite(score));
  if (position !== -1) {
    throw new XennError(
      'EncoderError',
      `The cross-encoder returned ${scores[position]} for the item in row ${docRows[position]}. ` +
        'Expected a finite number; try another backend or model precision.',
    );
  }
}

function checkOptions(options: AdaptiveSearchOptions): void {
  const { matrix, prior, scoreScale } = options;
  checkMatrix('matrix', matrix);
  checkCount('prior', prior.length, matrix.cols);
  checkRows('firstStageRows', options.firstStageRows, matrix.rows);
  checkFit(options.fit);
  if (scoreScale !== 'first-batch' && !(scoreScale.beta > 0 && Number.isFinite(scoreScale.alpha))) {
    throw new XennError(
      'InvalidArgumentError',
      `The score scale needs a finite alpha and a beta above 0, but has alpha ${scoreScale.alpha} and ` +
        `beta ${scoreScale.beta}.`,
    );
  }
}
