import { describe, expect, it, test, vi } from 'vitest';
import { bootstrapInterval, holmAdjusted, randomisationPValue } from '../core/significance.ts';
import { makeExperiment, makeResults, rankingOf } from '../testing/experiments.ts';
import { queryMeasuresOf } from './experiment-report.ts';
import { experimentStatistics } from './experiment-statistics.ts';

// Spied on, and as it is.
vi.mock('../core/significance.ts', { spy: true });

const NAMES = [
  'top-recall@1',
  'top-recall@2',
  'ndcg@1',
  'ndcg@2',
  'recall@1',
  'recall@2',
  'precision@1',
  'precision@2',
  'success@1',
  'success@2',
  'map',
  'mrr',
];

describe('the statistics of an experiment', () => {
  const { cells, references, comparisons, ...counts } = experimentStatistics(makeExperiment());
  const valuesOf = (measures: (typeof cells)[number]['measures']) =>
    Object.fromEntries(measures.map(({ measure, mean, queryCount }) => [measure, [mean, queryCount]]));

  it('are means over the queries that a measure is defined for', () => {
    expect(counts).toEqual({ queryCount: 2, judgedQueryCount: 1 });
    expect(cells.map(({ measures }) => measures.map(({ measure }) => measure))).toEqual([NAMES, NAMES]);
    // Of the judged query A ranks the one relevant document second, B first.
    const log2of3 = Math.log2(3);
    expect(valuesOf(cells[0].measures)).toEqual({
      'top-recall@1': [0.5, 2],
      'top-recall@2': [1, 2],
      'ndcg@1': [0, 1],
      'ndcg@2': [1 / log2of3, 1],
      'recall@1': [0, 1],
      'recall@2': [1, 1],
      'precision@1': [0, 1],
      'precision@2': [0.5, 1],
      'success@1': [0, 1],
      'success@2': [1, 1],
      map: [0.5, 1],
      mrr: [0.5, 1],
    });
    expect(valuesOf(cells[1].measures)).toMatchObject({ 'top-recall@1': [0.5, 2], map: [1, 1] });
  });

  it('have the calls and times of a cell; the model’s is an estimate', () => {
    expect(
      cells.map(({ methodIndex, budget, calls, searchMs, modelMs }) => [
        methodIndex,
        budget,
        calls,
        searchMs,
        modelMs,
      ]),
    ).toEqual([
      [0, 10, 10, 2, 30],
      [1, 10, 5, 2, 15],
    ]);
  });

  it('have an interval for every mean, as the bootstrap gives it alone', () => {
    const { low, high } = bootstrapInterval(Float64Array.of(1, 0), 1);
    expect(cells[0].measures[0]).toEqual({ measure: 'top-recall@1', mean: 0.5, low, high, queryCount: 2 });
  });

  it('have recall of the judged queries alone, to stand beside measures of judgements', () => {
    // Of both queries A and B find half of the exact top 1; of the judged one A all, B nothing.
    const judged = [...cells, ...references].map(({ judgedTopRecalls }) => judgedTopRecalls);
    expect(judged.map((estimates) => estimates.map(({ mean }) => mean))).toEqual([
      [1, 1],
      [0, 0.5],
      [1, 1],
      [0, 1],
      [0, 0],
    ]);
    expect(judged[0][0]).toEqual({ measure: 'top-recall@1', mean: 1, low: 1, high: 1, queryCount: 1 });
  });

  it('follow a search round by round', () => {
    const [first, second] = cells[0].rounds;
    expect(first).toMatchObject({ round: 1, calls: 5, recalls: [{ recall: 0 }, { recall: 0.5 }] });
    expect(second).toMatchObject({ round: 2, calls: 10, recalls: [{ recall: 0.5 }, { recall: 1 }] });
    expect(cells[1].rounds).toHaveLength(1);
  });

  it('set the exact ranking and each retriever beside', () => {
    expect(references.map(({ kind, name }) => [kind, name])).toEqual([
      ['exact', 'Exact ranking'],
      ['bm25', 'BM25'],
      ['dual-encoder', 'Dual-encoder'],
    ]);
    expect(valuesOf(references[0].measures)).toMatchObject({
      'top-recall@1': [1, 2],
      'top-recall@2': [1, 2],
      mrr: [0.5, 1],
    });
    expect(valuesOf(references[1].measures)).toMatchObject({ 'top-recall@1': [0, 2], mrr: [1, 1] });
    expect(valuesOf(references[2].measures)).toMatchObject({ 'top-recall@2': [0, 2], mrr: [0, 1] });
  });

  it('compare every method with the first, measure by measure', () => {
    expect(comparisons.map(({ methodIndex, budget, measure }) => [methodIndex, budget, measure])).toEqual(
      NAMES.map((measure) => [1, 10, measure]),
    );
    const left = Float64Array.of(0, 1);
    const right = Float64Array.of(1, 0);
    const p = randomisationPValue(left, right, 1);
    expect(comparisons[0]).toEqual({
      methodIndex: 1,
      budget: 10,
      measure: 'top-recall@1',
      difference: 0,
      ...bootstrapInterval(Float64Array.of(-1, 1), 1),
      p,
      adjustedP: p,
    });
  });
});

