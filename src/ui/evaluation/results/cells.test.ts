import { expect, test } from 'vitest';
import { presetOf } from '../../../core/search-presets.ts';
import { cellLabels, firstPair } from './cells.ts';

const grid = (labels: readonly string[], budgets: readonly number[]) => ({
  methods: labels.map((label) => ({ label, method: presetOf('best').make('hybrid', 0) })),
  budgets,
});

test('cells are named method by method', () => {
  expect(cellLabels(grid(['Best', 'GAR'], [50, 1000]))).toEqual([
    'Best, B = 50',
    'Best, B = 1,000',
    'GAR, B = 50',
    'GAR, B = 1,000',
  ]);
});

test.each([
  [['Best', 'GAR', 'TouR'], [50, 100], { a: 1, b: 3 }],
  [['Best', 'GAR'], [50], { a: 0, b: 1 }],
  [['Best'], [50, 100, 200], { a: 1, b: 2 }],
  [['Best'], [50], { a: 0, b: 0 }],
])('first looked at of %j at %j', (labels, budgets, pair) => {
  expect(firstPair(grid(labels, budgets))).toEqual(pair);
});
