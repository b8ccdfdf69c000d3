import { expect, it } from 'vitest';
import { presetOf } from '../../core/search-presets.ts';
import type { CompareReport } from '../../workers/client.ts';
import { comparePoints, compareRows, cutoffsOf } from './compare-rows.ts';

const recall = (k: number, value: number) => ({ k, recall: value, low: value, high: 1, queryCount: 2 });
const perQuery = [1, 10].map((k) => ({ k, recalls: Float64Array.of(0, 1) }));
const report: CompareReport = {
  request: {
    corpusId: 'c',
    methods: ['Best', 'RnR'].map((label) => ({ label, method: presetOf('best').make('hybrid', 0) })),
    budget: 40,
    queryCount: 2,
    seed: 0,
  },
  queryTexts: ['a', 'b'],
  methods: [
    {
      label: 'Best',
      points: [
        { round: 1, calls: 20, recalls: [recall(1, 0.5), recall(10, 0.25)] },
        { round: 2, calls: 35, recalls: [recall(1, 1), recall(10, 0.5)] },
      ],
      perQuery,
    },
    { label: 'RnR', points: [{ round: 1, calls: 40, recalls: [recall(1, 0.5), recall(10, 0.4)] }], perQuery },
  ],
  differences: [
    { label: 'RnR', k: 1, difference: -0.5, p: 0.5 },
    { label: 'RnR', k: 10, difference: -0.1, p: 0.25 },
  ],
};

it('has the recall at the end of each method, with the difference to the first', () => {
  expect(compareRows(report)).toEqual([
    { label: 'Best', calls: 35, cells: [recall(1, 1), recall(10, 0.5)] },
    {
      label: 'RnR',
      calls: 40,
      cells: [
        { ...recall(1, 0.5), toFirst: { difference: -0.5, p: 0.5 } },
        { ...recall(10, 0.4), toFirst: { difference: -0.1, p: 0.25 } },
      ],
    },
  ]);
});

it('has a point for each round', () => {
  expect(comparePoints(report, 10).map(({ label, calls, recall }) => [label, calls, recall])).toEqual([
    ['Best', 20, 0.25],
    ['Best', 35, 0.5],
    ['RnR', 40, 0.4],
  ]);
});

it('knows its k', () => {
  expect(cutoffsOf(report)).toEqual([1, 10]);
});
