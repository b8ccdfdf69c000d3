import { describe, expect, it, test } from 'vitest';
import type { MeasureName } from '../engine/experiment-records.ts';
import { makeExperimentStatistics } from '../testing/experiment-statistics.ts';
import { cellsOf, estimateOf, headlineK, measureGroups, measureLabel } from './measures.ts';

test.each<[MeasureName, string]>([
  ['top-recall@10', 'Top-10-Recall'],
  ['ndcg@10', 'nDCG@10'],
  ['recall@100', 'Recall@100'],
  ['precision@5', 'P@5'],
  ['success@1', 'Success@1'],
  ['map', 'MAP'],
  ['mrr', 'MRR'],
])('%s is called %s', (measure, label) => {
  expect(measureLabel(measure)).toBe(label);
});

test.each([
  [[1, 10, 100], 10],
  [[1, 5, 100], 5],
  [[1, 30], 30],
  [[7], 7],
])('of %j, %i stands for all', (ks, k) => {
  expect(headlineK(ks)).toBe(k);
});

describe('measureGroups', () => {
  const grid = { methods: [], budgets: [], ks: [1, 10] };
  const columns = (ks: readonly number[], judgedQueryCount: number) =>
    measureGroups(ks, makeExperimentStatistics({ ...grid, ks }, judgedQueryCount)).map(
      ({ title, measures }) => `${title}: ${measures.join(' ')}`,
    );

  it('has only what was measured', () => {
    expect(columns([1, 10], 0)).toEqual(['Found of the exact top k: top-recall@1 top-recall@10']);
  });

  it('has the measures of judgements by kind', () => {
    expect(columns([1, 10], 20).slice(1)).toEqual([
      'Against human judgements: ndcg@1 ndcg@10 map mrr',
      'Against human judgements: recall: recall@1 recall@10',
      'Against human judgements: precision: precision@1 precision@10',
      'Against human judgements: success: success@1 success@10',
    ]);
  });

  it('breaks what is wider than a page', () => {
    expect(columns([1, 3, 5, 10, 20, 50], 0)).toEqual([
      'Found of the exact top k (1 of 2): top-recall@1 top-recall@3 top-recall@5 top-recall@10 top-recall@20',
      'Found of the exact top k (2 of 2): top-recall@50',
    ]);
  });
});

test('cells of a method by budget, and their measures', () => {
  const statistics = makeExperimentStatistics();
  const shuffled = { ...statistics, cells: statistics.cells.toReversed() };
  expect(cellsOf(shuffled, 1).map(({ methodIndex, budget }) => [methodIndex, budget])).toEqual([
    [1, 50],
    [1, 500],
  ]);
  expect(estimateOf(statistics.cells[0], 'top-recall@10')?.measure).toBe('top-recall@10');
  expect(estimateOf(statistics.cells[0], 'top-recall@11')).toBeUndefined();
});
