import { type Factorized, type MfTrnsOptions, trainFactors } from './mf-trns.ts';
import { prepareScores } from './observed-scores.ts';
import { checkSteps, runSteps, type StepOptions } from './run-steps.ts';
import { packRows } from './trained-rows.ts';

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
/** Epochs in a row without a lower held-out error before training stops; the paper trains to the end. */
export const DEFAULT_PATIENCE = 3;

/** The seed also decides the order of the training pairs in each epoch. */
export interface FactorizeOptions extends MfTrnsOptions, StepOptions {}

/**
 * MF_Trns (paper section 3.1): rows of both factors are free parameters, started at the dual-encoder's vectors and
 * trained by AdamW on the squared error of the observed scores (eq. 3). The vectors of the epoch with the lowest
 * held-out error are kept. The loss of an epoch is the mean squared error over the training pairs, each pair before
 * its step; all errors are in scaled units.
 *
 * Throws InvalidArgumentError, FactorizeError when training diverges, CancelledError between steps.
 */
export async function factorize(options: FactorizeOptions): Promise<Factorized> {
  checkSteps(options);
  const { queryVectors, itemVectors, compute, learningRate, weightDecay, cancel } = options;
  const scores = prepareScores(options);
  const { queryRow, itemRow, target, random } = scores;
  const factorization = await compute.openFactorization({
    queryFactors: packRows(queryVectors, scores.queries),
    itemFactors: packRows(itemVectors, scores.items),
    queryRow,
    itemRow,
    target,
    learningRate,
    weightDecay,
  });
  const order = Uint32Array.from(target.keys());
  try {
    return await trainFactors(options, scores, {
      setting: { name: 'learning rate', value: learningRate, advice: 'try a smaller one' },
      runEpoch: () => runSteps(factorization, order, options, random, cancel),
      readFactors: () => factorization.read(),
    });
  } finally {
    factorization.dispose();
  }
}
