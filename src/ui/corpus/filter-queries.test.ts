import { expect, test } from 'vitest';
import { filterQueries, splitsOf } from './filter-queries.ts';

const queries = [
  { id: 'q1', text: 'Why do bees dance?', split: 'train' },
  { id: 'q2', text: 'Bees in winter', split: 'test' },
  { id: 'q3', text: 'Lithium cells', split: 'test' },
  { id: 'q4', text: 'Unmarked', split: '' },
];

test('splits in order of first appearance', () => {
  expect(splitsOf(queries)).toEqual(['train', 'test', '']);
});

test.each([
  ['', undefined, ['q1', 'q2', 'q3', 'q4']],
  ['  ', 'test', ['q2', 'q3']],
  ['BEES', undefined, ['q1', 'q2']],
  ['winter bees', undefined, ['q2']],
  ['q3', undefined, ['q3']],
  ['bees', '', []],
  ['', '', ['q4']],
] as const)('words %j in split %j', (words, split, ids) => {
  expect(filterQueries(queries, words, split).map(({ id }) => id)).toEqual(ids);
});
