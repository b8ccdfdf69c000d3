import { describe, expect, it } from 'vitest';
import type { CostPoint, CostReport } from '../../src/engine/records.ts';
import { goalTable } from '../goals.ts';
import { callFigures, kernelFigures } from './figures.ts';
import { judge } from './goals.ts';
import { costRequest } from './measure-calls.ts';
import type { KernelResults } from './measure-kernels.ts';
import { callTables, kernelTables } from './tables.ts';

const scan = { bytes: 5e8, readSeconds: 0.05, multiplySeconds: 0.08, nearestSeconds: 0.1 };
const results: KernelResults = {
  threads: 2,
  factorization: {
    epochSeconds: { reference: 40, oneThread: 4, allThreads: 2.5 },
    jobSeconds: 26,
    epochs: 10,
  },
  ridges: { reference: 50, oneThread: 600, allThreads: 1000 },
  pytorch: { version: '2.0', threads: 2, secondsPerEpoch: { default: 20, fused: 10 } },
  memory: { peakBytes: 4e8, job: { factors: 6e7, moments: 12e7, pairs: 2e7 } },
  growth: [
    { pairs: 1e5, secondsPerEpoch: 0.25 },
    { pairs: 1e6, secondsPerEpoch: 2.5 },
    { pairs: 1e7, secondsPerEpoch: 25 },
  ],
  scans: [
    { shape: '1m128', threads: 1, ...scan, readSeconds: 0.06 },
    { shape: '1m128', threads: 2, ...scan },
  ],
};
const withoutPytorch: KernelResults = { ...results, pytorch: { absentBecause: 'python3: No module' } };

describe('kernelFigures', () => {
  const figures = kernelFigures(results);

  it.each([
    ['mfSecondsFast', 26],
    ['mfSecondsReference', 400],
    ['mfSecondsPerEpoch.fast', 2.5],
    ['mfSpeedupOverReference', 16],
    ['mfSpeedupOverReference.oneThread', 10],
    ['mfRatioToPyTorch', 4],
    ['mfSecondsPerEpoch.pytorch.default', 20],
    ['ridgesPerSecond.fast', 1000],
    ['ridgesSpeedupOverReference', 20],
    ['mfPeakMemoryRatio', 5],
    ['mfPeakMemoryRatio.withMoments', 2],
    ['epochGrowthExponent', 1],
    ['nanosecondsPerPair.1000000', 2500],
    ['scanBandwidthShare.1m128', 0.5],
    ['scanBandwidthShare.1m128.oneThread', 0.6],
    ['multiplyBandwidthShare.1m128', 0.625],
    ['readGbPerSecond.1m128', 10],
  ])('%s is %f', (name, expected) => {
    expect(figures[name]).toBeCloseTo(expected, 12);
  });

  it('has no PyTorch figure without PyTorch', () => {
    const names = Object.keys(kernelFigures(withoutPytorch));
    expect(names.filter((name) => name.toLowerCase().includes('pytorch'))).toEqual([]);
  });

  it('counts one thread as all of them where there is only one', () => {
    const single = kernelFigures({ ...results, threads: 1, scans: results.scans.slice(0, 1) });
    expect(single['scanBandwidthShare.1m128']).toBeCloseTo(0.6, 12);
  });
});

const point = (
  method: CostPoint['method'],
  trainQueryCount: number,
  indexCalls: number,
  recall: number,
): CostPoint => ({
  ...{ method, trainQueryCount, indexCalls, recall },
  ...{ low: recall - 0.1, high: recall + 0.1, queryCount: 30, buildMs: 1500 },
});
const reportOf = (points: readonly CostPoint[]): CostReport => ({
  request: costRequest('c', 'own', { kind: 'mix', lambda: 0.5 }),
  points,
  complete: true,
  measuredMs: 0,
});
const points = [
  point('none', 0, 0, 0.6),
  point('mf-trns', 10, 500, 0.65),
  point('mf-trns', 400, 20_000, 0.75),
  point('mf-ind', 10, 500, 0.68),
  point('mf-ind', 100, 5000, 0.7),
  point('adacur', 10, 50_000, 0.72),
  point('adacur', 50, 250_000, 0.7),
];

describe('callFigures', () => {
  it('compares with the factorisation that reaches ADACUR’s recall with the fewest calls', () => {
    expect(callFigures('scifact', { points })).toEqual({
      'callsSavedOverAdacur.scifact': 50,
      'callsOfAdacur.scifact': 250_000,
      'callsOfFactorisation.scifact': 5000,
      'recallOfAdacur.scifact': 0.7,
      'recallOfFactorisation.scifact': 0.7,
      'recallOfStart.scifact': 0.6,
    });
  });

  it('has no ratio where none reaches it', () => {
    const higher = points.map((each) => (each.method === 'adacur' ? { ...each, recall: 0.9 } : each));
    expect(callFigures('scifact', { points: higher })).toMatchObject({
      'callsSavedOverAdacur.scifact': null,
      'callsOfFactorisation.scifact': null,
    });
  });

  it('wants the points that it compares', () => {
    expect(() => callFigures('scifact', { points: points.slice(0, -1) })).toThrow(
      'Expected the start space and ADACUR at 50 anchors among the points.',
    );
  });
});

