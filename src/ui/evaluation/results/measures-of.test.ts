import { expect, test } from 'vitest';
import { EXPERIMENT_REQUEST, makeExperimentStatistics } from '../../../testing/experiment-statistics.ts';
import { firstMeasure, measuresOf } from './measures-of.ts';

test('every measure once, those of judgements where there are some', () => {
  const request = { ...EXPERIMENT_REQUEST, ks: [1, 10] };
  expect(measuresOf(makeExperimentStatistics(request, 0))).toEqual(['top-recall@1', 'top-recall@10']);
  const judged = measuresOf(makeExperimentStatistics(request, 20));
  expect(judged).toHaveLength(2 + 4 * 2 + 2);
  expect(judged).toContain('ndcg@10');
});

test.each([
  [[1, 10, 100], 'top-recall@10'],
  [[1], 'top-recall@1'],
])('first looked at with ks %j', (ks, measure) => {
  expect(firstMeasure(ks)).toBe(measure);
});
