import { describe, expect, test } from 'vitest';
import type { CorpusDetails } from '../../workers/client.ts';
import { draftProblems, initialDraft, parametersOf, suggestName } from './index-draft.ts';

function detailsWith(documentCount: number, ownTrainQueryCount: number): CorpusDetails {
  const corpus = { corpusId: 'c', documentCount } as CorpusDetails['corpus'];
  return { corpus, indexes: [], unfinishedBuilds: [], queries: [], ownTrainQueryCount };
}
const details = detailsWith(5000, 800);
const draft = initialDraft(details);

describe('initialDraft', () => {
  test.each([
    ['own queries where there are any', 5000, 800, 'own', 100, 50],
    ['as many as there are', 5000, 30, 'own', 30, 50],
    ['pseudo-queries otherwise', 5000, 0, 'pseudo', 100, 50],
    ['a tiny corpus', 20, 0, 'pseudo', 20, 20],
  ] as const)('%s', (_, documents, own, trainQueries, trainQueryCount, pairsPerQuery) => {
    const expected = { trainQueries, trainQueryCount, pairsPerQuery };
    expect(initialDraft(detailsWith(documents, own))).toMatchObject(expected);
  });

  test('has no problems', () => {
    expect(draftProblems(draft, details)).toEqual({});
    const tiny = detailsWith(1, 0);
    expect(draftProblems(initialDraft(tiny), tiny)).toEqual({});
  });
});

test.each([
  [
    { trainQueryCount: '' },
    { trainQueryCount: 'Enter a whole number from 1 to 800: the corpus has no more train queries.' },
  ],
  [
    { trainQueryCount: 801 },
    { trainQueryCount: 'Enter a whole number from 1 to 800: the corpus has no more train queries.' },
  ],
  [{ trainQueries: 'pseudo', trainQueryCount: 801 }, {}],
  [
    { trainQueries: 'pseudo', trainQueryCount: 5001 },
    { trainQueryCount: 'Enter a whole number from 1 to 5000: one per document.' },
  ],
  [{ pairsPerQuery: 0 }, { pairsPerQuery: 'Enter a whole number from 1 to 5000, the whole corpus.' }],
  [{ pairsPerQuery: 1.5 }, { pairsPerQuery: 'Enter a whole number from 1 to 5000, the whole corpus.' }],
  [{ epochs: 1001 }, { epochs: 'Enter a whole number from 1 to 1000.' }],
  [{ seed: -1 }, { seed: 'Enter a whole number from 0 to 4294967295.' }],
  [{ seed: '' }, { seed: 'Enter a whole number from 0 to 4294967295.' }],
  [{ learningRate: 0 }, { learningRate: 'Enter a number above 0, at most 1.' }],
  [{ learningRate: '' }, { learningRate: 'Enter a number above 0, at most 1.' }],
] as const)('problems of %o', (change, problems) => {
  expect(draftProblems({ ...draft, ...change }, details)).toEqual(problems);
});

test('names say what an index is made of', () => {
  expect(suggestName(draft)).toBe('MF own 100 x 50');
  expect(suggestName({ ...draft, trainQueries: 'pseudo', pairSource: 'random' })).toBe(
    'MF pseudo 100 x 50, random pairs',
  );
});

test('parameters hold numbers, whatever was typed', () => {
  expect(parametersOf({ ...draft, name: ' mine ', seed: '7' }, 'c')).toEqual({
    corpusId: 'c',
    name: 'mine',
    trainQueries: 'own',
    trainQueryCount: 100,
    pairsPerQuery: 50,
    pairSource: 'dual-encoder',
    seed: 7,
    learningRate: 0.001,
    epochs: 20,
  });
  expect(parametersOf(draft, 'c').name).toBe('MF own 100 x 50');
});
