import { expect, test } from 'vitest';
import type { CorpusDetails } from '../../../workers/client.ts';
import { draftProblems } from './draft-problems.ts';
import { type IndexDraft, initialDraft, withSetting } from './index-draft.ts';
import type { SettingName } from './method-settings.ts';

const details: CorpusDetails = {
  corpus: { corpusId: 'c', documentCount: 5000 } as CorpusDetails['corpus'],
  indexes: [],
  unfinishedBuilds: [],
  unfinishedRankings: [],
  queries: [],
  ownTrainQueryCount: 800,
  searchHistory: [],
  recalls: [],
};
const draft = initialDraft(details);

const OWN = 'Enter a whole number from 1 to 800: the corpus has no more train queries.';
const DOCUMENTS = 'Enter a whole number from 1 to 5000, the whole corpus.';
const SEED = 'Enter a whole number from 0 to 4294967295.';

test.each<[Partial<IndexDraft>, object]>([
  [{ trainQueryCount: '' }, { trainQueryCount: OWN }],
  [{ trainQueryCount: 801 }, { trainQueryCount: OWN }],
  [{ trainQueries: 'sentences', trainQueryCount: 801 }, {}],
  [
    { trainQueries: 'titles', trainQueryCount: 5001 },
    { trainQueryCount: 'Enter a whole number from 1 to 5000: one per document.' },
  ],
  [
    { trainQueries: 'history' },
    { trainQueryCount: 'There are none of this kind: choose other train queries.' },
  ],
  [{ documentsPerQuery: 0 }, { documentsPerQuery: DOCUMENTS }],
  [{ documentsPerQuery: 1.5 }, { documentsPerQuery: DOCUMENTS }],
  [{ documentsPerQuery: 0, pairs: 'per-document' }, {}],
  [{ documentsPerQuery: 0, method: 'anchors' }, {}],
  [{ queriesPerDocument: 101 }, {}],
  [
    { queriesPerDocument: 101, pairs: 'per-document' },
    { queriesPerDocument: 'Enter a whole number from 1 to 100, the number of train queries.' },
  ],
  [{ seed: -1 }, { seed: SEED }],
  [{ seed: '' }, { seed: SEED }],
])('problems of %o', (change, problems) => {
  expect(draftProblems({ ...draft, ...change }, details)).toEqual(problems);
});

test.each<[IndexDraft['percents'], object]>([
  [{ dualEncoder: 60, bm25: '30', random: 10 }, {}],
  [
    { dualEncoder: 60, bm25: 30, random: 0 },
    { percents: 'The shares add up to 90 %; they must add up to 100 %.' },
  ],
  [{ dualEncoder: 60, bm25: 40, random: '' }, { percents: 'Enter three whole numbers from 0 to 100.' }],
  [{ dualEncoder: 110, bm25: -10, random: 0 }, { percents: 'Enter three whole numbers from 0 to 100.' }],
])('problems of the mixture %o', (percents, problems) => {
  expect(draftProblems({ ...draft, pairs: 'mixture', percents }, details)).toEqual(problems);
  expect(draftProblems({ ...draft, percents }, details)).toEqual({});
});

test.each<[IndexDraft['method'], SettingName, number | string, string]>([
  ['mf-trns/adamw', 'learningRate', 0, 'Enter a number above 0, at most 1.'],
  ['mf-trns/adamw', 'weightDecay', '', 'Enter a number from 0 to 1.'],
  ['mf-ind', 'epochs', 1001, 'Enter a whole number from 1 to 1000.'],
  ['mf-ind', 'batchSize', 0, 'Enter a whole number from 1 to 1000000.'],
  ['mf-trns/als', 'regularization', 0, 'Enter a number above 0, at most 1000.'],
  ['mf-trns/als', 'patience', 0.5, 'Enter a whole number from 1 to 1000.'],
  ['de-dstl', 'temperature', 0, 'Enter a number above 0, at most 100.'],
])('%s with the %s %j', (method, name, value, problem) => {
  const typed = { ...draft, method };
  const wrong = { ...typed, ...withSetting(typed, name, value) };
  expect(draftProblems(wrong, details)).toEqual({ [name]: problem });
  // Settings of a method that is not chosen do not matter.
  expect(draftProblems({ ...wrong, method: 'anchors' }, details)).toEqual({});
});
