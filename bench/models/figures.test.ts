import { describe, expect, it } from 'vitest';
import type { ModelResult, QueryMeasures } from './evaluate-set.ts';
import { figuresOf, figuresOfProbes, type SetResult, speedOf } from './figures.ts';
import { distributionOf } from './score-distribution.ts';
import { tablesOf } from './tables.ts';

/** All measures alike. */
function measures(...values: number[]): QueryMeasures {
  const perQuery = Float64Array.from(values);
  return { ndcg10: perQuery, recall100: perQuery, mrr10: perQuery };
}

const starter: ModelResult = {
  reranked: measures(0.5, 0.5),
  summed: measures(0.5, 1),
  dualEncoder: measures(0, 0.5),
  exact: undefined,
  correlation: undefined,
  scores: {
    random: distributionOf(Float64Array.of(-6, -5)),
    top100: distributionOf(Float64Array.of(-4, 2)),
    best: distributionOf(Float64Array.of(2)),
    relevant: undefined,
  },
  scoredPairs: 30,
  modelMs: 2000,
};

const result: SetResult = {
  documentCount: 7,
  queryCount: 2,
  bm25: measures(0.25, 0.5),
  models: {
    starter,
    current: { ...starter, reranked: measures(0.75, 0.75), exact: measures(1, 0.5), correlation: 0.625 },
  },
};

describe('figuresOf', () => {
  const figures = figuresOf('cacm', result);

  it('names every figure by measure, set and system', () => {
    expect(figures).toMatchObject({
      'queries.cacm': 2,
      'documents.cacm': 7,
      'ndcg10.cacm.bm25': 0.375,
      'ndcg10.cacm.starter': 0.5,
      'ndcg10.cacm.current': 0.75,
      'ndcg10.cacm.currentPlusBm25': 0.75,
      'ndcg10.cacm.starterDualEncoder': 0.25,
      'mrr10.cacm.currentExact': 0.75,
      'recall100.cacm.bm25': 0.375,
      'ci95.cacm.bm25.low': 0.25,
      'ci95.cacm.bm25.high': 0.5,
      'ci95.cacm.current.low': 0.75,
      'timesBm25.cacm.current': 2,
      'corr.cacm.starter': null,
      'corr.cacm.current': 0.625,
      'scores.cacm.starter.top100.mean': -1,
      'scores.cacm.starter.random.count': 2,
      'scores.cacm.starter.relevant.count': 0,
    });
  });

  it('compares with BM25 and with the starter', () => {
    const compared = Object.keys(figures).filter((name) => name.startsWith('p.'));
    expect(compared).toEqual([
      'p.cacm.starterVsBm25',
      'p.cacm.currentVsBm25',
      'p.cacm.currentVsStarter',
      'p.cacm.starterPlusBm25VsBm25',
      'p.cacm.currentPlusBm25VsBm25',
      'p.cacm.currentPlusBm25VsStarterPlusBm25',
      'p.cacm.starterDualEncoderVsBm25',
      'p.cacm.currentDualEncoderVsBm25',
      'p.cacm.currentDualEncoderVsStarterDualEncoder',
      'p.cacm.currentExactVsBm25',
    ]);
    // Two queries have four sign flips; two of them give a difference as large as this one.
    expect(figures['p.cacm.currentVsStarter']).toBeCloseTo(0.5, 1);
    expect(figures['p.cacm.currentPlusBm25VsStarterPlusBm25']).toBe(1);
  });
});

describe('speedOf', () => {
  it('is over all sets', () => {
    expect(
      speedOf([result, { ...result, models: { ...result.models, starter: { ...starter, modelMs: 0 } } }]),
    ).toEqual({ 'pairsPerSecond.starter': 30, 'pairsPerSecond.current': 15 });
  });
});

describe('tablesOf', () => {
  it('shows a row a set, and nothing where there is nothing', () => {
    const lines = tablesOf(['cacm'], figuresOf('cacm', result)).split('\n');
    expect(lines).toContain(
      '| cacm | 2 | 0.375 [0.250, 0.500] | 0.500 [0.500, 0.500] | 0.750 [0.750, 0.750] | 2.000 ' +
        `| ${figuresOf('cacm', result)['p.cacm.currentVsBm25']?.toFixed(3)} ` +
        `| ${figuresOf('cacm', result)['p.cacm.currentVsStarter']?.toFixed(3)} | 0.750 | 0.750 ` +
        `| ${figuresOf('cacm', result)['p.cacm.currentPlusBm25VsBm25']?.toFixed(3)} |`,
    );
    expect(lines).toContain('| cacm | 0.375 | 0.500 | 0.750 |  | 0.750 |');
    expect(lines).toContain(
      '| cacm | starter | random | 2 | -5.50 | 0.50 | -6.00 | -5.95 | -5.50 | -5.05 | -5.00 |',
    );
    expect(lines).toContain('| cacm | current | relevant | 0 |  |  |  |  |  |  |  |');
  });
});

it('names what probes found by kind and model', () => {
  const results = new Map([['numbers', { count: 3, rightShare: 2 / 3 }]]);
  expect(figuresOfProbes('starter', results)).toEqual({
    'probes.numbers.count': 3,
    'probes.numbers.starter': 0.666667,
  });
});
