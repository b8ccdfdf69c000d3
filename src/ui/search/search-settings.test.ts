import { describe, expect, it } from 'vitest';
import type { IndexSummary } from '../../core/index-records.ts';
import {
  budgetNote,
  defaultSettings,
  findProblems,
  plannedRoundCount,
  type SearchSettings,
  toRequests,
  withKnownSpace,
} from './search-settings.ts';

const settings = defaultSettings([]);

describe('defaultSettings', () => {
  it('is the BEIR setting of the paper on the dual-encoder vectors', () => {
    expect(settings).toEqual({
      method: 'axn',
      itemSpace: 'dual-encoder',
      firstRound: 'bm25',
      budget: 100,
      rounds: 10,
      lambda: 0.8,
    });
  });

  it('takes the newest index', () => {
    const index = (indexId: string, createdMs: number) => ({ indexId, createdMs }) as IndexSummary;
    expect(defaultSettings([index('old', 1), index('new', 3), index('middle', 2)]).itemSpace).toBe('new');
  });
});

describe('withKnownSpace', () => {
  it('replaces an index that was deleted', () => {
    const indexes = [{ indexId: 'kept', createdMs: 1 } as IndexSummary];
    const itemSpaceOf = (itemSpace: string) => withKnownSpace({ ...settings, itemSpace }, indexes).itemSpace;
    expect(['kept', 'dual-encoder', 'hybrid', 'deleted'].map(itemSpaceOf)).toEqual([
      'kept',
      'dual-encoder',
      'hybrid',
      'kept',
    ]);
  });
});

describe('findProblems', () => {
  it.each<[string, Partial<SearchSettings>, string, object]>([
    ['nothing', {}, 'glass', {}],
    ['an empty query', {}, ' \t', { query: 'Type a query, at least one word.' }],
    ['an empty budget', { budget: '' }, 'glass', { budget: 'A whole number, at least 1.' }],
    ['a budget of zero', { budget: 0 }, 'glass', { budget: 'A whole number, at least 1.' }],
    [
      'more rounds than calls',
      { budget: 5 },
      'glass',
      { rounds: 'At most B = 5: each round scores one item or more.' },
    ],
    ['as many rounds as calls', { budget: 10 }, 'glass', {}],
    ['half a round', { rounds: 1.5 }, 'glass', { rounds: 'A whole number, at least 1.' }],
    ['a share above 1', { lambda: 1.1 }, 'glass', { lambda: 'A number from 0 to 1.' }],
    ['no share', { lambda: '' }, 'glass', { lambda: 'A number from 0 to 1.' }],
    [
      'rounds and share where neither is used',
      { method: 'retrieve-and-rerank', rounds: '', lambda: '' },
      'glass',
      {},
    ],
  ])('finds %s', (_, changes, queryText, problems) => {
    expect(findProblems({ ...settings, ...changes }, queryText)).toEqual(problems);
  });
});

describe('budgetNote', () => {
  it.each([
    [100, undefined],
    [101, 'More than the 100 documents: the whole corpus will be scored.'],
    ['' as const, undefined],
  ])('with B = %j for 100 documents', (budget, note) => {
    expect(budgetNote({ ...settings, budget }, 100)).toBe(note);
  });
});

describe('toRequests', () => {
  it('makes one request per method, AXN first; retrieve-and-rerank is one round', () => {
    expect(toRequests({ ...settings, method: 'both' }, 'c', ' glass ')).toEqual([
      {
        corpusId: 'c',
        queryText: 'glass',
        itemSpace: 'dual-encoder',
        firstRound: 'bm25',
        method: 'axn',
        budget: 100,
        rounds: 10,
        lambda: 0.8,
      },
      {
        corpusId: 'c',
        queryText: 'glass',
        itemSpace: 'dual-encoder',
        firstRound: 'bm25',
        method: 'retrieve-and-rerank',
        budget: 100,
        rounds: 1,
        lambda: 0.8,
      },
    ]);
  });
});

describe('plannedRoundCount', () => {
  it('is smaller than R where the corpus is', () => {
    const [request] = toRequests(settings, 'c', 'glass');
    expect([plannedRoundCount(request, 500), plannedRoundCount(request, 4)]).toEqual([10, 4]);
  });
});
