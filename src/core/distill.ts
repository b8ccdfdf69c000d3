import { updateByAdamW } from './adamw.ts';
import { checkCount, checkFinite, checkInteger, checkNumber, checkRows } from './check.ts';
import { type DistillProblem, distillLoss } from './distill-loss.ts';
import { meanSquaredErrorOf, type ScoredPairs, splitPairs } from './held-out.ts';
import { checkMatrix, dotRow, rowOf } from './matrix.ts';
import { createRandom, type Random } from './random.ts';
import { checkSteps, type StepOptions } from './run-steps.ts';
import { applyScale, estimateScoreScale, invertScale, type ScoreScale } from './score-scale.ts';
import { sparseFromEntries } from './sparse-from-entries.ts';
import { embedTokens } from './static-embedding.ts';
import { type Measured, type TrainEpochsOptions, type TrainingRecord, trainEpochs } from './train-epochs.ts';
import { findTrainedRows, packRows, type TrainedRows, unpackRows } from './trained-rows.ts';
import type { Cancel, Matrix } from './types.ts';

/** `batchSize` counts train queries, each with all its items. */
export interface DistillOptions extends StepOptions {
  readonly pairs: ScoredPairs;
  /** The dual-encoder's token vectors, the starting point; vocabulary x d. */
  readonly table: Matrix;
  /** Rows of the table, for each train query and for each document. */
  readonly queryTokens: readonly Uint32Array[];
  readonly docTokens: readonly Uint32Array[];
  /** A.4 with the vectors that training starts from. */
  readonly scoreScale: ScoreScale;
  /** Of both distributions over a query's items, in scaled units; above 0. */
  readonly temperature: number;
  /** At most. */
  readonly epochs: number;
  /** Training stops when so many epochs in a row have not lowered the held-out error. */
  readonly patience: number;
  /** Decides which pairs are held out and the order of the train queries in each epoch. */
  readonly seed: number;
  /** Between 0 and 1, both exclusive; at least one pair is held out and at least one is trained on. */
  readonly heldOutShare: number;
  readonly onEpoch?: TrainEpochsOptions<unknown>['onEpoch'];
  /** Awaited before each step: an epoch takes seconds, in which a worker should hear that it is cancelled. */
  readonly onStep?: (() => Promise<void> | void) | undefined;
  readonly cancel?: Cancel | undefined;
}

export interface Distilled extends TrainingRecord {
  /** vocabulary x d. A token that no training text has keeps its vector. */
  readonly table: Matrix;
  /** A.4 with the new vectors: an order was learned, not a scale. */
  readonly scoreScale: ScoreScale;
  readonly trainPairCount: number;
  readonly heldOutPairCount: number;
}

interface DistillState {
  readonly table: Matrix;
  readonly scoreScale: ScoreScale;
}

/** Share of the largest possible loss by which rounding may exceed it. */
const ROUNDING = 1e-6;

/**
 * DE_dstl, the paper's distillation baseline, for a dual-encoder that is a table of token vectors: the table is trained
 * by AdamW on the cross-entropy between softmax(scaled score / temperature) and softmax(u · v / temperature) over each
 * query's items. One temperature serves both: A.4 has given the scores the spread that the inner products start with,
 * so both distributions are about as sharp, and training has to change the order rather than the spread.
 *
 * The loss of an epoch is the mean over the train queries, each before its step. The held-out error is made comparable
 * with that of a factorisation: inner products are mapped to scores by A.4, re-estimated on the training pairs after
 * each epoch, because cross-entropy fits the order of the scores and leaves their scale free; and the difference is
 * told in the units of `scoreScale`, which stay the same. The table of the epoch with the lowest one is kept.
 *
 * Throws InvalidArgumentError, FactorizeError when training diverges, CancelledError between steps.
 */
export async function distill(options: DistillOptions): Promise<Distilled> {
  checkOptions(options);
  const { pairs, table, temperature } = options;
  const random = createRandom(options.seed);
  const { heldOut, training } = splitPairs(pairs.score.length, options.heldOutShare, random.shuffle);
  const { problem, tokens } = prepareProblem(options, training);
  const trained = copyOf(packRows(table, tokens));
  const measure = openMeasure(options, training, heldOut);
  const { best, ...record } = await trainEpochs<DistillState>({
    epochs: options.epochs,
    patience: options.patience,
    // Inner products of unit vectors differ by 2 at most: a larger loss than this is no number.
    lossLimit: (1 + ROUNDING) * (Math.log(problem.documents.length) + 2 / temperature),
    setting: { name: 'learning rate', value: options.learningRate, advice: 'try a smaller one' },
    initial: measure(table),
    runEpoch: openEpochs(options, problem, trained, random),
    measure: async () => measure(unpackRows(table, tokens, copyOf(trained))),
    onEpoch: options.onEpoch,
    cancel: options.cancel,
  });
  return { ...record, ...best, trainPairCount: training.length, heldOutPairCount: heldOut.length };
}

