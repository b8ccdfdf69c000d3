import { expect, test } from 'vitest';
import type { ExperimentStatistics, MeasureEstimate, MeasureName } from '../engine/experiment-records.ts';
import { makeExperimentReport } from '../testing/experiment-statistics.ts';
import { resultsTable } from './results-table.ts';

const estimate = (measure: MeasureName, mean: number): MeasureEstimate => ({
  measure,
  mean,
  low: 0,
  high: 1,
  queryCount: 5,
});

const cell = (methodIndex: number, budget: number, measures: readonly MeasureEstimate[]) => ({
  ...{ methodIndex, budget, measures, calls: budget, searchMs: 1, rounds: [], judgedTopRecalls: [] },
});

const tableOf = (statistics: Partial<ExperimentStatistics>) =>
  resultsTable(
    makeExperimentReport({
      statistics: {
        queryCount: 5,
        judgedQueryCount: 5,
        cells: [],
        references: [],
        comparisons: [],
        ...statistics,
      },
    }),
  );

test('a row a method and budget, then the references', () => {
  const both = [estimate('top-recall@1', 0.5), estimate('top-recall@100', 1 / 3), estimate('ndcg@10', 0.25)];
  const table = tableOf({
    cells: [cell(0, 50, both), cell(1, 500, both)],
    references: [
      { kind: 'bm25', name: 'BM25', measures: [estimate('ndcg@10', 0.125)], judgedTopRecalls: [] },
    ],
  });
  expect(table).toBe(
    [
      'method               budget  Top-1-Recall  Top-100-Recall  nDCG@10',
      'Retrieve and rerank      50         0.500           0.333    0.250',
      'AXN · MF_Trns 300       500         0.500           0.333    0.250',
      'BM25                                                         0.125',
    ].join('\n'),
  );
});

test('without judgements there are no columns of them', () => {
  expect(tableOf({ cells: [cell(0, 50, [estimate('top-recall@10', 1)])] })).toBe(
    ['method               budget  Top-10-Recall', 'Retrieve and rerank      50          1.000'].join('\n'),
  );
});
