import { describe, expect, it, test } from 'vitest';
import { cancelledError } from './errors.ts';
import { type EpochReport, type TrainEpochsOptions, trainEpochs } from './train-epochs.ts';

/** Training whose epochs have these errors; the state is the epoch, 0 at the start, whose error is 5. */
function training(
  heldOutRmses: readonly number[],
  losses: readonly number[] = heldOutRmses.map(() => 1),
): TrainEpochsOptions<number> & { readonly epochsRun: () => number } {
  let epoch = 0;
  return {
    epochs: heldOutRmses.length,
    patience: 3,
    lossLimit: 100,
    setting: { name: 'learning rate', value: 0.5, advice: 'try a smaller one' },
    initial: { state: 0, heldOutRmse: 5 },
    async runEpoch() {
      epoch += 1;
      return losses[epoch - 1];
    },
    measure: async () => ({ state: epoch, heldOutRmse: heldOutRmses[epoch - 1] }),
    epochsRun: () => epoch,
  };
}

describe('trainEpochs', () => {
  test.each([
    {
      name: 'keeps the last epoch while the error falls',
      errors: [4, 3, 2, 1],
      patience: 1,
      run: 4,
      best: 4,
    },
    { name: 'stops once it rises', errors: [4, 3, 3.5, 2], patience: 1, run: 3, best: 2 },
    { name: 'is patient', errors: [4, 4.5, 4.2, 3, 4, 4, 4, 1], patience: 3, run: 7, best: 4 },
    { name: 'counts an equal error as no better', errors: [4, 4, 4, 3], patience: 2, run: 3, best: 1 },
    { name: 'keeps the start when nothing is better', errors: [6, 5, 7, 1], patience: 3, run: 3, best: 0 },
    { name: 'keeps the best at the end of the epochs', errors: [4, 3, 3.5], patience: 3, run: 3, best: 2 },
  ])('$name', async ({ errors, patience, run, best }) => {
    const options = training(errors);
    const result = await trainEpochs({ ...options, patience });
    expect(options.epochsRun()).toBe(run);
    expect(result).toEqual({
      best,
      bestEpoch: best,
      lossPerEpoch: new Array(run).fill(1),
      heldOutRmsePerEpoch: errors.slice(0, run),
      heldOutRmseBefore: 5,
      heldOutRmseAfter: best === 0 ? 5 : errors[best - 1],
    });
  });

  it('awaits the report of each epoch before the next', async () => {
    const options = training([4, 3], [8, 7]);
    const reports: (EpochReport & { epochsRun: number })[] = [];
    await trainEpochs({
      ...options,
      async onEpoch(report) {
        await Promise.resolve();
        reports.push({ ...report, epochsRun: options.epochsRun() });
      },
    });
    expect(reports).toEqual([
      { epoch: 1, loss: 8, heldOutRmse: 4, epochsRun: 1 },
      { epoch: 2, loss: 7, heldOutRmse: 3, epochsRun: 2 },
    ]);
  });

  test.each([
    {
      name: 'a loss above the limit',
      options: training([4, 3], [8, 1234]),
      message: 'Training diverged in epoch 2: the loss is 1.23e+3, expected at most 100.',
    },
    {
      name: 'a loss that is no number',
      options: training([4], [Number.NaN]),
      message: 'Training diverged in epoch 1: the loss is NaN, expected at most 100.',
    },
    {
      name: 'a held-out error that is no number',
      options: training([4, 3, Number.NaN]),
      message: 'Training diverged in epoch 3: the held-out error is NaN, expected a finite number.',
    },
    {
      name: 'a held-out error without bound',
      options: training([Number.POSITIVE_INFINITY]),
      message: 'Training diverged in epoch 1: the held-out error is Infinity, expected a finite number.',
    },
  ])('stops at $name', async ({ options, message }) => {
    const reports: EpochReport[] = [];
    const onEpoch = (report: EpochReport) => {
      reports.push(report);
    };
    await expect(trainEpochs({ ...options, onEpoch })).rejects.toMatchObject({
      name: 'FactorizeError',
      message:
        `${message} The learning rate was 0.5; try a smaller one. ` +
        'The index that there was is unchanged.',
    });
    expect(reports.length).toBe(options.epochsRun() - 1);
  });

  it('takes a loss at the limit', async () => {
    await expect(trainEpochs(training([4], [100]))).resolves.toMatchObject({ lossPerEpoch: [100] });
  });

  it('stops between epochs when cancelled', async () => {
    const options = training([4, 3, 2]);
    const cancel = {
      aborted: false,
      throwIfAborted() {
        if (options.epochsRun() === 2) throw cancelledError();
      },
    };
    await expect(trainEpochs({ ...options, cancel })).rejects.toMatchObject({ name: 'CancelledError' });
    expect(options.epochsRun()).toBe(2);
  });

  test.each([
    { changes: { epochs: 0 }, message: 'epochs must be a whole number of at least 1, but is 0.' },
    { changes: { patience: 0 }, message: 'patience must be a whole number of at least 1, but is 0.' },
  ])('refuses: $message', async ({ changes, message }) => {
    await expect(trainEpochs({ ...training([4]), ...changes })).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message,
    });
  });
});
