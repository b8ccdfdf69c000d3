import { expect, it } from 'vitest';
import type { ExperimentStatistics, MeasureName } from '../engine/experiment-records.ts';
import {
  EXPERIMENT_REQUEST,
  makeExperimentReport,
  makeExperimentStatistics,
} from '../testing/experiment-statistics.ts';
import { findings } from './findings.ts';

const REPORT = makeExperimentReport();
const { statistics } = REPORT;
const of = (changed: ExperimentStatistics) => findings({ ...REPORT, statistics: changed });

/** With another mean of one measure everywhere but in the references. */
function withMean(measure: MeasureName, mean: number): ExperimentStatistics {
  const cells = statistics.cells.map((cell) => ({
    ...cell,
    measures: cell.measures.map((estimate) =>
      estimate.measure === measure ? { ...estimate, mean } : estimate,
    ),
  }));
  return { ...statistics, cells };
}

it('names the best, what it is better than, and whether that is sure', () => {
  expect(of(statistics)).toEqual([
    'With a budget of 500 calls, “Best · hybrid” found most of the exact top 10: Top-10-Recall 0.563 (95 % interval 0.532 to 0.593); “Retrieve and rerank” has 0.423.',
    'Of 4 differences in Top-10-Recall to “Retrieve and rerank”, 4 are significant after Holm’s correction (p < 0.05): 4 better, 0 worse.',
    'With a budget of 500 calls, “Best · hybrid” came closest to human judgements: nDCG@10 0.729 (95 % interval 0.699 to 0.759); “Retrieve and rerank” has 0.723.',
    'Of 4 differences in nDCG@10 to “Retrieve and rerank”, 0 are significant after Holm’s correction (p < 0.05): 0 better, 0 worse.',
    'The exact ranking, the cross-encoder over all documents, has nDCG@10 0.718 (95 % interval 0.688 to 0.748). 4 of 6 combinations of method and budget are above it while finding less of it: better recall is not always better accuracy.',
  ]);
});

it('says that all methods are equal, and which lead together', () => {
  expect(of(withMean('ndcg@10', 0.7))[2]).toBe(
    'With a budget of 500 calls, all methods are equal in nDCG@10: 0.700.',
  );
  const cells = withMean('ndcg@10', 0.7).cells.map((cell) => ({
    ...cell,
    measures: cell.measures.map((estimate) =>
      estimate.measure === 'ndcg@10' && cell.methodIndex === 0 ? { ...estimate, mean: 0.6 } : estimate,
    ),
  }));
  expect(of({ ...statistics, cells })[2]).toBe(
    'With a budget of 500 calls, “AXN · MF_Trns 300” and “Best · hybrid” came closest to human judgements: nDCG@10 0.700 each; “Retrieve and rerank” has 0.600.',
  );
});

it('says that no search is above the exact ranking', () => {
  expect(of(withMean('ndcg@10', 0.7)).at(-1)).toBe(
    'The exact ranking, the cross-encoder over all documents, has nDCG@10 0.718 (95 % interval 0.688 to 0.748). No search of the grid is above it.',
  );
});

it('counts what is significantly worse', () => {
  const comparisons = statistics.comparisons.map((each, i) =>
    i === 1 ? { ...each, difference: -0.2, adjustedP: 0.001 } : { ...each, adjustedP: 0.05 },
  );
  expect(of({ ...statistics, comparisons })[1]).toBe(
    'Of 4 differences in Top-10-Recall to “Retrieve and rerank”, 1 is significant after Holm’s correction (p < 0.05): 0 better, 1 worse.',
  );
});

it('is silent about judgements where there are none, and about all before a query is done', () => {
  expect(of(makeExperimentStatistics(EXPERIMENT_REQUEST, 0))).toHaveLength(2);
  expect(of({ ...statistics, queryCount: 0 })).toEqual([]);
});

it('compares one method with nothing', () => {
  const request = { ...EXPERIMENT_REQUEST, methods: EXPERIMENT_REQUEST.methods.slice(0, 1) };
  const [best] = findings(makeExperimentReport({ request }));
  expect(best).toMatch(/“Retrieve and rerank” found most of the exact top 10: .* to 0\.\d{3}\)\.$/);
});