test('Holm’s adjustment is over all comparisons of a measure, made once for each', () => {
  vi.mocked(holmAdjusted).mockClear();
  const { request, results } = makeExperiment();
  const methods = ['A', 'B', 'C', 'D'].map((label) => ({ ...request.methods[0], label }));
  const varied = results.map((result, query) => ({
    ...result,
    cells: methods.map((_, method) => ({
      ...result.cells[0],
      rounds: [{ calls: 5, recalls: [0, method === 3 ? 1 : (query + method) % 2] }],
    })),
  }));
  const { comparisons } = experimentStatistics(
    makeExperiment({ request: { ...request, methods }, results: varied }),
  );
  expect(holmAdjusted).toHaveBeenCalledTimes(NAMES.length);
  const family = comparisons.filter(({ measure }) => measure === 'top-recall@2');
  expect(family).toHaveLength(3);
  expect(family.map(({ adjustedP }) => adjustedP)).toEqual([
    ...holmAdjusted(Float64Array.from(family, ({ p }) => p)),
  ]);
});

test('a search that stopped early keeps what it had in the rounds of the others', () => {
  const [first, second] = makeResults();
  const stopped = {
    ...second,
    cells: [{ ...second.cells[0], rounds: [{ calls: 5, recalls: [1, 1] }] }, second.cells[1]],
  };
  const { cells } = experimentStatistics(makeExperiment({ results: [first, stopped] }));
  expect(cells[0].rounds.map(({ calls, recalls }) => [calls, recalls[0].recall])).toEqual([
    [5, 0.5],
    [7.5, 1],
  ]);
  expect(cells[0].calls).toBe(7.5);
});

test('without judgements there is recall of the exact ranking alone', () => {
  const results = makeResults().map((result) => ({ ...result, judgements: [] }));
  const { cells, references, judgedQueryCount } = experimentStatistics(makeExperiment({ results }));
  expect(judgedQueryCount).toBe(0);
  for (const { measures, judgedTopRecalls } of [...cells, ...references]) {
    expect(judgedTopRecalls).toEqual([]);
    expect(measures.map(({ measure }) => measure)).toEqual(['top-recall@1', 'top-recall@2']);
  }
});

test('a run that was imported is a reference; a query that it lacks counts as nothing found', () => {
  const importedRuns = [
    { name: 'other', rankings: [rankingOf(1), rankingOf()], unknownQueryLines: 0, unknownDocumentLines: 0 },
  ];
  const { references } = experimentStatistics(makeExperiment({ importedRuns }));
  const { measures, kind, name } = references[3];
  expect([kind, name]).toEqual(['imported', 'other']);
  expect(measures.find(({ measure }) => measure === 'mrr')?.mean).toBe(1);
  expect(measures.find(({ measure }) => measure === 'top-recall@2')?.mean).toBe(0.25);
});

test('of no query that is done there is nothing to say', () => {
  expect(experimentStatistics(makeExperiment({ results: [] }))).toEqual({
    queryCount: 0,
    judgedQueryCount: 0,
    cells: [],
    references: [],
    comparisons: [],
  });
});

describe('one measure, query by query', () => {
  it('is NaN where nobody judged', () => {
    expect(queryMeasuresOf(makeExperiment(), 'mrr')).toEqual([
      { queryId: 'q1', text: 'tide', isJudged: true, values: Float64Array.of(0.5, 1) },
      { queryId: 'q2', text: 'moon', isJudged: false, values: Float64Array.of(Number.NaN, Number.NaN) },
    ]);
  });

  it('is one of the experiment’s', () => {
    expect(() => queryMeasuresOf(makeExperiment(), 'ndcg@7')).toThrow(
      `Expected a measure of this experiment, one of ${NAMES.join(', ')}, found ndcg@7.`,
    );
  });
});
