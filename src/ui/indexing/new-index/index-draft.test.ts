import { describe, expect, test } from 'vitest';
import type { CorpusDetails, PastSearch } from '../../../workers/client.ts';
import { draftProblems } from './draft-problems.ts';
import {
  availableQueries,
  choosesPairs,
  choosesSpace,
  initialDraft,
  settingsOf,
  withSetting,
} from './index-draft.ts';

function detailsWith(documentCount: number, ownTrainQueryCount: number): CorpusDetails {
  const corpus = { corpusId: 'c', documentCount } as CorpusDetails['corpus'];
  const searchHistory: PastSearch[] = [{ queryText: 'glass', searchedMs: 0, times: 2 }];
  const nothing = { indexes: [], unfinishedBuilds: [], unfinishedRankings: [], queries: [], recalls: [] };
  return { corpus, ownTrainQueryCount, searchHistory, ...nothing };
}
const draft = initialDraft(detailsWith(5000, 800));

describe('initialDraft', () => {
  test.each([
    ['own queries where there are any', 5000, 800, 'own', 100, 50, 5],
    ['as many as there are', 5000, 30, 'own', 30, 50, 5],
    ['titles otherwise', 5000, 0, 'titles', 100, 50, 5],
    ['a tiny corpus', 3, 0, 'titles', 3, 3, 3],
  ] as const)(
    '%s',
    (_, documents, own, trainQueries, trainQueryCount, documentsPerQuery, queriesPerDocument) => {
      const expected = { trainQueries, trainQueryCount, documentsPerQuery, queriesPerDocument };
      expect(initialDraft(detailsWith(documents, own))).toMatchObject(expected);
    },
  );

  test('is MF_Trns by AdamW from the hybrid space, on the top of the dual-encoder', () => {
    expect(draft).toMatchObject({ method: 'mf-trns/adamw', space: 'hybrid', pairs: 'dualEncoder' });
  });

  test.each([
    [5000, 800],
    [1, 0],
  ])('has no problems with %i documents and %i train queries', (documentCount, ownTrainQueryCount) => {
    const details = detailsWith(documentCount, ownTrainQueryCount);
    for (const pairs of ['dualEncoder', 'mixture', 'per-document'] as const) {
      expect(draftProblems({ ...initialDraft(details), pairs }, details)).toEqual({});
    }
  });
});

test.each([
  ['own', 800],
  ['history', 1],
  ['titles', 5000],
  ['sentences', 5000],
  ['key-phrases', 5000],
] as const)('%s: %i train queries can be had', (source, count) => {
  expect(availableQueries(source, detailsWith(5000, 800))).toBe(count);
});

test.each([
  ['mf-trns/adamw', true, true],
  ['mf-trns/als', true, true],
  ['mf-ind', true, true],
  ['de-dstl', true, false],
  ['anchors', false, false],
] as const)('%s chooses pairs: %s, a start space: %s', (method, pairs, space) => {
  expect([choosesPairs({ ...draft, method }), choosesSpace({ ...draft, method })]).toEqual([pairs, space]);
});

describe('settings', () => {
  test('are those that the method has, with its defaults', () => {
    expect(settingsOf({ ...draft, method: 'mf-trns/als' })).toEqual({
      regularization: 0.01,
      epochs: 10,
      patience: 3,
    });
    expect(settingsOf({ ...draft, method: 'anchors' })).toEqual({});
  });

  test('are typed for one method only, and kept while another is chosen', () => {
    const typed = { ...draft, ...withSetting(draft, 'epochs', 7) };
    const both = { ...typed, ...withSetting(typed, 'patience', '') };
    expect(settingsOf(both)).toMatchObject({ epochs: 7, patience: '', learningRate: 0.001 });
    expect(settingsOf({ ...both, method: 'mf-ind' })).toMatchObject({ epochs: 20, patience: 3 });
  });
});
