import { expect, test } from 'vitest';
import { methodLabel, pairsLabel } from './index-labels.ts';
import { DEFAULT_METHODS } from './new-index/default-methods.ts';

test.each([
  [DEFAULT_METHODS['mf-trns/adamw'], 'MF, transductive (AdamW)'],
  [DEFAULT_METHODS['mf-trns/als'], 'MF, transductive (ALS)'],
  [DEFAULT_METHODS['mf-ind'], 'MF, inductive (MLP)'],
  [DEFAULT_METHODS['de-dstl'], 'Distilled dual-encoder'],
  [DEFAULT_METHODS.anchors, 'Anchor scores (ADACUR)'],
  [{ kind: 'imported', source: 'items.npy' }, 'Imported vectors'],
] as const)('%o is called %s', (method, label) => {
  expect(methodLabel(method)).toBe(label);
});

const perQuery = (dualEncoder: number, bm25: number, random: number) =>
  ({ kind: 'per-query', documentsPerQuery: 1000, shares: { dualEncoder, bm25, random } }) as const;

test.each([
  [perQuery(1, 0, 0), '1,000 documents per query: dual-encoder'],
  [perQuery(0, 0, 1), '1,000 documents per query: random'],
  [perQuery(0.6, 0.3, 0.1), '1,000 documents per query: 60 % dual-encoder, 30 % BM25, 10 % random'],
  [perQuery(0.71, 0, 0.29), '1,000 documents per query: 71 % dual-encoder, 29 % random'],
  [{ kind: 'per-document', queriesPerDocument: 5 }, '5 queries per document, random'],
  [{ kind: 'all' }, 'every query with every document'],
] as const)('%o reads %s', (pairs, label) => {
  expect(pairsLabel(pairs)).toBe(label);
});
