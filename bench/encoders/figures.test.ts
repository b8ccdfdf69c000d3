import { describe, expect, it } from 'vitest';
import { figuresOf, type Results } from './figures.ts';
import { judge } from './goals.ts';
import { tablesOf } from './tables.ts';

const times = {
  elapsedMs: 1000,
  modelMs: 970,
  nativeMs: 400,
  pairTokens: [32, 30],
  paddedTokens: 64,
  plain: { elapsedMs: 3000, paddedTokens: 124 },
};
const results: Results = {
  sets: [
    {
      model: 'embedded',
      set: 'scifact',
      maxTokens: 256,
      times: [times, { ...times, elapsedMs: 3000, modelMs: 2950, plain: undefined }],
    },
    { model: 'minilm', set: 'scifact', maxTokens: 512, times: [{ ...times, elapsedMs: 10_000 }] },
  ],
  webgpu: {
    pairs: 4,
    counts: { pipelines: 1, shaders: 1, launches: 40, submissions: 8, bytesReadBack: 16 },
  },
  memory: {
    pairs: 100,
    early: { heapBytes: 10e6, wasmBytes: 50e6 },
    late: { heapBytes: 10.2e6, wasmBytes: 55e6 },
  },
};

describe('figuresOf', () => {
  const figures = figuresOf(results);

  it.each([
    ['pairs.embedded.scifact', 4],
    ['pairsPerSecond.embedded.scifact', 1],
    ['nativePairsPerSecond.embedded.scifact', 5],
    ['secondsPerQuery.embedded.scifact', 2],
    ['ratioToNative.embedded.scifact', 0.2],
    ['ratioToNative.minilm.scifact', 0.04],
    ['plainPairs.embedded.scifact', 2],
    ['plainPairsPerSecond.embedded.scifact', 2 / 3],
    // Only of the search that was scored both ways.
    ['speedupOverPlain.embedded.scifact', 3],
    ['plainPaddingShare.embedded.scifact', 0.5],
    ['outsideModelShare.embedded.scifact', 0.02],
    ['outsideModelShare.minilm.scifact', 0.903],
    ['outsideModelShare', 0.02],
    ['paddingShare', 1 - 62 / 64],
    ['paddingShareWebgpu', 1 - 62 / 64],
    ['recompilesAfterWarmup', 1],
    ['launchesPerPair', 10],
    ['submissionsPerPair', 2],
    ['bytesReadBackPerPair', 4],
    ['heapGrowthShare', 0.02],
    ['wasmGrowthShare', 0.1],
    ['memoryGrowthShare', 0.1],
  ])('%s is %f', (name, expected) => {
    expect(figures[name]).toBeCloseTo(expected, 12);
  });

  it('says what was not measured', () => {
    const without = figuresOf({ ...results, webgpu: undefined, memory: undefined });
    expect(without.recompilesAfterWarmup).toBeNull();
    expect(without.memoryGrowthShare).toBeNull();
    expect(Object.keys(without)).toEqual(Object.keys(figures));
  });
});

describe('judge', () => {
  it.each([
    { figure: 'ratioToNative.minilm.scifact', value: 0.35, goal: '.35 or more', verdict: 'met' },
    { figure: 'ratioToNative.minilm.scifact', value: 0.34, goal: '.35 or more', verdict: 'missed' },
    { figure: 'speedupOverPlain.embedded.nfcorpus', value: 2.4, goal: '2.5 or more', verdict: 'missed' },
    { figure: 'outsideModelShare', value: 0.04, goal: 'under .05', verdict: 'met' },
    { figure: 'paddingShare', value: 0.08, goal: 'under .08', verdict: 'missed' },
    { figure: 'paddingShareWebgpu', value: 0.2, goal: 'under .08', verdict: 'missed' },
    { figure: 'recompilesAfterWarmup', value: 0, goal: '0', verdict: 'met' },
    { figure: 'recompilesAfterWarmup', value: 2, goal: '0', verdict: 'missed' },
    { figure: 'memoryGrowthShare', value: 0.05, goal: '.05 or less', verdict: 'met' },
    { figure: 'memoryGrowthShare', value: null, goal: '.05 or less', verdict: 'not measured' },
  ])('$figure of $value: $verdict', ({ figure, value, goal, verdict }) => {
    expect(judge({ [figure]: value })).toEqual([{ figure, goal, verdict }]);
  });

  it('has nothing to say of figures without a goal', () => {
    expect(judge({ 'pairs.minilm.scifact': 5, plainPairs: 1 })).toEqual([]);
  });
});

describe('tablesOf', () => {
  it('shows a line per model and set, the other figures, and the goals', () => {
    const figures = figuresOf({ ...results, memory: undefined });
    const lines = tablesOf(results.sets, figures, judge(figures)).split('\n');
    expect(lines).toContain(
      '| embedded | scifact | 4 | 1 | 2 | 5 | 0.2 | 0.02 | 0.0313 | 2 | 0.667 | 3 | 0.5 |',
    );
    expect(lines).toContain('| launchesPerPair | 10 |');
    expect(lines).toContain('| speedupOverPlain.embedded.scifact | 2.5 or more | 3 | met |');
    expect(lines).toContain('| memoryGrowthShare | .05 or less | not measured | not measured |');
  });
});
