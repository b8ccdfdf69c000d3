import { expect, test } from 'vitest';
import type { IndexSummary } from '../../../core/index-records.ts';
import { DEFAULT_METHODS } from '../new-index/default-methods.ts';
import { indexFacts } from './index-facts.ts';

const index: IndexSummary = {
  indexId: 'i',
  name: 'n',
  createdMs: 0,
  rows: 5183,
  cols: 512,
  provenance: {
    corpusHash: 'c0',
    crossEncoder: { name: 'cross', hash: 'a1' } as never,
    dualEncoder: { name: 'dual', hash: 'b2' } as never,
    codeVersion: '0.5',
    seed: 7,
    space: 'hybrid',
    hybridWeight: 0.41234,
    trainQueries: 'key-phrases',
    trainQueryCount: 100,
    pairs: { kind: 'all' },
    method: DEFAULT_METHODS['mf-trns/als'],
    trainPairCount: 4750,
    heldOutPairCount: 250,
    backend: 'wasm',
    compute: 'WASM SIMD',
  },
  scoreScale: { alpha: -1.5, beta: 0.0625 },
  lossPerEpoch: [3, 2, 1],
  heldOutRmsePerEpoch: [3, 1, 2],
  bestEpoch: 2,
  scorerCalls: 5000,
  elapsedMs: 1,
};
const lines = (of: IndexSummary) =>
  indexFacts(of).map(({ label, text, hash }) => `${label}: ${text}${hash ? `[${hash}]` : ''}`);

test('every field of the provenance is told', () => {
  expect(lines(index)).toEqual([
    'Method: MF, transductive (ALS)',
    'Item vectors: 5,183 × 512',
    'Corpus: [c0]',
    'Cross-encoder: cross[a1]',
    'Dual-encoder: dual[b2]',
    'Start space: Dual-encoder and lexical, the lexical half × 0.412',
    'Train queries: 100, key phrases of documents',
    'Pairs: every query with every document',
    'Trained on: 4,750 pairs, 250 kept out',
    'Regularisation: 0.01',
    'Epochs: 10',
    'Patience: 3',
    'Epoch kept: 2 of 3',
    'Seed: 7',
    'Score scale: 0.0625 × (score + 1.50)',
    'Computed on: WASM (scores), WASM SIMD (training)',
    'Code version: 0.5',
  ]);
});

test.each<[Partial<IndexSummary>, string]>([
  [{ bestEpoch: 0 }, 'Epoch kept: none: no epoch of 3 was better than the start'],
  [{ scoreScale: { alpha: 2, beta: 1 } }, 'Score scale: 1.00 × (score − 2.00)'],
])('with %o', (change, line) => {
  expect(lines({ ...index, ...change })).toContain(line);
});

test('anchor scores are not trained', () => {
  const { bestEpoch, ...untrained } = index;
  const provenance = { ...index.provenance, method: DEFAULT_METHODS.anchors };
  const told = lines({ ...untrained, provenance });
  expect(told).toContain('Epoch kept: none: nothing is trained');
  expect(told.filter((line) => line.startsWith('Start space'))).toEqual([]);
});

test('of vectors made elsewhere only what is known is told', () => {
  const method = { kind: 'imported', source: 'items.npy' } as const;
  expect(lines({ ...index, provenance: { ...index.provenance, method } })).toEqual([
    'Method: Imported vectors',
    'Item vectors: 5,183 × 512',
    'Corpus: [c0]',
    'Imported from: items.npy',
    'Code version: 0.5',
  ]);
});
