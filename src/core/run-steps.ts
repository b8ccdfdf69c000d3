import { checkInteger, checkNumber } from './check.ts';
import type { Factorization, TowerTraining } from './compute.ts';
import type { Random } from './random.ts';
import type { Cancel } from './types.ts';

/** The settings of training by steps of AdamW. */
export interface StepOptions {
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Pairs per step. */
  readonly batchSize: number;
  /** Awaited after each step: lets whatever calls for attention have it. */
  readonly onStep?: (() => Promise<void> | void) | undefined;
}

/** Throws an InvalidArgumentError that names the setting which is out of range. */
export function checkSteps({ batchSize, learningRate, weightDecay }: StepOptions): void {
  checkInteger('batchSize', batchSize, 1);
  checkNumber('learningRate', learningRate, learningRate > 0, 'above 0');
  checkNumber('weightDecay', weightDecay, weightDecay >= 0, 'of at least 0');
}

/**
 * One epoch: all pairs once, in random order; `order` holds them and is shuffled in place. Returns the mean squared
 * error over the pairs, each before its step. Throws CancelledError between steps.
 */
export async function runSteps(
  training: Pick<Factorization | TowerTraining, 'step'>,
  order: Uint32Array,
  { batchSize, onStep }: Pick<StepOptions, 'batchSize' | 'onStep'>,
  random: Random,
  cancel: Cancel | undefined,
): Promise<number> {
  random.shuffle(order);
  let squaredErrors = 0;
  for (let start = 0; start < order.length; start += batchSize) {
    cancel?.throwIfAborted();
    squaredErrors += await training.step(order, start, Math.min(start + batchSize, order.length));
    await onStep?.();
  }
  return squaredErrors / order.length;
}
