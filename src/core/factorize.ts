import { checkCount, checkFinite, checkInteger, checkRows, checkSize } from './check.ts';
import type { Compute } from './compute.ts';
import { XennError } from './errors.ts';
import { checkMatrix, dot, rowOf } from './matrix.ts';
import { createRandom } from './random.ts';
import { applyScale, type ScoreScale } from './score-scale.ts';
import type { Cancel, Matrix } from './types.ts';

/** The paper's learning rate (5e-3 on SciDocs). */
export const DEFAULT_LEARNING_RATE = 1e-3;
/** The paper's number of epochs on ZESHEL (10 on BEIR, 4 for the two largest settings). */
export const DEFAULT_EPOCHS = 20;
/** Left open by the paper. */
export const DEFAULT_WEIGHT_DECAY = 0.01;
/** Pairs per step; left open by the paper. */
export const DEFAULT_BATCH_SIZE = 4096;
/** Share of the pairs kept out of training to measure it; left open by the paper. */
export const DEFAULT_HELD_OUT_SHARE = 0.05;

/** A loss this many times that of knowing nothing is divergence, not noise. */
const DIVERGENCE_FACTOR = 10;

/** Observed entries of G: pair p says that query `queryRow[p]` and document `docRow[p]` have `score[p]`. */
export interface ScoredPairs {
  readonly queryRow: Uint32Array;
  readonly docRow: Uint32Array;
  readonly score: Float32Array;
}

export interface FactorizeOptions {
  readonly pairs: ScoredPairs;
  /** |Qtrain| x d: the dual-encoder's query vectors, the starting point. */
  readonly queryVectors: Matrix;
  /** |I| x d: the dual-encoder's item vectors, the starting point. */
  readonly itemVectors: Matrix;
  /** Training target = the scaled score (A.4). */
  readonly scoreScale: ScoreScale;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly epochs: number;
  /** Pairs per step. */
  readonly batchSize: number;
  /** Decides which pairs are held out and the order of the others in each epoch. */
  readonly seed: number;
  /** Between 0 and 1, both exclusive; at least one pair is held out and at least one is trained on. */
  readonly heldOutShare: number;
  readonly compute: Compute;
  /** Awaited after each epoch (counted from 1) with the same loss as in `lossPerEpoch`. */
  readonly onEpoch?: (epoch: number, loss: number) => Promise<void> | void;
  readonly cancel?: Cancel;
}

export interface FactorizeResult {
  /** |I| x d. An item without a training pair has its initial vector, bit for bit. */
  readonly itemMatrix: Matrix;
  /** |Qtrain| x d. A query without a training pair has its initial vector. */
  readonly queryMatrix: Matrix;
  /** Mean squared error over the training pairs in each epoch, each pair before its step; scaled units. */
  readonly lossPerEpoch: readonly number[];
  /** Root mean square error on the held-out pairs with the initial vectors; scaled units. */
  readonly heldOutRmseBefore: number;
  /** The same with the trained vectors. */
  readonly heldOutRmseAfter: number;
  readonly trainPairCount: number;
  readonly heldOutPairCount: number;
}

/**
 * MF_Trns (paper section 3.1): rows of both factors are free parameters, started at the dual-encoder's
 * vectors and trained by AdamW on the squared error of the observed scores (eq. 3).
 *
 * Throws FactorizeError when the loss diverges or is no number, CancelledError between steps.
 */
export async function factorize(options: FactorizeOptions): Promise<FactorizeResult> {
  checkOptions(options);
  const { pairs, queryVectors, itemVectors, compute, cancel } = options;
  const target = Float32Array.from(pairs.score, (score) => applyScale(options.scoreScale, score));
  const random = createRandom(options.seed);
  const { heldOut, training } = splitPairs(pairs.score.length, options.heldOutShare, random.shuffle);

  const queries = compactRows(queryVectors, pairs.queryRow, training);
  const items = compactRows(itemVectors, pairs.docRow, training);
  const lossLimit = DIVERGENCE_FACTOR * lossOfKnowingNothing(options, target, training);
  const factorization = await compute.openFactorization({
    queryFactors: queries.vectors,
    itemFactors: items.vectors,
    queryRow: queries.compactRowOfPair,
    itemRow: items.compactRowOfPair,
    target: Float32Array.from(training, (pair) => target[pair]),
    learningRate: options.learningRate,
    weightDecay: options.weightDecay,
  });
  try {
    const order = Uint32Array.from(training.keys());
    const lossPerEpoch: number[] = [];
    for (let epoch = 1; epoch <= options.epochs; epoch++) {
      random.shuffle(order);
      let squaredErrors = 0;
      for (let start = 0; start < order.length; start += options.batchSize) {
        cancel?.throwIfAborted();
        const end = Math.min(start + options.batchSize, order.length);
        squaredErrors += await factorization.step(order, start, end);
      }
      const loss = squaredErrors / order.length;
      if (!(loss <= lossLimit)) throw divergedError(epoch, loss, lossLimit, options.learningRate);
      lossPerEpoch.push(loss);
      await options.onEpoch?.(epoch, loss);
    }

    const trained = await factorization.read();
    const queryMatrix = withRowsReplaced(queryVectors, queries.rows, trained.queryFactors);
    const itemMatrix = withRowsReplaced(itemVectors, items.rows, trained.itemFactors);
    const heldOutRmse = (q: Matrix, i: Matrix) => Math.sqrt(meanSquaredError(pairs, target, heldOut, q, i));
    const heldOutRmseAfter = heldOutRmse(queryMatrix, itemMatrix);
    if (!Number.isFinite(heldOutRmseAfter)) {
      throw divergedError(options.epochs, heldOutRmseAfter, lossLimit, options.learningRate);
    }
    return {
      itemMatrix,
      queryMatrix,
      lossPerEpoch,
      heldOutRmseBefore: heldOutRmse(queryVectors, itemVectors),
      heldOutRmseAfter,
      trainPairCount: training.length,
      heldOutPairCount: heldOut.length,
    };
  } finally {
    factorization.dispose();
  }
}

