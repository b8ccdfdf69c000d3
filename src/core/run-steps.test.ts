import { describe, expect, it, test } from 'vitest';
import { cancelledError } from './errors.ts';
import { createRandom } from './random.ts';
import { checkSteps, runSteps } from './run-steps.ts';

describe('runSteps', () => {
  it('takes every pair once, in random order, the last batch smaller, and averages the squared errors', async () => {
    const batches: number[][] = [];
    const training = {
      async step(order: Uint32Array, start: number, end: number) {
        batches.push([...order.subarray(start, end)]);
        return 10 * (end - start) + 1;
      },
    };
    const order = Uint32Array.of(0, 1, 2, 3, 4, 5, 6);
    const loss = await runSteps(training, order, { batchSize: 3 }, createRandom(1), undefined);
    expect(batches.map((batch) => batch.length)).toEqual([3, 3, 1]);
    expect(batches.flat()).not.toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(batches.flat().sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(loss).toBe(73 / 7);
  });

  it('stops between steps when cancelled', async () => {
    let steps = 0;
    const training = {
      async step() {
        steps += 1;
        return 0;
      },
    };
    const cancel = {
      aborted: false,
      throwIfAborted() {
        if (steps === 2) throw cancelledError();
      },
    };
    await expect(
      runSteps(training, new Uint32Array(9), { batchSize: 2 }, createRandom(1), cancel),
    ).rejects.toMatchObject({
      name: 'CancelledError',
    });
    expect(steps).toBe(2);
  });
});

describe('checkSteps', () => {
  const sound = { learningRate: 1e-3, weightDecay: 0, batchSize: 1 };

  test.each([
    { change: { batchSize: 0 }, message: 'batchSize must be a whole number of at least 1, but is 0.' },
    { change: { learningRate: 0 }, message: 'learningRate must be a number above 0, but is 0.' },
    { change: { learningRate: Number.NaN }, message: 'learningRate must be a number above 0, but is NaN.' },
    { change: { weightDecay: -1 }, message: 'weightDecay must be a number of at least 0, but is -1.' },
  ])('refuses: $message', ({ change, message }) => {
    expect(() => checkSteps(sound)).not.toThrow();
    expect(() => checkSteps({ ...sound, ...change })).toThrow(
      expect.objectContaining({ name: 'InvalidArgumentError', message }),
    );
  });
});
