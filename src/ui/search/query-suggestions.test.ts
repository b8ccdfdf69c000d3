import { describe, expect, it } from 'vitest';
import { findQuery, groupQueries } from './query-suggestions.ts';

const queries = [
  { id: 'a', text: 'trained on', split: 'train' },
  { id: 'b', text: 'held out', split: 'test' },
  { id: 'c', text: ' held out ', split: 'train' },
  { id: 'd', text: ' ', split: 'test' },
  { id: 'e', text: 'another', split: 'test' },
];

describe('groupQueries', () => {
  it('puts test queries first and shows every text once', () => {
    expect(groupQueries(queries)).toEqual([
      { group: 'Queries of this corpus: test', items: ['held out', 'another'] },
      { group: 'Queries of this corpus: train', items: ['trained on'] },
    ]);
  });

  it('has no split to name where the source names none', () => {
    expect(groupQueries([{ id: 'a', text: 'x', split: '' }])).toEqual([
      { group: 'Queries of this corpus', items: ['x'] },
    ]);
  });
});

describe('findQuery', () => {
  it.each([
    ['held out ', 'b'],
    ['trained on', 'a'],
    ['typed by hand', undefined],
  ])('%j', (queryText, id) => {
    expect(findQuery(queries, queryText)?.id).toBe(id);
  });
});