/** The training pairs, with the tokens of their texts as rows of a packed table. */
function prepareProblem(
  { pairs, table, queryTokens, docTokens, scoreScale, temperature }: DistillOptions,
  training: Uint32Array,
): { problem: DistillProblem; tokens: TrainedRows } {
  const queries = findTrainedRows(queryTokens.length, pairs.queryRow, training);
  const docs = findTrainedRows(docTokens.length, pairs.docRow, training);
  const queryTexts = Array.from(queries.rows, (row) => queryTokens[row]);
  const docTexts = Array.from(docs.rows, (row) => docTokens[row]);
  // Only the rows of their tokens: AdamW would decay all the others to nothing learned.
  const tokens = rowsOfTokens(table.rows, [...queryTexts, ...docTexts]);
  const packed = (text: Uint32Array) => text.map((token) => tokens.position[token]);
  const observed = sparseFromEntries(
    queries.rows.length,
    docs.rows.length,
    training.map((pair) => queries.position[pairs.queryRow[pair]]),
    training.map((pair) => docs.position[pairs.docRow[pair]]),
    Float32Array.from(training, (pair) => applyScale(scoreScale, pairs.score[pair])),
  );
  const problem = {
    queries: queryTexts.map(packed),
    documents: docTexts.map(packed),
    observed,
    temperature,
  };
  return { problem, tokens };
}

function rowsOfTokens(vocabulary: number, texts: readonly Uint32Array[]): TrainedRows {
  const all = new Uint32Array(texts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const text of texts) {
    all.set(text, end);
    end += text.length;
  }
  return findTrainedRows(vocabulary, all, Uint32Array.from(all.keys()));
}

/** A function that trains `trained` for one epoch, in place, and returns its loss. */
function openEpochs(
  { batchSize, learningRate, weightDecay, onStep, cancel }: DistillOptions,
  problem: DistillProblem,
  { cols, data }: Matrix,
  random: Random,
): () => Promise<number> {
  const order = Uint32Array.from(problem.queries.keys());
  const gradient = new Float64Array(data.length);
  const firstMoment = new Float32Array(data.length);
  const secondMoment = new Float32Array(data.length);
  let stepCount = 0;
  return async () => {
    random.shuffle(order);
    let loss = 0;
    for (let start = 0; start < order.length; start += batchSize) {
      await onStep?.();
      cancel?.throwIfAborted();
      loss += distillLoss(problem, data, cols, order.subarray(start, start + batchSize), gradient);
      stepCount += 1;
      updateByAdamW(data, gradient, firstMoment, secondMoment, stepCount, learningRate, weightDecay);
    }
    return loss / order.length;
  };
}

/** A function that tells how well a table's inner products give the held-out scores. */
function openMeasure(
  { pairs, queryTokens, docTokens, scoreScale: units }: DistillOptions,
  training: Uint32Array,
  heldOut: Uint32Array,
): (table: Matrix) => Measured<DistillState> {
  const docs = findTrainedRows(docTokens.length, pairs.docRow, Uint32Array.from(pairs.docRow.keys()));
  const docTexts = Array.from(docs.rows, (row) => docTokens[row]);
  return (table) => {
    const queryVectors = embedTokens(table, queryTokens);
    const docVectors = embedTokens(table, docTexts);
    const product = (pair: number) =>
      dotRow(queryVectors, pairs.queryRow[pair], rowOf(docVectors, docs.position[pairs.docRow[pair]]));
    const scoreScale = estimateScoreScale(
      Float32Array.from(training, (pair) => pairs.score[pair]),
      Float64Array.from(training, product),
    );
    const estimate = (pair: number) => invertScale(scoreScale, product(pair));
    const heldOutRmse = units.beta * Math.sqrt(meanSquaredErrorOf(pairs.score, heldOut, estimate));
    return { state: { table, scoreScale }, heldOutRmse };
  };
}

function copyOf({ rows, cols, data }: Matrix): Matrix {
  return { rows, cols, data: data.slice() };
}

function checkOptions(options: DistillOptions): void {
  checkSteps(options);
  const { pairs, table, queryTokens, docTokens, temperature, heldOutShare } = options;
  checkMatrix('table', table);
  checkFinite('table.data', table.data);
  checkCount('pairs.docRow', pairs.docRow.length, pairs.queryRow.length);
  checkCount('pairs.score', pairs.score.length, pairs.queryRow.length);
  checkRows('pairs.queryRow', pairs.queryRow, queryTokens.length);
  checkRows('pairs.docRow', pairs.docRow, docTokens.length);
  checkFinite('pairs.score', pairs.score);
  checkInteger('The number of scored pairs', pairs.score.length, 2);
  checkNumber('temperature', temperature, temperature > 0, 'above 0');
  checkNumber('heldOutShare', heldOutShare, heldOutShare > 0 && heldOutShare < 1, 'between 0 and 1');
}
