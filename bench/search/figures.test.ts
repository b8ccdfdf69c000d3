import { describe, expect, it } from 'vitest';
import { pageFigures, roundFigures, solveFigures } from './figures.ts';
import { judge } from './goals.ts';
import type { ShapeTimes } from './measure-shape.ts';
import type { SolveTimes } from './measure-solve.ts';
import { pageTable, roundTables, solveTable } from './tables.ts';

const shapes: readonly ShapeTimes[] = [
  {
    shape: '100k128',
    scan: { bytes: 5e7, readSeconds: 0.002, multiplySeconds: 0.004, nearestSeconds: 0.005 },
    roundMs: { best: 8, paper: 4 },
  },
  {
    shape: '1m128',
    scan: { bytes: 5e8, readSeconds: 0.03, multiplySeconds: 0.04, nearestSeconds: 0.05 },
    roundMs: { best: 60, paper: 50 },
  },
];
const times: SolveTimes = {
  fixedMu: [1, 1, 1, 1, 2, 2, 3, 9, 4, 5],
  leaveOneOut: [1, 1, 1, 1, 2, 2, 3, 12, 8, 7],
  leastSquares: [1, 1, 1, 1, 2, 2, 3, 4, 5, 20],
};

describe('figures', () => {
  it.each([
    ['roundMs.100k128', 8],
    ['roundMs.100k128.paper', 4],
    ['roundMs.1m128', 60],
    ['roundBandwidthShare.100k128', 0.25],
    ['roundBandwidthShare.1m128', 0.5],
    ['scanBandwidthShare.100k128', 0.4],
    ['scanBandwidthShare.1m128', 0.6],
    ['scanBandwidthShare', 0.6],
    ['multiplyBandwidthShare.1m128', 0.75],
    ['readGbPerSecond.100k128', 25],
  ])('of rounds: %s is %f', (name, expected) => {
    expect(roundFigures(shapes)[name]).toBeCloseTo(expected, 12);
  });

  it('of the solve: the last round and the slowest', () => {
    expect(solveFigures(times)).toEqual({
      'solveMs.b500d384': 5,
      'solveMs.b500d384.slowestRound': 9,
      'solveMs.b500d384.leaveOneOut': 7,
      'solveMs.b500d384.leaveOneOut.slowestRound': 12,
      'solveMs.b500d384.leastSquares': 20,
      'solveMs.b500d384.leastSquares.slowestRound': 20,
    });
  });

  it.each([
    { longTaskMs: [], longest: 0 },
    { longTaskMs: [53, 120, 51], longest: 120 },
  ])('of the page: $longTaskMs', ({ longTaskMs, longest }) => {
    expect(pageFigures(longTaskMs)).toEqual({
      longestMainThreadTaskMs: longest,
      longMainThreadTasks: longTaskMs.length,
    });
  });
});

describe('judge', () => {
  it.each([
    { figure: 'roundMs.100k128', value: 9.9, goal: 'under 10', verdict: 'met' },
    { figure: 'roundMs.1m128', value: 60, goal: 'under 60', verdict: 'missed' },
    { figure: 'solveMs.b500d384', value: 10, goal: 'under 10', verdict: 'missed' },
    { figure: 'solveMs.b500d384.leaveOneOut', value: 9, goal: 'under 10', verdict: 'met' },
    { figure: 'longestMainThreadTaskMs', value: 50, goal: '50 or less', verdict: 'met' },
    { figure: 'longestMainThreadTaskMs', value: 51, goal: '50 or less', verdict: 'missed' },
  ])('$figure of $value: $verdict', ({ figure, value, goal, verdict }) => {
    expect(judge({ [figure]: value })).toContainEqual({ figure, goal, verdict });
  });

  it('names the goals that were not measured', () => {
    expect(judge({}).map(({ verdict }) => verdict)).toEqual(Array(5).fill('not measured'));
  });
});

describe('tables', () => {
  it('show rounds and products by shape', () => {
    const lines = roundTables(shapes, 2).split('\n');
    expect(lines).toContain('| 100k128 | best | 8 | 0.25 |');
    expect(lines).toContain('| 1m128 | paper | 50 | 0.6 |');
    expect(lines).toContain('| 1m128 | 16.7 | 40 | 0.75 | 50 | 0.6 |');
  });

  it('show the fit after each round', () => {
    const lines = solveTable(times).split('\n');
    expect(lines).toContain('| fit | 50 | 100 | 150 | 200 | 250 | 300 | 350 | 400 | 450 | 500 |');
    expect(lines).toContain('| ridge, mu by leave-one-out | 1 | 1 | 1 | 1 | 2 | 2 | 3 | 12 | 8 | 7 |');
  });

  it('show the long tasks, and the scripts from the longest on', () => {
    const longScripts = [
      { ms: 40, name: 'MessagePort.onmessage' },
      { ms: 60, name: 'FrameRequestCallback draw' },
    ];
    const lines = pageTable({ longTaskMs: [63, 51], longScripts }).split('\n');
    expect(lines[0]).toContain('during a search, ms: 63, 51. The longest scripts');
    expect(lines.slice(-2)).toEqual(['| FrameRequestCallback draw | 60 |', '| MessagePort.onmessage | 40 |']);
    expect(pageTable({ longTaskMs: [], longScripts: [] })).toContain('during a search, ms: none.');
  });
});
