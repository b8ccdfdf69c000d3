import { describe, expect, test } from 'vitest';
import { DEFAULT_METHODS } from './new-index/default-methods.ts';
import { epochLimit, lowestEpoch, trainingCharts } from './training-charts.ts';

describe('trainingCharts', () => {
  test.each(['mf-trns/adamw', 'mf-trns/als', 'mf-ind'] as const)('%s: both errors in one chart', (method) => {
    expect(trainingCharts(DEFAULT_METHODS[method], [4, 1], [3, 2])).toEqual([
      {
        unit: 'RMSE of scaled scores',
        curves: [
          { name: 'training pairs', values: [2, 1] },
          { name: 'held-out pairs', values: [3, 2] },
        ],
      },
    ]);
  });

  test('distillation: the cross-entropy in a chart of its own', () => {
    expect(trainingCharts(DEFAULT_METHODS['de-dstl'], [4, 1], [3, 2])).toEqual([
      { unit: 'RMSE of scaled scores', curves: [{ name: 'held-out pairs', values: [3, 2] }] },
      { unit: 'Cross-entropy', curves: [{ name: 'training pairs', values: [4, 1] }] },
    ]);
  });

  test('nothing without epochs', () => {
    expect(trainingCharts(DEFAULT_METHODS.anchors, [], [])).toEqual([]);
    expect(trainingCharts(DEFAULT_METHODS['mf-ind'], [], [])).toEqual([]);
  });
});

test.each([
  [[3, 1, 2], 2],
  [[1, 1], 1],
  [[], 0],
])('the lowest of %j is epoch %i', (heldOut, epoch) => {
  expect(lowestEpoch(heldOut)).toBe(epoch);
});

test('only methods that train have epochs', () => {
  expect(epochLimit(DEFAULT_METHODS['mf-trns/als'])).toBe(10);
  expect(epochLimit(DEFAULT_METHODS.anchors)).toBe(0);
  expect(epochLimit({ kind: 'imported', source: 'items.npy' })).toBe(0);
});
