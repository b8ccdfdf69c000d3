import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import type { TowerProblem } from './compute.ts';
import { createCpuCompute } from './cpu-compute.ts';
import { applyTower } from './cpu-towers.ts';
import { cancelledError } from './errors.ts';
import { dotRow, rowOf } from './matrix.ts';
import { type TrainTowersOptions, trainTowers } from './mf-ind.ts';
import { prepareScores } from './observed-scores.ts';
import { createRandom } from './random.ts';
import { IDENTITY_SCALE } from './score-scale.ts';
import { initialTower, type Tower, type Towers } from './tower.ts';
import type { EpochReport } from './train-epochs.ts';
import type { Matrix } from './types.ts';

const QUERY_COUNT = 30;
const ITEM_COUNT = 60;
const SCORED_ITEM_COUNT = 40;
const DIMENSION = 4;

function gaussianMatrix(rows: number, seed: number): Matrix {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: rows * DIMENSION }, () => random.nextGaussian());
  return { rows, cols: DIMENSION, data };
}

const queryVectors = gaussianMatrix(QUERY_COUNT, 1);
const itemVectors = gaussianMatrix(ITEM_COUNT, 2);
const openTower = (seed: number) => ({ ...initialTower(DIMENSION, createRandom(seed)), gate: 0.5 });
/** The scores that training has to explain: those of two towers far from the identity. */
const trueTowers: Towers = { queryTower: openTower(3), itemTower: openTower(4) };

/** Inner products of all queries and items as two towers map them, rounded to float32. */
function estimates({ queryTower, itemTower }: Towers): (queryRow: number, docRow: number) => number {
  const queries = applyTower(queryTower, queryVectors);
  const items = applyTower(itemTower, itemVectors);
  return (queryRow, docRow) => Math.fround(dotRow(queries, queryRow, rowOf(items, docRow)));
}

/** Half of the first 40 items for every query. */
function observedPairs() {
  const random = createRandom(5);
  const score = estimates(trueTowers);
  const pairs: { queryRow: number; docRow: number }[] = [];
  for (let queryRow = 0; queryRow < QUERY_COUNT; queryRow++) {
    for (const docRow of random.sample(SCORED_ITEM_COUNT, 20)) pairs.push({ queryRow, docRow });
  }
  return {
    queryRow: Uint32Array.from(pairs, (pair) => pair.queryRow),
    docRow: Uint32Array.from(pairs, (pair) => pair.docRow),
    score: Float32Array.from(pairs, (pair) => score(pair.queryRow, pair.docRow)),
  };
}

const cpu = createCpuCompute();
const options: TrainTowersOptions = {
  pairs: observedPairs(),
  queryVectors,
  itemVectors,
  scoreScale: IDENTITY_SCALE,
  learningRate: 0.01,
  weightDecay: 0,
  epochs: 40,
  patience: 40,
  batchSize: 32,
  seed: 6,
  heldOutShare: 0.1,
  compute: cpu,
};

/** Root mean square error on the pairs with items that were never scored. */
function unseenRmse(towers: Towers): number {
  const [expected, actual] = [estimates(trueTowers), estimates(towers)];
  let squares = 0;
  for (let queryRow = 0; queryRow < QUERY_COUNT; queryRow++) {
    for (let docRow = SCORED_ITEM_COUNT; docRow < ITEM_COUNT; docRow++) {
      squares += (actual(queryRow, docRow) - expected(queryRow, docRow)) ** 2;
    }
  }
  return Math.sqrt(squares / (QUERY_COUNT * (ITEM_COUNT - SCORED_ITEM_COUNT)));
}

function heldOutRmse(towers: Towers): number {
  const { heldOut } = prepareScores(options);
  const { queryRow, docRow, score } = options.pairs;
  const estimate = estimates(towers);
  const errors = [...heldOut].map((pair) => estimate(queryRow[pair], docRow[pair]) - score[pair]);
  return Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / heldOut.length);
}

