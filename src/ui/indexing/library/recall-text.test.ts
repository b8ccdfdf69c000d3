import { expect, test } from 'vitest';
import type { RecallSettings } from '../../../workers/client.ts';
import { recallSettingsText, recallText } from './recall-text.ts';

const settings: RecallSettings = {
  k: 10,
  budget: 1000,
  rounds: 5,
  fit: { kind: 'mix', lambda: 0.8 },
  queryCount: 50,
  seed: 1,
};

test('a recall is given with its interval', () => {
  expect(recallText({ recall: 0.834, low: 0.79, high: 0.871, queryCount: 3 })).toBe('0.83 (0.79–0.87)');
});

test.each<[Partial<RecallSettings>, number, string]>([
  [{}, 40, 'Recall@10, B\u00a0=\u00a01,000, R\u00a0=\u00a05, λ\u00a0=\u00a00.8, 40 queries'],
  [
    { fit: { kind: 'ridge', mu: 0.1 } },
    1,
    'Recall@10, B\u00a0=\u00a01,000, R\u00a0=\u00a05, ridge μ\u00a0=\u00a00.1, 1 query',
  ],
  [
    { fit: { kind: 'ridge', mu: 'leave-one-out' } },
    2,
    'Recall@10, B\u00a0=\u00a01,000, R\u00a0=\u00a05, ridge, μ by leave-one-out, 2 queries',
  ],
  [
    { fit: { kind: 'gradient-step', learningRate: 0.5 } },
    2,
    'Recall@10, B\u00a0=\u00a01,000, R\u00a0=\u00a05, gradient steps of 0.5, 2 queries',
  ],
])('settings with %o of %i', (change, queryCount, text) => {
  expect(recallSettingsText({ ...settings, ...change }, queryCount)).toBe(text);
});

test.each([
  ['mf-ind', 'λ\u00a0=\u00a00.8'],
  ['anchors', 'least squares alone'],
  ['imported', 'λ\u00a0=\u00a00.8 (least squares alone for queries without a vector)'],
] as const)('how the query embedding of %s is found', (method, fit) => {
  const text = `Recall@10, B\u00a0=\u00a01,000, R\u00a0=\u00a05, ${fit}, 40 queries`;
  expect(recallSettingsText(settings, 40, method)).toBe(text);
});
