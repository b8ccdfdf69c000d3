import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import type { Compute } from './compute.ts';
import { createCpuCompute } from './cpu-compute.ts';
import { cancelledError } from './errors.ts';
import { type FactorizeOptions, factorize } from './factorize.ts';
import { dot, rowOf } from './matrix.ts';
import { createRandom } from './random.ts';
import { IDENTITY_SCALE } from './score-scale.ts';
import type { Matrix } from './types.ts';

function gaussianMatrix(rows: number, cols: number, seed: number): Matrix {
  const random = createRandom(seed);
  return { rows, cols, data: Float32Array.from({ length: rows * cols }, () => random.nextGaussian()) };
}

function withNoise(matrix: Matrix, size: number, seed: number): Matrix {
  const random = createRandom(seed);
  return { ...matrix, data: matrix.data.map((value) => value + size * random.nextGaussian()) };
}

const QUERY_COUNT = 12;
const ITEM_COUNT = 30;
const DIMENSION = 4;
const trueQueries = gaussianMatrix(QUERY_COUNT, DIMENSION, 1);
const trueItems = gaussianMatrix(ITEM_COUNT, DIMENSION, 2);

/** Scores of half of all pairs by the true factors; items from 25 on and query 11 are never scored. */
function observedPairs() {
  const random = createRandom(3);
  const pairs: { queryRow: number; docRow: number }[] = [];
  for (let queryRow = 0; queryRow < QUERY_COUNT - 1; queryRow++) {
    for (const docRow of random.sample(25, 15)) pairs.push({ queryRow, docRow });
  }
  return {
    queryRow: Uint32Array.from(pairs, (pair) => pair.queryRow),
    docRow: Uint32Array.from(pairs, (pair) => pair.docRow),
    score: Float32Array.from(pairs, (pair) =>
      dot(rowOf(trueQueries, pair.queryRow), rowOf(trueItems, pair.docRow)),
    ),
  };
}

const options: FactorizeOptions = {
  pairs: observedPairs(),
  queryVectors: withNoise(trueQueries, 0.4, 4),
  itemVectors: withNoise(trueItems, 0.4, 5),
  scoreScale: IDENTITY_SCALE,
  learningRate: 0.02,
  weightDecay: 0,
  epochs: 60,
  batchSize: 32,
  seed: 6,
  heldOutShare: 0.1,
  compute: createCpuCompute(),
};

describe('factorize', () => {
  it('recovers noise-free low-rank scores, also of pairs it never saw', async () => {
    const epochs: [number, number][] = [];
    const onEpoch = (epoch: number, loss: number) => {
      epochs.push([epoch, loss]);
    };
    const result = await factorize({ ...options, onEpoch });
    expect(result.trainPairCount + result.heldOutPairCount).toBe(165);
    expect(result.heldOutPairCount).toBe(17);
    expect(result.lossPerEpoch.length).toBe(60);
    expect(epochs).toEqual(result.lossPerEpoch.map((loss, position) => [position + 1, loss]));
    expect(result.lossPerEpoch[59]).toBeLessThan(0.01 * result.lossPerEpoch[0]);
    expect(result.heldOutRmseBefore).toBeGreaterThan(0.5);
    expect(result.heldOutRmseAfter).toBeLessThan(0.5 * result.heldOutRmseBefore);
  });

  it('keeps the initial vector of what was never scored, bit for bit, and changes all others', async () => {
    const { itemMatrix, queryMatrix } = await factorize({ ...options, epochs: 2, weightDecay: 0.5 });
    for (let row = 0; row < ITEM_COUNT; row++) {
      const isUnchanged = rowOf(itemMatrix, row).every(
        (value, c) => value === rowOf(options.itemVectors, row)[c],
      );
      expect(isUnchanged).toBe(row >= 25);
    }
    expect(rowOf(queryMatrix, 11)).toEqual(rowOf(options.queryVectors, 11));
    expect(rowOf(queryMatrix, 10)).not.toEqual(rowOf(options.queryVectors, 10));
  });

  it('gives the same result for the same seed, and holds out other pairs for another', async () => {
    const first = await factorize({ ...options, epochs: 3 });
    const again = await factorize({ ...options, epochs: 3 });
    const other = await factorize({ ...options, epochs: 3, seed: 7 });
    expect(again).toEqual(first);
    expect(other.heldOutRmseBefore).not.toBe(first.heldOutRmseBefore);
  });

  it('trains on scaled scores', async () => {
    const { pairs } = options;
    const shifted = { ...pairs, score: pairs.score.map((score) => 4 * score + 10) };
    const scaled = await factorize({
      ...options,
      pairs: shifted,
      scoreScale: { alpha: 10, beta: 0.25 },
      epochs: 3,
    });
    const plain = await factorize({ ...options, epochs: 3 });
    expectAllClose(scaled.itemMatrix.data, plain.itemMatrix.data, 1e-4);
    expectAllClose(scaled.lossPerEpoch, plain.lossPerEpoch, 1e-4);
  });

  it('measures the loss before the step, so that a first epoch of one step shows the initial vectors', async () => {
    const { pairs, queryVectors, itemVectors } = options;
    const result = await factorize({ ...options, epochs: 1, batchSize: 10_000 });
    const squaredErrors = pairs.score.reduce((sum, score, pair) => {
      const query = rowOf(queryVectors, pairs.queryRow[pair]);
      return sum + (dot(query, rowOf(itemVectors, pairs.docRow[pair])) - score) ** 2;
    }, 0);
    const inTraining = result.lossPerEpoch[0] * result.trainPairCount;
    const heldOut = result.heldOutRmseBefore ** 2 * result.heldOutPairCount;
    expect(inTraining + heldOut).toBeCloseTo(squaredErrors, 3);
  });

  it('holds out at least one pair and trains on at least one', async () => {
    const pairs = {
      queryRow: Uint32Array.of(0, 1),
      docRow: Uint32Array.of(3, 4),
      score: Float32Array.of(1, 2),
    };
    for (const heldOutShare of [0.01, 0.99]) {
      const result = await factorize({ ...options, pairs, heldOutShare, epochs: 1 });
      expect([result.trainPairCount, result.heldOutPairCount]).toEqual([1, 1]);
      // The item of the held-out pair counts as never observed.
      const isChanged = [3, 4].map((row) => {
        return rowOf(result.itemMatrix, row).some((value, c) => value !== rowOf(options.itemVectors, row)[c]);
      });
      expect(isChanged.filter(Boolean).length).toBe(1);
    }
  });

  it('does not modify what it was given', async () => {
    const itemsBefore = options.itemVectors.data.slice();
    const queriesBefore = options.queryVectors.data.slice();
    await factorize({ ...options, epochs: 1 });
    expect(options.itemVectors.data).toEqual(itemsBefore);
    expect(options.queryVectors.data).toEqual(queriesBefore);
  });
});