describe('judge', () => {
  it.each([
    { figure: 'mfSpeedupOverReference', value: 5, goal: '5 or more', verdict: 'met' },
    { figure: 'mfSpeedupOverReference', value: 4.9, goal: '5 or more', verdict: 'missed' },
    { figure: 'mfRatioToPyTorch', value: 1, goal: '1 or more', verdict: 'met' },
    { figure: 'mfPeakMemoryRatio', value: 3, goal: 'under 3', verdict: 'missed' },
    { figure: 'epochGrowthExponent', value: 0.81, goal: '.8 to 1.2', verdict: 'met' },
    { figure: 'epochGrowthExponent', value: 1.21, goal: '.8 to 1.2', verdict: 'missed' },
    { figure: 'scanBandwidthShare.1m128', value: 0.5, goal: '.5 or more', verdict: 'met' },
    { figure: 'scanBandwidthShare.100k384', value: 0.49, goal: '.5 or more', verdict: 'missed' },
    { figure: 'callsSavedOverAdacur.scifact', value: 20, goal: '20 or more', verdict: 'met' },
    { figure: 'callsSavedOverAdacur.vaswani', value: null, goal: '20 or more', verdict: 'missed' },
  ])('$figure of $value: $verdict', ({ figure, value, goal, verdict }) => {
    expect(judge({ [figure]: value })).toContainEqual({ figure, goal, verdict });
  });

  it('has no verdict on the memory with the moments', () => {
    const judged = judge({ mfPeakMemoryRatio: 4.1, 'mfPeakMemoryRatio.withMoments': 1.8 });
    expect(judged.filter(({ figure }) => figure.startsWith('mfPeakMemoryRatio'))).toEqual([
      { figure: 'mfPeakMemoryRatio', goal: 'under 3', verdict: 'missed' },
    ]);
  });

  it('names the goals that were not measured', () => {
    expect(judge({})).toHaveLength(8);
    expect(new Set(judge({}).map(({ verdict }) => verdict))).toEqual(new Set(['not measured']));
  });
});

describe('tables', () => {
  it('show every path, and why PyTorch is missing', () => {
    const lines = kernelTables(results).split('\n');
    expect(lines).toContain('| reference, float64 loops | 40 | 1 | 10 epochs in 400 s, scaled from one |');
    expect(lines).toContain(
      '| SIMD, threads: 2 | 2.5 | 16 | 10 epochs in 26 s, opening and reading included |',
    );
    expect(lines).toContain('| PyTorch 2.0, AdamW fused, threads: 2 | 10 | 4 | its fastest |');
    expect(lines).toContain('| WebGPU |  |  | measured by hand in a browser only: Node has none |');
    expect(lines).toContain('| 50 | 600 | 1000 | 20 |');
    expect(lines).toContain(
      'Resident memory of the job on the fast path, in a process of its own, less what that had before. The goal is by ' +
        "the factors and pairs alone; AdamW's two moments are twice the factors again, so the last column, which counts " +
        'them with the matrices, is no part of it',
    );
    expect(lines).toContain('| 400 | 5 | 2 |');
    expect(lines).toContain('| 1000000 | 2.5 | 2500 |');
    expect(lines).toContain('| 1m128 | 2 | 10 | 80 | 0.625 | 100 | 0.5 |');
    expect(kernelTables(withoutPytorch)).toContain('| PyTorch |  |  | not measured: python3: No module |');
  });

  it('show the calls of each index and what they reach', () => {
    const text = callTables('scifact', reportOf(points));
    expect(text).toContain(
      'scifact: recall@10 by calls for the index; 30 test queries, B = 100, R = 5, lambda = 0.5',
    );
    expect(text).toContain('| hybrid space alone | 0 | 0 | 0.600 [0.500, 0.700] | 1.5 |');
    expect(text).toContain('| mf-ind | 100 | 5000 | 0.700 [0.600, 0.800] | 1.5 |');
    expect(text).toMatch(
      /\nADACUR's recall at 50 anchors, 0\.700 for 250000 calls, is reached by mf-ind with 5000 calls: 50 times fewer\.$/,
    );
  });

  it('say when the start space needs no index, and when no factorisation is enough', () => {
    const [, ...others] = points;
    expect(callTables('scifact', reportOf([point('none', 0, 0, 0.7), ...others]))).toMatch(
      /50 times fewer\. The start space alone reaches it, without a call\.$/,
    );
    const few = points.filter(({ indexCalls }) => indexCalls === 0 || indexCalls === 250_000);
    expect(callTables('scifact', reportOf(few))).toMatch(
      /is reached by no factorisation that was measured\.$/,
    );
  });

  it('show the goals', () => {
    const figures = { mfRatioToPyTorch: 1.234 };
    expect(goalTable(judge(figures), figures).split('\n')).toContain(
      '| mfRatioToPyTorch | 1 or more | 1.23 | met |',
    );
  });
});
