import type { Compute } from './compute.ts';
import { meanSquaredErrorOf } from './held-out.ts';
import { dotRow, rowOf } from './matrix.ts';
import { type ObservedScores, prepareScores, type ScoreOptions } from './observed-scores.ts';
import { checkSteps, runSteps, type StepOptions } from './run-steps.ts';
import { initialTower, type Towers } from './tower.ts';
import { type TrainEpochsOptions, type TrainingRecord, trainEpochs } from './train-epochs.ts';
import { findTrainedRows, packRows } from './trained-rows.ts';
import type { Cancel } from './types.ts';

/** The seed also decides where both towers start and the order of the training pairs in each epoch. */
export interface TrainTowersOptions extends ScoreOptions, StepOptions {
  /** At most. */
  readonly epochs: number;
  /** Training stops when so many epochs in a row have not lowered the held-out error. */
  readonly patience: number;
  readonly compute: Pick<Compute, 'openTowers' | 'applyTower'>;
  readonly onEpoch?: TrainEpochsOptions<unknown>['onEpoch'];
  readonly cancel?: Cancel | undefined;
}

/** The towers are those of `bestEpoch`; 0: those that training started from, near the identity. */
export interface TrainedTowers extends Towers, TrainingRecord {
  readonly trainPairCount: number;
  readonly heldOutPairCount: number;
}

/**
 * MF_Ind (paper section 3.1): the vectors of the start space are frozen, and two towers that map them are trained by
 * AdamW on the squared error of the observed scores (eq. 3). The towers of the epoch with the lowest held-out error
 * are kept. The loss of an epoch is the mean squared error over the training pairs, each pair before its step; all
 * errors are in scaled units.
 *
 * Throws InvalidArgumentError, FactorizeError when training diverges, CancelledError between steps.
 */
export async function trainTowers(options: TrainTowersOptions): Promise<TrainedTowers> {
  checkSteps(options);
  const { queryVectors, itemVectors, compute, learningRate, weightDecay, cancel } = options;
  const scores = prepareScores(options);
  const { queryRow, itemRow, target, random } = scores;
  const start: Towers = {
    queryTower: initialTower(queryVectors.cols, random),
    itemTower: initialTower(itemVectors.cols, random),
  };
  const heldOutRmse = heldOutMeasure(options, scores);
  const initial = { state: start, heldOutRmse: await heldOutRmse(start) };
  const training = await compute.openTowers({
    ...start,
    queryInputs: packRows(queryVectors, scores.queries),
    itemInputs: packRows(itemVectors, scores.items),
    queryRow,
    itemRow,
    target,
    learningRate,
    weightDecay,
  });
  const order = Uint32Array.from(target.keys());
  try {
    const { best, ...record } = await trainEpochs<Towers>({
      epochs: options.epochs,
      patience: options.patience,
      lossLimit: scores.lossLimit,
      setting: { name: 'learning rate', value: learningRate, advice: 'try a smaller one' },
      initial,
      runEpoch: () => runSteps(training, order, options, random, cancel),
      async measure() {
        const state = await training.read();
        return { state, heldOutRmse: await heldOutRmse(state) };
      },
      onEpoch: options.onEpoch,
      cancel,
    });
    return {
      ...record,
      ...best,
      trainPairCount: target.length,
      heldOutPairCount: scores.heldOut.length,
    };
  } finally {
    training.dispose();
  }
}

/** Root mean square error on the held-out pairs; both towers map each row with such a pair once. */
function heldOutMeasure(
  { pairs, queryVectors, itemVectors, compute }: TrainTowersOptions,
  { heldOut, scaledScore }: ObservedScores,
): (towers: Towers) => Promise<number> {
  const queries = findTrainedRows(queryVectors.rows, pairs.queryRow, heldOut);
  const items = findTrainedRows(itemVectors.rows, pairs.docRow, heldOut);
  const queryInputs = packRows(queryVectors, queries);
  const itemInputs = packRows(itemVectors, items);

  return async ({ queryTower, itemTower }) => {
    const queryOutputs = await compute.applyTower(queryTower, queryInputs);
    const itemOutputs = await compute.applyTower(itemTower, itemInputs);
    const estimate = (pair: number) => {
      const item = rowOf(itemOutputs, items.position[pairs.docRow[pair]]);
      return dotRow(queryOutputs, queries.position[pairs.queryRow[pair]], item);
    };
    return Math.sqrt(meanSquaredErrorOf(scaledScore, heldOut, estimate));
  };
}
