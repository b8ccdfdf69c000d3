import { describe, expect, it } from 'vitest';
import type { ComparedMethod, CompareReport } from '../../src/engine/search-records.ts';
import { qualityFigures, summaryFigures } from './figures.ts';
import { judge } from './goals.ts';
import { qualityTables } from './tables.ts';

const KS = [1, 10, 50, 100];
const method = (label: string, recall: number): ComparedMethod => ({
  label,
  points: [0, recall].map((each, index) => ({
    round: index + 1,
    calls: 50 * (index + 1),
    recalls: KS.map((k) => ({ k, recall: each, low: each - 0.1, high: each + 0.1, queryCount: 4 })),
  })),
  perQuery: [],
});
const reportOf = (budget: number, recalls: Readonly<Record<string, number>>): CompareReport => {
  const [[, reference], ...others] = Object.entries(recalls);
  return {
    request: { corpusId: 'c', methods: [], budget, queryCount: 4, seed: 1 },
    queryTexts: [],
    methods: Object.entries(recalls).map(([label, recall]) => method(label, recall)),
    differences: others.flatMap(([label, recall]) =>
      KS.map((k) => ({ label, k, difference: recall - reference, p: 0.03 })),
    ),
  };
};
const reports = new Map([
  [100, reportOf(100, { best: 0.75, 'axn-lambda-08': 0.5, 'rnr-dual-encoder': 0.6 })],
  [500, reportOf(500, { best: 0.875, 'axn-lambda-08': 1, 'rnr-dual-encoder': 0.5 })],
]);

describe('qualityFigures', () => {
  const figures = qualityFigures('scifact', reports);

  it.each([
    ['recall.scifact.best.k1.b100', 0.75],
    ['recall.scifact.axn-lambda-08.k100.b500', 1],
    ['ci95.scifact.best.k10.b500.low', 0.775],
    ['ci95.scifact.best.k10.b500.high', 0.975],
    ['lead.scifact.axn-lambda-08.k10.b100', 0.25],
    ['lead.scifact.axn-lambda-08.k10.b500', -0.125],
    ['p.scifact.rnr-dual-encoder.k1.b500', 0.03],
  ])('%s is %f', (name, expected) => {
    expect(figures[name]).toBeCloseTo(expected, 12);
  });

  it('has 1, 10 and 100 alone, and no lead over itself', () => {
    expect(Object.keys(figures).filter((name) => name.includes('.k50.'))).toEqual([]);
    expect(Object.keys(figures).filter((name) => name.startsWith('lead.scifact.best.'))).toEqual([]);
    // 3 methods x 3 k x 2 budgets with both ends of an interval; 2 methods with lead and p.
    expect(Object.keys(figures)).toHaveLength(3 * 3 * 2 * 3 + 2 * 3 * 2 * 2);
  });

  it('sets nothing against another method', () => {
    const others = new Map([[100, reportOf(100, { rnr: 0.5, paper: 0.75 })]]);
    expect(Object.keys(qualityFigures('scifact', others)).filter((name) => /^(lead|p)\./.test(name))).toEqual(
      [],
    );
  });
});

describe('summaryFigures', () => {
  const figures = {
    ...qualityFigures('scifact', reports),
    ...qualityFigures('vaswani', new Map([[100, reportOf(100, { best: 0.9, 'rnr-dual-encoder': 0.6 })]])),
  };

  it('takes the smallest lead over AXN and the largest margin over retrieve-and-rerank', () => {
    const summary = summaryFigures(['scifact', 'vaswani'], [100, 500], figures);
    expect(Object.keys(summary)).toEqual([
      'leadOverAxn.scifact.k1',
      'marginOverRerank.k1.b100',
      'marginOverRerank.k100.b500',
    ]);
    expect(summary['leadOverAxn.scifact.k1']).toBeCloseTo(-0.125, 12);
    expect(summary['marginOverRerank.k1.b100']).toBeCloseTo(0.5, 12);
    expect(summary['marginOverRerank.k100.b500']).toBeCloseTo(0.75, 12);
  });

  it('has no margin over nothing', () => {
    const none = { 'recall.scifact.best.k1.b100': 1, 'recall.scifact.rnr-dual-encoder.k1.b100': 0 };
    expect(summaryFigures(['scifact'], [100], none)).toEqual({});
  });
});

it.each([
  { figure: 'leadOverAxn.nfcorpus.k100', value: 0, goal: 'above 0', verdict: 'missed' },
  { figure: 'leadOverAxn.nfcorpus.k100', value: 0.01, goal: 'above 0', verdict: 'met' },
  { figure: 'marginOverRerank.k1.b100', value: 0.05, goal: '.05 or more', verdict: 'met' },
  { figure: 'marginOverRerank.k100.b500', value: 0.53, goal: '.54 or more', verdict: 'missed' },
  { figure: 'recall.scifact.best.k10.b100', value: 0.75, goal: 'above .750', verdict: 'missed' },
])('$figure of $value: $verdict', ({ figure, value, goal, verdict }) => {
  expect(judge({ [figure]: value })).toContainEqual({ figure, goal, verdict });
});

describe('qualityTables', () => {
  it('show every method at every budget, the leads, and what is missing', () => {
    const leftOut = ['adacur: 5 of its index’s 10 scores are not known'];
    const text = qualityTables('scifact', 'methods', { reports, queryCount: 4, leftOut });
    const lines = text.split('\n');
    expect(lines).toContain('scifact, methods: recall@10 [95 %], 4 test queries');
    expect(lines).toContain('| method | B = 100 | B = 500 |');
    expect(lines).toContain('| best | .750 [.650, .850] | .875 [.775, .975] |');
    expect(lines).toContain('| axn-lambda-08 | +.250 (.030) | −.125 (.030) |');
    expect(lines.at(-1)).toBe('Left out: adacur: 5 of its index’s 10 scores are not known.');
  });

  it('have no minus before nothing', () => {
    const close = new Map([[100, reportOf(100, { best: 0.75, rnr: 0.7500001 })]]);
    const text = qualityTables('scifact', 'methods', { reports: close, queryCount: 4, leftOut: [] });
    expect(text.split('\n')).toContain('| rnr | +.000 (.030) |');
  });

  it('have no leads without the reference', () => {
    const others = new Map([[100, reportOf(100, { rnr: 0.5, paper: 0.75 })]]);
    expect(
      qualityTables('scifact', 'methods', { reports: others, queryCount: 4, leftOut: [] }),
    ).not.toContain('finds more');
  });
});
