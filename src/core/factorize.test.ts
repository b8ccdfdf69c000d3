import { describe, expect, it, test } from 'vitest';
import { DIMENSION, lowRankOptions, QUERY_COUNT } from '../testing/low-rank-scores.ts';
import type { Compute } from './compute.ts';
import { createCpuCompute } from './cpu-compute.ts';
import { cancelledError } from './errors.ts';
import { type FactorizeOptions, factorize } from './factorize.ts';
import { meanSquaredError } from './held-out.ts';
import { rowOf } from './matrix.ts';
import { prepareScores } from './observed-scores.ts';

// What both solvers do alike is in mf-trns.test.ts.
const options: FactorizeOptions = {
  ...lowRankOptions,
  learningRate: 0.02,
  weightDecay: 0,
  batchSize: 32,
};
const { pairs, queryVectors, itemVectors } = options;

describe('factorize', () => {
  it('measures the loss before the step, so that a first epoch of one step shows the initial vectors', async () => {
    const result = await factorize({ ...options, epochs: 1, batchSize: 10_000 });
    const everyPair = Uint32Array.from(pairs.score.keys());
    const squaredErrors =
      everyPair.length * meanSquaredError(pairs, pairs.score, everyPair, queryVectors, itemVectors);
    const inTraining = result.lossPerEpoch[0] * result.trainPairCount;
    const heldOut = result.heldOutRmseBefore ** 2 * result.heldOutPairCount;
    expect(inTraining + heldOut).toBeCloseTo(squaredErrors, 3);
  });

  it('does not decay what was never scored', async () => {
    const { itemMatrix, queryMatrix } = await factorize({ ...options, epochs: 2, weightDecay: 0.5 });
    expect(rowOf(itemMatrix, 25)).toEqual(rowOf(itemVectors, 25));
    expect(rowOf(queryMatrix, 11)).toEqual(rowOf(queryVectors, 11));
    expect(rowOf(queryMatrix, 10)).not.toEqual(rowOf(queryVectors, 10));
  });

  it('stops early and keeps the factors of the best epoch', async () => {
    // Queries are 1 in every entry and items are read as a quarter of this, so every estimate is this number.
    const estimates = [5, 3, 2.5, 2.75, 4, 9];
    let epoch = -1;
    const compute = computeThat({
      step: async () => 0,
      read: async ({ queryFactors, itemFactors }) => {
        epoch += 1;
        return {
          queryFactors: { ...queryFactors, data: queryFactors.data.map(() => 1) },
          itemFactors: { ...itemFactors, data: itemFactors.data.map(() => estimates[epoch] / DIMENSION) },
        };
      },
    });
    const result = await factorize({
      ...options,
      pairs: { ...pairs, score: pairs.score.map(() => 2) },
      compute,
      batchSize: 1000,
      patience: 2,
    });
    expect(result.heldOutRmsePerEpoch).toEqual([3, 1, 0.5, 0.75, 2]);
    expect(result.lossPerEpoch).toEqual([0, 0, 0, 0, 0]);
    expect([result.bestEpoch, result.heldOutRmseAfter]).toEqual([3, 0.5]);
    expect([...rowOf(result.itemMatrix, 0)]).toEqual([0.625, 0.625, 0.625, 0.625]);
    expect(rowOf(result.itemMatrix, 29)).toEqual(rowOf(itemVectors, 29));
    expect([...rowOf(result.queryMatrix, 0)]).toEqual([1, 1, 1, 1]);
  });
});

describe('factorize stops', () => {
  it('when it diverges, naming epoch and learning rate', async () => {
    const { lossLimit } = prepareScores(options);
    const rejected = await factorize({ ...options, learningRate: 10 }).catch((error: unknown) => error);
    expect(rejected).toMatchObject({ name: 'FactorizeError' });
    const { message } = rejected as Error;
    expect(message.replace(/the loss is \S+,/, 'the loss is X,')).toBe(
      `Training diverged in epoch 1: the loss is X, expected at most ${lossLimit.toPrecision(3)}. ` +
        'The learning rate was 10; try a smaller one. The index that there was is unchanged.',
    );
  });

  it('when a step leaves no numbers, and gives the device back', async () => {
    let isDisposed = false;
    const rejected = factorize({
      ...options,
      queryVectors: { ...queryVectors, data: new Float32Array(QUERY_COUNT * DIMENSION) },
      compute: computeThat({
        step: async () => 0,
        read: async ({ queryFactors, itemFactors }) => ({
          queryFactors: { ...queryFactors, data: queryFactors.data.map(() => Number.NaN) },
          itemFactors,
        }),
        dispose: () => {
          isDisposed = true;
        },
      }),
    });
    await expect(rejected).rejects.toMatchObject({
      name: 'FactorizeError',
      message:
        'Training diverged in epoch 1: the held-out error is NaN, expected a finite number. ' +
        'The learning rate was 0.02; try a smaller one. The index that there was is unchanged.',
    });
    expect(isDisposed).toBe(true);
  });

  it('between steps when cancelled, and gives the device back', async () => {
    let checks = 0;
    let steps = 0;
    let isDisposed = false;
    const cancelled = factorize({
      ...options,
      compute: computeThat({
        step: async () => {
          steps += 1;
          return 0;
        },
        dispose: () => {
          isDisposed = true;
        },
      }),
      cancel: {
        aborted: false,
        throwIfAborted() {
          checks += 1;
          // Before the epoch and before each step.
          if (checks === 4) throw cancelledError();
        },
      },
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'CancelledError' });
    expect(steps).toBe(2);
    expect(isDisposed).toBe(true);
  });

  it('when the device fails, and gives it back', async () => {
    let isDisposed = false;
    const failed = factorize({
      ...options,
      compute: computeThat({
        step: () => Promise.reject(new Error('The GPU is lost.')),
        dispose: () => {
          isDisposed = true;
        },
      }),
    });
    await expect(failed).rejects.toThrow('The GPU is lost.');
    expect(isDisposed).toBe(true);
  });
});

test.each([
  { changes: { batchSize: 0.5 }, message: 'batchSize must be a whole number of at least 1, but is 0.5.' },
  { changes: { learningRate: 0 }, message: 'learningRate must be a number above 0, but is 0.' },
  { changes: { weightDecay: -1 }, message: 'weightDecay must be a number of at least 0, but is -1.' },
])('factorize refuses: $message', async ({ changes, message }) => {
  await expect(factorize({ ...options, ...changes })).rejects.toMatchObject({
    name: 'InvalidArgumentError',
    message,
  });
});

type Problem = Parameters<Compute['openFactorization']>[0];
type Factors = Pick<Problem, 'queryFactors' | 'itemFactors'>;

/** A `Compute` whose factorisation does what is given; without `read` the factors stay as they were. */
function computeThat(parts: {
  step: () => Promise<number>;
  read?: (start: Factors) => Promise<Factors>;
  dispose?: () => void;
}): Compute {
  return {
    ...createCpuCompute(),
    async openFactorization(problem) {
      return {
        step: parts.step,
        read: async () => (parts.read ? parts.read(problem) : problem),
        dispose: () => parts.dispose?.(),
      };
    },
  };
}
