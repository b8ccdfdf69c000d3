import { describe, expect, it } from 'vitest';
import type { SearchMethod } from '../../core/search-method.ts';
import { draftOfMethod, hasOneRound, methodOfDraft } from './method-draft.ts';

const method: SearchMethod = {
  itemSpace: 'hybrid',
  firstRound: 'fusion',
  schedule: { kind: 'equal', rounds: 5 },
  fit: { kind: 'ridge', mu: 'leave-one-out' },
  intercept: true,
  columns: ['bm25'],
  transform: 'clip',
  batchRule: { kind: 'greedy' },
  diversity: 0.2,
  seed: 3,
};

describe('draftOfMethod and methodOfDraft', () => {
  it.each<[string, Partial<SearchMethod>]>([
    ['equal rounds and leave-one-out', {}],
    ['growing rounds', { schedule: { kind: 'geometric', rounds: 4, ratio: 2 } }],
    ['batches', { schedule: { kind: 'batches', size: 7 } }],
    ['a mix', { fit: { kind: 'mix', lambda: 0.3 } }],
    ['a fixed mu', { fit: { kind: 'ridge', mu: 0.7 } }],
    ['a gradient step', { fit: { kind: 'gradient-step', learningRate: 0.4 } }],
    ['upper confidence', { batchRule: { kind: 'upper-confidence', deviations: 2 } }],
    ['Thompson', { batchRule: { kind: 'thompson' } }],
    ['softmax', { batchRule: { kind: 'softmax', temperature: 0.5 } }],
    ['epsilon-greedy', { batchRule: { kind: 'epsilon-greedy', epsilon: 0.25 } }],
    ['variance', { batchRule: { kind: 'variance' } }],
    ['a graph', { batchRule: { kind: 'graph' } }],
    ['a shortlist', { shortlist: 10_000 }],
    ['stopping', { stopping: { k: 3, confidence: 0.95 } }],
    ['no columns', { columns: [], intercept: false, transform: 'rank', diversity: 0 }],
  ])('there and back: %s', (_, changes) => {
    const changed = { ...method, ...changes };
    expect(methodOfDraft(draftOfMethod(changed))).toEqual(changed);
  });

  it('keeps what was typed for a kind that is not chosen', () => {
    const draft = { ...draftOfMethod(method), fit: 'mix', lambda: 0.4 } as const;
    expect(methodOfDraft(draft).fit).toEqual({ kind: 'mix', lambda: 0.4 });
    expect(methodOfDraft({ ...draft, fit: 'ridge' }).fit).toEqual({ kind: 'ridge', mu: 'leave-one-out' });
  });
});

describe('hasOneRound', () => {
  it.each<[boolean, SearchMethod['schedule']]>([
    [true, { kind: 'equal', rounds: 1 }],
    [true, { kind: 'geometric', rounds: 1, ratio: 2 }],
    [false, { kind: 'equal', rounds: 2 }],
    [false, { kind: 'batches', size: 16 }],
  ])('%j: %j', (expected, schedule) => {
    expect(hasOneRound(draftOfMethod({ ...method, schedule }))).toBe(expected);
  });
});
