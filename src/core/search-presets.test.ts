import { describe, expect, it, test } from 'vitest';
import type { SearchMethod } from './search-method.ts';
import { methodSummary, presetOf, SEARCH_PRESETS } from './search-presets.ts';

describe('presets', () => {
  it('have names that are told apart', () => {
    const names = SEARCH_PRESETS.map(({ name }) => name);
    expect(names).toEqual(['best', 'fast', 'paper', 'rnr', 'anncur', 'adacur', 'gar', 'tour']);
    expect(new Set(SEARCH_PRESETS.map(({ label }) => label)).size).toBe(names.length);
    for (const { sentence } of SEARCH_PRESETS) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('are offered a start space unless they need anchor scores', () => {
    for (const { needs, startSpace } of SEARCH_PRESETS)
      expect(startSpace === undefined).toBe(needs === 'anchors');
  });

  it('take the space and the seed that they are given', () => {
    for (const { make } of SEARCH_PRESETS)
      expect(make('some-index', 5)).toMatchObject({ itemSpace: 'some-index', seed: 5 });
  });

  test('the published one is the paper’s: BM25 first, R = 10, lambda 0.8, greedy, no more than the item vectors', () => {
    expect(presetOf('paper').make('dual-encoder', 1)).toEqual({
      itemSpace: 'dual-encoder',
      firstRound: 'bm25',
      schedule: { kind: 'equal', rounds: 10 },
      fit: { kind: 'mix', lambda: 0.8 },
      intercept: false,
      columns: [],
      transform: 'identity',
      batchRule: { kind: 'greedy' },
      diversity: 0,
      seed: 1,
    });
  });
});

describe('the summary of a method', () => {
  test.each([
    ['best', 'ridge μ LOO · fusion first · 10 rounds · greedy · intercept · + BM25, dual-encoder'],
    ['fast', 'ridge μ 0.1 · fusion first · 3 rounds, each × 0.5 · greedy · intercept · + BM25, dual-encoder'],
    ['paper', 'λ 0.8 · BM25 first · 10 rounds · greedy'],
    ['rnr', 'λ 0.8 · BM25 first · 1 round · greedy'],
    ['anncur', 'λ 0 · random first · 2 rounds · greedy'],
    ['adacur', 'λ 0 · BM25 first · 10 rounds · greedy'],
    ['gar', 'ridge μ 0.1 · BM25 first · batches of 16 · graph'],
    ['tour', 'gradient step 1 · dual-encoder first · 10 rounds · greedy'],
  ] as const)('%s: %s', (name, words) => {
    expect(methodSummary(presetOf(name).make('dual-encoder', 1))).toBe(words);
  });

  test.each<[Partial<SearchMethod>, string]>([
    [{ batchRule: { kind: 'upper-confidence', deviations: 2 } }, 'upper confidence 2 sd'],
    [{ batchRule: { kind: 'thompson' } }, 'Thompson'],
    [{ batchRule: { kind: 'softmax', temperature: 0.5 } }, 'softmax 0.5'],
    [{ batchRule: { kind: 'epsilon-greedy', epsilon: 0.1 } }, 'ε-greedy 0.1'],
    [{ batchRule: { kind: 'variance' } }, 'variance'],
    [{ columns: ['bm25', 'dual-encoder'] }, 'greedy · + BM25, dual-encoder'],
    [{ transform: 'clip' }, 'greedy · clip scores'],
    [{ diversity: 0.3 }, 'greedy · diversity 0.3'],
    [{ shortlist: 10_000 }, 'greedy · shortlist 10000'],
    [{ stopping: { k: 10, confidence: 0.9 } }, 'greedy · until top 10 at 90 %'],
  ])('%o ends with %s', (changes, words) => {
    const method = { ...presetOf('paper').make('dual-encoder', 1), ...changes };
    expect(methodSummary(method)).toBe(`λ 0.8 · BM25 first · 10 rounds · ${words}`);
  });

  it('says how a geometric schedule grows', () => {
    const schedule = { kind: 'geometric', rounds: 5, ratio: 1.5 } as const;
    expect(methodSummary({ ...presetOf('paper').make('lsa', 1), schedule })).toBe(
      'λ 0.8 · BM25 first · 5 rounds, each × 1.5 · greedy',
    );
  });
});