describe('factorize stops', () => {
  it('when it diverges, naming epoch and learning rate', async () => {
    const rejected = await factorize({ ...options, learningRate: 10 }).catch((error: unknown) => error);
    expect(rejected).toMatchObject({ name: 'FactorizeError' });
    expect((rejected as Error).message).toMatch(
      /^The factorisation diverged in epoch 1: the loss is \S+, expected at most \S+\. The learning rate was 10; try a smaller one\.$/,
    );
  });

  it('when the last step leaves no numbers', async () => {
    const { pairs } = options;
    // Knowing nothing is worth at most 1 here, ten times that is the limit.
    const rejected = factorize({
      ...options,
      pairs: { ...pairs, score: pairs.score.map((_, pair) => (pair % 2 === 0 ? 1 : -1)) },
      queryVectors: { ...options.queryVectors, data: new Float32Array(QUERY_COUNT * DIMENSION) },
      compute: computeThatReads(Number.NaN),
      epochs: 2,
    });
    await expect(rejected).rejects.toMatchObject({
      name: 'FactorizeError',
      message:
        'The factorisation diverged in epoch 2: the loss is NaN, expected at most 10.0. ' +
        'The learning rate was 0.02; try a smaller one.',
    });
  });

  it('between steps when cancelled, and gives the device back', async () => {
    let checks = 0;
    let isDisposed = false;
    const compute = computeThatReads(0, () => {
      isDisposed = true;
    });
    const cancelled = factorize({
      ...options,
      compute,
      cancel: {
        aborted: false,
        throwIfAborted() {
          checks += 1;
          if (checks === 3) throw cancelledError();
        },
      },
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'CancelledError' });
    expect(isDisposed).toBe(true);
  });
});

describe('factorize refuses', () => {
  const { pairs } = options;

  it.each([
    { changes: { epochs: 0 }, message: 'epochs must be a whole number of at least 1, but is 0.' },
    { changes: { batchSize: 0.5 }, message: 'batchSize must be a whole number of at least 1, but is 0.5.' },
    { changes: { learningRate: 0 }, message: 'learningRate must be a number above 0, but is 0.' },
    { changes: { weightDecay: -1 }, message: 'weightDecay must be a number of at least 0, but is -1.' },
    { changes: { heldOutShare: 1 }, message: 'heldOutShare must be a number between 0 and 1, but is 1.' },
    {
      changes: {
        pairs: { queryRow: Uint32Array.of(0), docRow: Uint32Array.of(0), score: Float32Array.of(1) },
      },
      message: 'The number of scored pairs must be a whole number of at least 2, but is 1.',
    },
    {
      changes: { pairs: { ...pairs, docRow: pairs.docRow.map((row) => row + 20) } },
      message: expect.stringMatching(/^pairs\.docRow must hold rows below 30, but entry \d+ is 3\d\.$/),
    },
    {
      changes: { pairs: { ...pairs, score: pairs.score.map((score, i) => (i === 8 ? Number.NaN : score)) } },
      message: 'pairs.score must hold finite numbers, but entry 8 is NaN.',
    },
    {
      changes: { queryVectors: gaussianMatrix(QUERY_COUNT, 3, 1) },
      message: 'itemVectors.cols must be 3, but is 4.',
    },
  ])('$message', async ({ changes, message }) => {
    await expect(factorize({ ...options, ...changes })).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message,
    });
  });
});

/** Steps without effect and a loss of zero; the factors read at the end are all `value`. */
function computeThatReads(value: number, onDispose = () => {}): Compute {
  return {
    ...createCpuCompute(),
    async openFactorization({ queryFactors, itemFactors }) {
      return {
        step: async () => 0,
        read: async () => ({
          queryFactors: { ...queryFactors, data: queryFactors.data.map(() => value) },
          itemFactors: { ...itemFactors, data: itemFactors.data.map(() => value) },
        }),
        dispose: onDispose,
      };
    },
  };
}
