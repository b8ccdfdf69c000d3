import { checkCount, checkFinite, checkInteger, checkNumber, checkRows, checkSize } from './check.ts';
import { meanSquaredError, type ScoredPairs, splitPairs } from './held-out.ts';
import { checkMatrix } from './matrix.ts';
import { createRandom, type Random } from './random.ts';
import { applyScale, type ScoreScale } from './score-scale.ts';
import { findTrainedRows, type TrainedRows } from './trained-rows.ts';
import type { Matrix } from './types.ts';

/** A loss this many times that of knowing nothing is divergence, not noise. */
const DIVERGENCE_FACTOR = 10;

/** What every method that trains item vectors on scores learns from. */
export interface ScoreOptions {
  readonly pairs: ScoredPairs;
  /** |Qtrain| x d: the start space's query vectors. */
  readonly queryVectors: Matrix;
  /** |I| x d: the start space's item vectors. */
  readonly itemVectors: Matrix;
  /** Training target = the scaled score (A.4). */
  readonly scoreScale: ScoreScale;
  /** Decides which pairs are held out: the same for every method. */
  readonly seed: number;
  /** Between 0 and 1, both exclusive; at least one pair is held out and at least one is trained on. */
  readonly heldOutShare: number;
}

export interface ObservedScores {
  /** Scaled; aligned with all pairs. */
  readonly scaledScore: Float32Array;
  /** Positions of the held-out pairs. */
  readonly heldOut: Uint32Array;
  /** The rows with a training pair. */
  readonly queries: TrainedRows;
  readonly items: TrainedRows;
  /** The training pairs, aligned: packed rows and scaled scores. */
  readonly queryRow: Uint32Array;
  readonly itemRow: Uint32Array;
  readonly target: Float32Array;
  /** A larger training loss is divergence. */
  readonly lossLimit: number;
  /** For what else the method draws, after the split. */
  readonly random: Random;
}

/** Splits, scales and packs the pairs. Throws InvalidArgumentError when the parts do not fit each other. */
export function prepareScores(options: ScoreOptions): ObservedScores {
  checkScores(options);
  const { pairs, queryVectors, itemVectors } = options;
  const scaledScore = pairs.score.map((score) => applyScale(options.scoreScale, score));
  const random = createRandom(options.seed);
  const { heldOut, training } = splitPairs(pairs.score.length, options.heldOutShare, random.shuffle);
  // Only the rows that a training pair touches: AdamW would decay all the others to nothing learned.
  const queries = findTrainedRows(queryVectors.rows, pairs.queryRow, training);
  const items = findTrainedRows(itemVectors.rows, pairs.docRow, training);
  const target = new Float32Array(training.length);
  training.forEach((pair, position) => {
    target[position] = scaledScore[pair];
  });
  const squaredErrorOfZero = target.reduce((sum, value) => sum + value ** 2, 0) / target.length;
  const squaredErrorOfStart = meanSquaredError(pairs, scaledScore, training, queryVectors, itemVectors);
  return {
    scaledScore,
    heldOut,
    queries,
    items,
    queryRow: training.map((pair) => queries.position[pairs.queryRow[pair]]),
    itemRow: training.map((pair) => items.position[pairs.docRow[pair]]),
    target,
    lossLimit: DIVERGENCE_FACTOR * Math.max(squaredErrorOfStart, squaredErrorOfZero),
    random,
  };
}

function checkScores({ pairs, queryVectors, itemVectors, heldOutShare }: ScoreOptions): void {
  checkMatrix('queryVectors', queryVectors);
  checkMatrix('itemVectors', itemVectors);
  checkSize('itemVectors.cols', itemVectors.cols, queryVectors.cols);
  checkFinite('queryVectors.data', queryVectors.data);
  checkFinite('itemVectors.data', itemVectors.data);
  checkCount('pairs.docRow', pairs.docRow.length, pairs.queryRow.length);
  checkCount('pairs.score', pairs.score.length, pairs.queryRow.length);
  checkRows('pairs.queryRow', pairs.queryRow, queryVectors.rows);
  checkRows('pairs.docRow', pairs.docRow, itemVectors.rows);
  checkFinite('pairs.score', pairs.score);
  checkInteger('The number of scored pairs', pairs.score.length, 2);
  checkNumber('heldOutShare', heldOutShare, heldOutShare > 0 && heldOutShare < 1, 'between 0 and 1');
}
