import { describe, expect, it } from 'vitest';
import { findQuery, groupQueries, suggestQueries } from './query-suggestions.ts';

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

describe('suggestQueries', () => {
  const past = (queryText: string) => ({ queryText, searchedMs: 0, times: 1 });

  it('puts past searches first and leaves their texts out below', () => {
    expect(suggestQueries([past('held out'), past('typed')], queries)).toEqual([
      { group: 'Searched before', items: ['held out', 'typed'] },
      { group: 'Queries of this corpus: test', items: ['another'] },
      { group: 'Queries of this corpus: train', items: ['trained on'] },
    ]);
  });

  it('has no group for searches while there are none', () => {
    expect(suggestQueries([], queries)).toEqual(groupQueries(queries));
  });

  it('shows the last ten searches', () => {
    const texts = Array.from({ length: 12 }, (_, place) => `search ${place}`);
    expect(suggestQueries(texts.map(past), [])).toEqual([
      { group: 'Searched before', items: texts.slice(0, 10) },
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
