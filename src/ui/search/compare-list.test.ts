import { expect, it } from 'vitest';
import type { SearchMethod } from '../../core/search-method.ts';
import { presetOf } from '../../core/search-presets.ts';
import {
  addMethod,
  methodsToRun,
  removeMethod,
  toRequests,
  withBudget,
  withKnownSpaces,
} from './compare-list.ts';
import type { NamedMethod } from './search-settings.ts';

const named = (label: string, budget = 100, change: Partial<SearchMethod> = {}): NamedMethod => ({
  label,
  budget,
  method: { ...presetOf('best').make('hybrid', 0), ...change },
});
const best = named('Best');
const labelsOf = (methods: readonly NamedMethod[]) => methods.map(({ label }) => label);

it('keeps the same method once', () => {
  const list = addMethod([best], named('Best', 50));
  expect(labelsOf(list)).toEqual(['Best', 'Best']);
  expect(addMethod(list, named('Best, under another name'))).toBe(list);
});

it('runs what was kept and then what is in the form, unless that was kept', () => {
  const paper = named('Paper', 100, { firstRound: 'bm25' });
  expect(labelsOf(methodsToRun([paper], best, []))).toEqual(['Paper', 'Best']);
  expect(labelsOf(methodsToRun([best, paper], best, []))).toEqual(['Best', 'Paper']);
  expect(labelsOf(methodsToRun([], best, []))).toEqual(['Best']);
});

it.each<[string, NamedMethod[], string[]]>([
  [
    'by their item vectors',
    [best, named('Best', 100, { itemSpace: 'lsa' }), named('Fast', 9)],
    ['Best · Dual-encoder and lexical', 'Best · Lexical (LSA)', 'Fast'],
  ],
  [
    'by their budgets',
    [best, named('Best', 1000)],
    ['Best · Dual-encoder and lexical · B 100', 'Best · Dual-encoder and lexical · B 1,000'],
  ],
  [
    'by number',
    [named('Best, changed', 9, { seed: 1 }), named('Best, changed', 9, { seed: 2 })],
    [
      'Best, changed · Dual-encoder and lexical · B 9 · #1',
      'Best, changed · Dual-encoder and lexical · B 9 · #2',
    ],
  ],
])('tells methods of the same label apart %s', (_, methods, labels) => {
  const list = methods.slice(0, -1);
  expect(labelsOf(methodsToRun(list, methods[methods.length - 1], []))).toEqual(labels);
});

it('removes one by its place', () => {
  expect(removeMethod([best, named('Fast'), best], 1)).toEqual([best, best]);
});

it('forgets methods whose index is gone', () => {
  const list = [best, named('On an index', 100, { itemSpace: 'gone' })];
  expect(withKnownSpaces(list, (itemSpace) => itemSpace !== 'gone')).toEqual([best]);
  expect(withKnownSpaces(list, () => true)).toBe(list);
});

it('has nothing to compare by where only the budgets differed', () => {
  const list = withBudget([named('Best', 50), named('Fast', 60, { seed: 2 })], 100);
  expect(labelsOf(methodsToRun(list, best, []))).toEqual(['Best', 'Fast']);
});

it('makes a request of each', () => {
  expect(toRequests([best], 'corpus', ' glass ')).toEqual([
    { corpusId: 'corpus', queryText: 'glass', ...best },
  ]);
});
