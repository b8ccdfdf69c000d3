import { describe, expect, test } from 'vitest';
import type { CorpusDetails } from '../../../workers/client.ts';
import { parametersOf, suggestName } from './draft-parameters.ts';
import { type IndexDraft, initialDraft, withSetting } from './index-draft.ts';

const draft = initialDraft({
  corpus: { documentCount: 5000 } as CorpusDetails['corpus'],
  ownTrainQueryCount: 800,
} as CorpusDetails);

test.each<[Partial<IndexDraft>, string]>([
  [{}, 'MF own 100 x 50'],
  [{ trainQueries: 'titles', pairs: 'random' }, 'MF titles 100 x 50, random pairs'],
  [{ method: 'mf-trns/als', pairs: 'bm25', space: 'lsa' }, 'ALS own 100 x 50, BM25 pairs, from LSA'],
  [{ method: 'mf-ind', space: 'dual-encoder' }, 'MF-Ind own 100 x 50, from the dual-encoder'],
  [{ method: 'de-dstl', space: 'lsa', pairs: 'mixture' }, 'Distilled own 100 x 50, mixed pairs'],
  [{ pairs: 'per-document' }, 'MF own 100, 5 per document'],
  [{ method: 'anchors', trainQueries: 'history', pairs: 'random' }, 'Anchors history 100'],
])('a draft with %o is called %s', (change, name) => {
  expect(suggestName({ ...draft, ...change })).toBe(name);
});

describe('parametersOf', () => {
  test('hold numbers, whatever was typed', () => {
    const typed = { ...draft, name: ' mine ', seed: '7', ...withSetting(draft, 'batchSize', '64') };
    expect(parametersOf(typed, 'c')).toEqual({
      corpusId: 'c',
      name: 'mine',
      seed: 7,
      space: 'hybrid',
      trainQueries: 'own',
      trainQueryCount: 100,
      pairs: { kind: 'per-query', documentsPerQuery: 50, shares: { dualEncoder: 1, bm25: 0, random: 0 } },
      method: {
        kind: 'mf-trns',
        solver: 'adamw',
        learningRate: 0.001,
        weightDecay: 0.01,
        epochs: 20,
        patience: 3,
        batchSize: 64,
      },
    });
  });

  test('have a name in any case', () => {
    expect(parametersOf({ ...draft, name: ' ' }, 'c').name).toBe('MF own 100 x 50');
  });

  test.each<[Partial<IndexDraft>, object]>([
    [
      { pairs: 'mixture', percents: { dualEncoder: '50', bm25: 30, random: 20 } },
      { kind: 'per-query', documentsPerQuery: 50, shares: { dualEncoder: 0.5, bm25: 0.3, random: 0.2 } },
    ],
    [
      { pairs: 'bm25' },
      { kind: 'per-query', documentsPerQuery: 50, shares: { dualEncoder: 0, bm25: 1, random: 0 } },
    ],
    [
      { pairs: 'per-document', queriesPerDocument: '2' },
      { kind: 'per-document', queriesPerDocument: 2 },
    ],
    [{ pairs: 'bm25', method: 'anchors' }, { kind: 'all' }],
  ])('pairs of %o', (change, pairs) => {
    expect(parametersOf({ ...draft, ...change }, 'c').pairs).toEqual(pairs);
  });

  test.each<[IndexDraft['method'], object, IndexDraft['space']]>([
    ['mf-trns/als', { kind: 'mf-trns', solver: 'als', regularization: 0.01, epochs: 10, patience: 3 }, 'lsa'],
    [
      'mf-ind',
      {
        kind: 'mf-ind',
        learningRate: 0.001,
        weightDecay: 0.01,
        epochs: 20,
        patience: 3,
        batchSize: 4096,
      },
      'lsa',
    ],
    [
      'de-dstl',
      {
        kind: 'de-dstl',
        learningRate: 0.001,
        weightDecay: 0.01,
        epochs: 20,
        patience: 3,
        batchSize: 16,
        temperature: 0.1,
      },
      'dual-encoder',
    ],
    ['anchors', { kind: 'anchors' }, 'dual-encoder'],
  ])('%s', (name, method, space) => {
    expect(parametersOf({ ...draft, method: name, space: 'lsa' }, 'c')).toMatchObject({ method, space });
  });
});