describe('trainTowers', () => {
  it('learns the scores, also of items that were never scored', async () => {
    const reports: EpochReport[] = [];
    const onEpoch = (report: EpochReport) => {
      reports.push(report);
    };
    const result = await trainTowers({ ...options, onEpoch });
    expect([result.trainPairCount, result.heldOutPairCount]).toEqual([540, 60]);
    expect(reports.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(reports.map(({ loss }) => loss)).toEqual(result.lossPerEpoch);
    expect(result.lossPerEpoch[39]).toBeLessThan(0.01 * result.lossPerEpoch[0]);
    expect(result.heldOutRmseAfter).toBeLessThan(0.1 * result.heldOutRmseBefore);
    const nearIdentity = { ...openTower(7), gate: -5 };
    const before = unseenRmse({ queryTower: nearIdentity, itemTower: nearIdentity });
    expect(unseenRmse(result)).toBeLessThan(0.2 * before);
  });

  it('reports the held-out error of the towers that it returns, those of the best epoch', async () => {
    const result = await trainTowers({ ...options, epochs: 8, learningRate: 0.2 });
    const { heldOutRmsePerEpoch, bestEpoch } = result;
    expect(bestEpoch).toBe(7);
    expect(heldOutRmsePerEpoch[bestEpoch - 1]).toBe(Math.min(...heldOutRmsePerEpoch));
    expect(result.heldOutRmseAfter).toBe(heldOutRmsePerEpoch[bestEpoch - 1]);
    expect(heldOutRmse(result)).toBeCloseTo(result.heldOutRmseAfter, 6);
  });

  it('starts near the identity', async () => {
    const { heldOutRmseBefore } = await trainTowers({ ...options, epochs: 1 });
    const zeros = { rows: DIMENSION, cols: 2 * DIMENSION, data: new Float32Array(2 * DIMENSION ** 2) };
    const identity: Tower = {
      hiddenWeights: zeros,
      hiddenBias: new Float32Array(2 * DIMENSION),
      outputWeights: { ...zeros, rows: 2 * DIMENSION, cols: DIMENSION },
      outputBias: new Float32Array(DIMENSION),
      gate: -1000,
    };
    const rmseOfIdentity = heldOutRmse({ queryTower: identity, itemTower: identity });
    expect(Math.abs(heldOutRmseBefore / rmseOfIdentity - 1)).toBeLessThan(0.02);
  });

  it('keeps the towers it started from where no epoch was better', async () => {
    const { compute, problems } = computeThatReads(50);
    const result = await trainTowers({ ...options, compute, epochs: 3, patience: 1 });
    expect(result.bestEpoch).toBe(0);
    expect(result.lossPerEpoch.length).toBe(1);
    expect(result.queryTower).toEqual(problems[0].queryTower);
    expect(result.itemTower).toEqual(problems[0].itemTower);
    expect(result.heldOutRmseAfter).toBe(result.heldOutRmseBefore);
  });

  it('sends only the vectors with a training pair to the device', async () => {
    const { compute, problems } = computeThatReads(0);
    await trainTowers({ ...options, compute, epochs: 1 });
    const [{ queryInputs, itemInputs, queryRow, itemRow, target }] = problems;
    expect([queryInputs.rows, itemInputs.rows]).toEqual([QUERY_COUNT, SCORED_ITEM_COUNT]);
    const scores = prepareScores(options);
    expect(target).toEqual(scores.target);
    for (let pair = 0; pair < target.length; pair++) {
      const query = scores.queries.rows[scores.queryRow[pair]];
      const item = scores.items.rows[scores.itemRow[pair]];
      expect(rowOf(queryInputs, queryRow[pair])).toEqual(rowOf(queryVectors, query));
      expect(rowOf(itemInputs, itemRow[pair])).toEqual(rowOf(itemVectors, item));
    }
  });

  it('gives the same result for the same seed and another for another', async () => {
    const first = await trainTowers({ ...options, epochs: 2 });
    expect(await trainTowers({ ...options, epochs: 2 })).toEqual(first);
    expect(await trainTowers({ ...options, epochs: 2, seed: 7 })).not.toEqual(first);
  });

  it('trains on scaled scores', async () => {
    const { pairs } = options;
    const shifted = { ...pairs, score: pairs.score.map((score) => 4 * score + 10) };
    const scoreScale = { alpha: 10, beta: 0.25 };
    const scaled = await trainTowers({ ...options, pairs: shifted, scoreScale, epochs: 3 });
    const plain = await trainTowers({ ...options, epochs: 3 });
    expectAllClose(scaled.lossPerEpoch, plain.lossPerEpoch, 1e-4);
    expectAllClose(scaled.heldOutRmsePerEpoch, plain.heldOutRmsePerEpoch, 1e-4);
  });

  it('does not modify what it was given', async () => {
    const before = structuredClone({ queryVectors, itemVectors, pairs: options.pairs });
    await trainTowers({ ...options, epochs: 1 });
    expect({ queryVectors, itemVectors, pairs: options.pairs }).toEqual(before);
  });
});

describe('trainTowers stops', () => {
  it('when it diverges, naming epoch and learning rate', async () => {
    const rejected = await trainTowers({ ...options, learningRate: 10 }).catch((error: unknown) => error);
    expect(rejected).toMatchObject({ name: 'FactorizeError' });
    expect((rejected as Error).message).toMatch(
      /^Training diverged in epoch 1: the loss is \S+, expected at most \S+\. The learning rate was 10; try a smaller one\. The index that there was is unchanged\.$/,
    );
  });

  it('when the last step leaves no numbers, and gives the device back', async () => {
    const { compute, disposed } = computeThatReads(Number.NaN);
    await expect(trainTowers({ ...options, compute })).rejects.toMatchObject({
      name: 'FactorizeError',
      message:
        'Training diverged in epoch 1: the held-out error is NaN, expected a finite number. ' +
        'The learning rate was 0.01; try a smaller one. The index that there was is unchanged.',
    });
    expect(disposed).toEqual([true]);
  });

  it('between steps when cancelled, and gives the device back', async () => {
    const { compute, disposed } = computeThatReads(0);
    let checks = 0;
    const cancel = {
      aborted: false,
      throwIfAborted() {
        checks += 1;
        if (checks === 4) throw cancelledError();
      },
    };
    await expect(trainTowers({ ...options, compute, cancel })).rejects.toMatchObject({
      name: 'CancelledError',
    });
    expect(disposed).toEqual([true]);
  });
});

describe('trainTowers refuses', () => {
  it.each([
    { change: { batchSize: 0.5 }, message: 'batchSize must be a whole number of at least 1, but is 0.5.' },
    { change: { heldOutShare: 1 }, message: 'heldOutShare must be a number between 0 and 1, but is 1.' },
  ])('$message', async ({ change, message }) => {
    await expect(trainTowers({ ...options, ...change })).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message,
    });
  });
});

/** Trains nothing: every step has no error, and after it all output biases are `bias` and the gates wide open. */
function computeThatReads(bias: number) {
  const problems: TowerProblem[] = [];
  const disposed: boolean[] = [];
  const changed = (tower: Tower): Tower => ({
    ...tower,
    outputBias: tower.outputBias.map(() => bias),
    gate: 9,
  });
  const compute: TrainTowersOptions['compute'] = {
    applyTower: cpu.applyTower,
    async openTowers(problem) {
      problems.push(problem);
      return {
        step: async () => 0,
        read: async () => ({
          queryTower: changed(problem.queryTower),
          itemTower: changed(problem.itemTower),
        }),
        dispose() {
          disposed.push(true);
        },
      };
    },
  };
  return { compute, problems, disposed };
}