/** Positions of the held-out and of the training pairs, by one shuffle. */
function splitPairs(
  pairCount: number,
  heldOutShare: number,
  shuffle: (values: Uint32Array) => void,
): { heldOut: Uint32Array; training: Uint32Array } {
  const order = Uint32Array.from({ length: pairCount }, (_, pair) => pair);
  shuffle(order);
  const heldOutCount = Math.min(Math.max(1, Math.round(heldOutShare * pairCount)), pairCount - 1);
  return { heldOut: order.subarray(0, heldOutCount), training: order.subarray(heldOutCount).sort() };
}

interface CompactRows {
  /** Row in the full matrix of each compact row, ascending. */
  readonly rows: Uint32Array;
  readonly vectors: Matrix;
  /** Aligned with the training pairs. */
  readonly compactRowOfPair: Uint32Array;
}

/** Only the rows that a training pair touches: AdamW would decay all the others to nothing learned. */
function compactRows(full: Matrix, rowOfPair: Uint32Array, training: Uint32Array): CompactRows {
  const isTouched = new Uint8Array(full.rows);
  for (const pair of training) isTouched[rowOfPair[pair]] = 1;
  const rows = Uint32Array.from(isTouched.keys()).filter((row) => isTouched[row] === 1);
  const compactRowOf = new Uint32Array(full.rows);
  const data = new Float32Array(rows.length * full.cols);
  rows.forEach((row, compactRow) => {
    compactRowOf[row] = compactRow;
    data.set(rowOf(full, row), compactRow * full.cols);
  });
  return {
    rows,
    vectors: { rows: rows.length, cols: full.cols, data },
    compactRowOfPair: Uint32Array.from(training, (pair) => compactRowOf[rowOfPair[pair]]),
  };
}

function withRowsReplaced(full: Matrix, rows: Uint32Array, replacements: Matrix): Matrix {
  const data = full.data.slice();
  rows.forEach((row, compactRow) => {
    data.set(rowOf(replacements, compactRow), row * full.cols);
  });
  return { rows: full.rows, cols: full.cols, data };
}

/** The larger loss of two models without training: the initial vectors, and zero for every pair. */
function lossOfKnowingNothing(
  options: FactorizeOptions,
  target: Float32Array,
  training: Uint32Array,
): number {
  const { pairs, queryVectors, itemVectors } = options;
  let squares = 0;
  for (const pair of training) squares += target[pair] ** 2;
  const initial = meanSquaredError(pairs, target, training, queryVectors, itemVectors);
  return Math.max(initial, squares / training.length);
}

function meanSquaredError(
  pairs: ScoredPairs,
  target: Float32Array,
  positions: Uint32Array,
  queryMatrix: Matrix,
  itemMatrix: Matrix,
): number {
  let squares = 0;
  for (const pair of positions) {
    const estimate = dot(rowOf(queryMatrix, pairs.queryRow[pair]), rowOf(itemMatrix, pairs.docRow[pair]));
    squares += (estimate - target[pair]) ** 2;
  }
  return squares / positions.length;
}

function divergedError(epoch: number, loss: number, limit: number, learningRate: number): XennError {
  return new XennError(
    'FactorizeError',
    `The factorisation diverged in epoch ${epoch}: the loss is ${loss.toPrecision(3)}, ` +
      `expected at most ${limit.toPrecision(3)}. ` +
      `The learning rate was ${learningRate}; try a smaller one.`,
  );
}

function checkOptions(options: FactorizeOptions): void {
  const { pairs, queryVectors, itemVectors } = options;
  checkMatrix('queryVectors', queryVectors);
  checkMatrix('itemVectors', itemVectors);
  checkSize('itemVectors.cols', itemVectors.cols, queryVectors.cols);
  checkCount('pairs.docRow', pairs.docRow.length, pairs.queryRow.length);
  checkCount('pairs.score', pairs.score.length, pairs.queryRow.length);
  checkRows('pairs.queryRow', pairs.queryRow, queryVectors.rows);
  checkRows('pairs.docRow', pairs.docRow, itemVectors.rows);
  checkFinite('pairs.score', pairs.score);
  checkInteger('The number of scored pairs', pairs.score.length, 2);
  checkInteger('epochs', options.epochs, 1);
  checkInteger('batchSize', options.batchSize, 1);
  checkNumber('learningRate', options.learningRate, options.learningRate > 0, 'above 0');
  checkNumber('weightDecay', options.weightDecay, options.weightDecay >= 0, 'of at least 0');
  const { heldOutShare } = options;
  checkNumber('heldOutShare', heldOutShare, heldOutShare > 0 && heldOutShare < 1, 'between 0 and 1');
}

function checkNumber(name: string, value: number, isAllowed: boolean, range: string): void {
  if (!Number.isFinite(value) || !isAllowed) {
    throw new XennError('InvalidArgumentError', `${name} must be a number ${range}, but is ${value}.`);
  }
}
