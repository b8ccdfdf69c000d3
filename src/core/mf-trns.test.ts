import { describe, expect, test } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { ITEM_COUNT, lowRankOptions, SCORED_ITEM_COUNT } from '../testing/low-rank-scores.ts';
import { factorizeByAls } from './als.ts';
import { factorize } from './factorize.ts';
import { meanSquaredError } from './held-out.ts';
import { rowOf } from './matrix.ts';
import type { Factorized, MfTrnsOptions } from './mf-trns.ts';
import { prepareScores } from './observed-scores.ts';
import type { EpochReport } from './train-epochs.ts';
import type { Matrix } from './types.ts';

const options = lowRankOptions;
const { pairs, queryVectors, itemVectors } = options;

function byAdamw(options: MfTrnsOptions): Promise<Factorized> {
  return factorize({ ...options, learningRate: 0.02, weightDecay: 0, batchSize: 32 });
}

function byAls(options: MfTrnsOptions): Promise<Factorized> {
  return factorizeByAls({ ...options, regularization: 1e-3 });
}

/** Rows that are not the same in both, bit for bit. */
function changedRows(before: Matrix, after: Matrix): number[] {
  const rows = Array.from({ length: before.rows }, (_, row) => row);
  return rows.filter((row) => rowOf(after, row).some((value, c) => value !== rowOf(before, row)[c]));
}

