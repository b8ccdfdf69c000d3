import { checkInteger } from './check.ts';
import { XennError } from './errors.ts';
import type { Cancel } from './types.ts';

/** What training has made so far, and its root mean square error on the held-out pairs in scaled units. */
export interface Measured<State> {
  readonly state: State;
  readonly heldOutRmse: number;
}

export interface EpochReport {
  /** Counted from 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly heldOutRmse: number;
}

export interface TrainEpochsOptions<State> {
  /** At most. */
  readonly epochs: number;
  /** Training stops when so many epochs in a row have not lowered the held-out error. */
  readonly patience: number;
  /** A larger loss is divergence. */
  readonly lossLimit: number;
  /** For the message: what a person can make smaller or larger. */
  readonly setting: { readonly name: string; readonly value: number; readonly advice: string };
  /** Before training. */
  readonly initial: Measured<State>;
  /** Runs one epoch and returns its training loss. */
  readonly runEpoch: () => Promise<number>;
  readonly measure: () => Promise<Measured<State>>;
  /** Awaited after each epoch. */
  readonly onEpoch?: ((report: EpochReport) => Promise<void> | void) | undefined;
  readonly cancel?: Cancel | undefined;
}

export interface TrainingRecord {
  readonly lossPerEpoch: readonly number[];
  readonly heldOutRmsePerEpoch: readonly number[];
  readonly heldOutRmseBefore: number;
  /** Of the epoch that was kept. */
  readonly heldOutRmseAfter: number;
  /** The epoch that was kept, counted from 1; 0: none was better than the start. */
  readonly bestEpoch: number;
}

/**
 * Trains for some epochs, stops early, keeps the best state by the held-out error.
 *
 * Throws InvalidArgumentError unless epochs and patience are at least 1, FactorizeError when the loss or the held-out
 * error diverges or is no number, CancelledError between epochs.
 */
export async function trainEpochs<State>(
  options: TrainEpochsOptions<State>,
): Promise<TrainingRecord & { readonly best: State }> {
  const { initial, lossLimit, setting } = options;
  checkInteger('epochs', options.epochs, 1);
  checkInteger('patience', options.patience, 1);
  let best = initial;
  let bestEpoch = 0;
  const lossPerEpoch: number[] = [];
  const heldOutRmsePerEpoch: number[] = [];
  for (let epoch = 1; epoch <= options.epochs && epoch - bestEpoch <= options.patience; epoch++) {
    options.cancel?.throwIfAborted();
    const loss = await options.runEpoch();
    if (!(loss <= lossLimit)) {
      const limit = `at most ${lossLimit.toPrecision(3)}`;
      throw divergedError(epoch, 'loss', loss, limit, setting);
    }
    const measured = await options.measure();
    const { heldOutRmse } = measured;
    if (!Number.isFinite(heldOutRmse)) {
      throw divergedError(epoch, 'held-out error', heldOutRmse, 'a finite number', setting);
    }
    lossPerEpoch.push(loss);
    heldOutRmsePerEpoch.push(heldOutRmse);
    if (heldOutRmse < best.heldOutRmse) {
      best = measured;
      bestEpoch = epoch;
    }
    await options.onEpoch?.({ epoch, loss, heldOutRmse });
  }
  return {
    best: best.state,
    bestEpoch,
    lossPerEpoch,
    heldOutRmsePerEpoch,
    heldOutRmseBefore: initial.heldOutRmse,
    heldOutRmseAfter: best.heldOutRmse,
  };
}

function divergedError(
  epoch: number,
  what: string,
  found: number,
  expected: string,
  { name, value, advice }: TrainEpochsOptions<unknown>['setting'],
): XennError {
  return new XennError(
    'FactorizeError',
    `Training diverged in epoch ${epoch}: the ${what} is ${found.toPrecision(3)}, expected ${expected}. ` +
      `The ${name} was ${value}; ${advice}. The index that there was is unchanged.`,
  );
}
