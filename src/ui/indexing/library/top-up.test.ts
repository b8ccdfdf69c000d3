import { describe, expect, test } from 'vitest';
import type { IndexSummary } from '../../../core/index-records.ts';
import { DEFAULT_METHODS } from '../new-index/default-methods.ts';
import { staleText, topUpParameters } from './top-up.ts';

const choice = {
  seed: 3,
  space: 'hybrid',
  trainQueries: 'titles',
  trainQueryCount: 95,
  pairs: { kind: 'per-document', queriesPerDocument: 5 },
  method: DEFAULT_METHODS['mf-ind'],
} as const;
const index = {
  indexId: 'i',
  name: 'n',
  rows: 100,
  provenance: { ...choice, corpusHash: 'a', codeVersion: '1' },
} as IndexSummary;
const imported: IndexSummary = {
  ...index,
  provenance: { ...index.provenance, method: { kind: 'imported', source: 'items.npy' } },
};

describe('staleText', () => {
  test.each([
    ['the corpus it was built from', 100, 'a', undefined],
    ['one more document', 101, 'b', '1 document was added after it was built.'],
    ['more documents', 1100, 'b', '1,000 documents were added after it was built.'],
    ['other documents', 100, 'b', 'Documents were changed or removed after it was built.'],
    ['fewer documents', 90, 'b', 'Documents were changed or removed after it was built.'],
  ])('%s', (_, documentCount, hash, text) => {
    expect(staleText(index, { documentCount, hash })).toBe(text);
  });

  test('vectors made elsewhere cannot be searched then', () => {
    expect(staleText(imported, { documentCount: 105, hash: 'b' })).toBe(
      '5 documents were added after it was imported: it cannot be searched. Import vectors of all documents.',
    );
  });
});

describe('topUpParameters', () => {
  test('are those that the index was built with, and name it', () => {
    expect(topUpParameters(index, 'c')).toEqual({ corpusId: 'c', name: 'n', ...choice, replaces: 'i' });
  });

  test('are not there for vectors made elsewhere', () => {
    expect(topUpParameters(imported, 'c')).toBeUndefined();
  });
});