describe.each([
  { solver: 'AdamW', solve: byAdamw },
  { solver: 'ALS', solve: byAls },
])('MF_Trns by $solver', ({ solve }) => {
  test('recovers noise-free low-rank scores, also of pairs it never saw', async () => {
    const reports: EpochReport[] = [];
    const onEpoch = (report: EpochReport) => {
      reports.push(report);
    };
    const result = await solve({ ...options, onEpoch });
    expect([result.trainPairCount, result.heldOutPairCount]).toEqual([148, 17]);
    expect(result.lossPerEpoch.length).toBe(60);
    expect(reports).toEqual(
      result.lossPerEpoch.map((loss, position) => ({
        epoch: position + 1,
        loss,
        heldOutRmse: result.heldOutRmsePerEpoch[position],
      })),
    );
    expect(result.lossPerEpoch[59]).toBeLessThan(0.01 * result.lossPerEpoch[0]);
    expect(result.heldOutRmseBefore).toBeGreaterThan(0.5);
    expect(result.heldOutRmseAfter).toBeLessThan(0.5 * result.heldOutRmseBefore);
  });

  test('reports the errors of what it gives back', async () => {
    const result = await solve({ ...options, epochs: 5 });
    const { heldOut, scaledScore } = prepareScores(options);
    const rmse = (queries: Matrix, items: Matrix) =>
      Math.sqrt(meanSquaredError(pairs, scaledScore, heldOut, queries, items));
    expect(result.heldOutRmseBefore).toBeCloseTo(rmse(queryVectors, itemVectors), 10);
    expect(result.heldOutRmseAfter).toBeCloseTo(rmse(result.queryMatrix, result.itemMatrix), 10);
    expect(result.heldOutRmseAfter).toBe(result.heldOutRmsePerEpoch[result.bestEpoch - 1]);
  });

  test('keeps the initial vectors of rows without a training pair, bit for bit, and changes all others', async () => {
    const { itemMatrix, queryMatrix } = await solve({ ...options, epochs: 2 });
    expect(changedRows(itemVectors, itemMatrix)).toEqual(
      Array.from({ length: SCORED_ITEM_COUNT }, (_, row) => row),
    );
    expect(changedRows(queryVectors, queryMatrix)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('measures a held-out pair whose rows have no training pair with their initial vectors', async () => {
    const isolated = {
      queryRow: Uint32Array.of(0, 1),
      docRow: Uint32Array.of(3, 4),
      score: Float32Array.of(1, 2),
    };
    for (const heldOutShare of [0.01, 0.99]) {
      const changes = { pairs: isolated, heldOutShare, epochs: 1 };
      const result = await solve({ ...options, ...changes });
      expect([result.trainPairCount, result.heldOutPairCount]).toEqual([1, 1]);
      expect(result.heldOutRmsePerEpoch).toEqual([result.heldOutRmseBefore]);
      expect(result.lossPerEpoch[0]).toBeGreaterThan(0);
    }
  });

  test('gives the vectors back that it got when no epoch is better', async () => {
    // The start has no error, so nothing can be better.
    const zeros = { ...queryVectors, data: new Float32Array(queryVectors.data.length) };
    const unscored = { ...pairs, score: pairs.score.map(() => 0) };
    const result = await solve({ ...options, pairs: unscored, queryVectors: zeros, patience: 2 });
    expect(result.bestEpoch).toBe(0);
    expect(result.lossPerEpoch.length).toBe(2);
    expect(result.heldOutRmseAfter).toBe(0);
    expect(result.itemMatrix).toBe(itemVectors);
    expect(result.queryMatrix).toBe(zeros);
  });

  test('gives the same result for the same seed, and holds out other pairs for another', async () => {
    const first = await solve({ ...options, epochs: 3 });
    const again = await solve({ ...options, epochs: 3 });
    const other = await solve({ ...options, epochs: 3, seed: 7 });
    expect(again).toEqual(first);
    expect(other.heldOutRmseBefore).not.toBe(first.heldOutRmseBefore);
  });

  test('trains on scaled scores', async () => {
    const shifted = { ...pairs, score: pairs.score.map((score) => 4 * score + 10) };
    const scoreScale = { alpha: 10, beta: 0.25 };
    const scaled = await solve({ ...options, pairs: shifted, scoreScale, epochs: 3 });
    const plain = await solve({ ...options, epochs: 3 });
    expectAllClose(scaled.itemMatrix.data, plain.itemMatrix.data, 1e-4);
    expectAllClose(scaled.lossPerEpoch, plain.lossPerEpoch, 1e-4);
  });

  test('does not write to what it was given', async () => {
    const itemsBefore = itemVectors.data.slice();
    const queriesBefore = queryVectors.data.slice();
    await solve({ ...options, epochs: 1 });
    expect(itemVectors.data).toEqual(itemsBefore);
    expect(queryVectors.data).toEqual(queriesBefore);
  });

  test('takes matrices all of whose rows are trained', async () => {
    const scoredItems = {
      ...itemVectors,
      rows: SCORED_ITEM_COUNT,
      data: itemVectors.data.subarray(0, SCORED_ITEM_COUNT * itemVectors.cols),
    };
    const alone = await solve({ ...options, itemVectors: scoredItems, epochs: 3 });
    const among = await solve({ ...options, epochs: 3 });
    expect(alone.itemMatrix.rows).toBe(SCORED_ITEM_COUNT);
    expect(among.itemMatrix.rows).toBe(ITEM_COUNT);
    expect(alone.itemMatrix.data).toEqual(among.itemMatrix.data.subarray(0, alone.itemMatrix.data.length));
  });

  test.each([
    { changes: { epochs: 0 }, message: 'epochs must be a whole number of at least 1, but is 0.' },
    { changes: { patience: 0.5 }, message: 'patience must be a whole number of at least 1, but is 0.5.' },
    { changes: { heldOutShare: 1 }, message: 'heldOutShare must be a number between 0 and 1, but is 1.' },
    {
      changes: { pairs: { ...pairs, score: pairs.score.map((score, i) => (i === 8 ? Number.NaN : score)) } },
      message: 'pairs.score must hold finite numbers, but entry 8 is NaN.',
    },
  ])('refuses: $message', async ({ changes, message }) => {
    await expect(solve({ ...options, ...changes })).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message,
    });
  });
});

test('both solvers hold out the same pairs', async () => {
  const adamw = await byAdamw({ ...options, epochs: 1 });
  const als = await byAls({ ...options, epochs: 1 });
  expect(als.heldOutRmseBefore).toBe(adamw.heldOutRmseBefore);
});
