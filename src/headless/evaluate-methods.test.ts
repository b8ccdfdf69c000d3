import { expect, test } from 'vitest';
import { expandGrid } from '../core/experiment-grid.ts';
import { methodSummary } from '../core/search-presets.ts';
import { gridMethods, METHOD_NAMES, needsAnchors } from './evaluate-methods.ts';

const choose = (names: Parameters<typeof gridMethods>[0]['names'], lambdas = [0.8]) =>
  gridMethods({ names, lambdas, seed: 3, anchorSpace: 'anchor-index' });

test('each λ of AXN is a method; a ridge is AXN with another fit', () => {
  expect(
    choose(['ridge', 'axn'], [0, 0.5]).map(({ label, method }) => [label, methodSummary(method)]),
  ).toEqual([
    ['Ridge', 'ridge μ 0.1 · BM25 first · 10 rounds · greedy'],
    ['AXN λ = 0', 'λ 0 · BM25 first · 10 rounds · greedy'],
    ['AXN λ = 0.5', 'λ 0.5 · BM25 first · 10 rounds · greedy'],
  ]);
});

test('methods of anchor scores keep to them in a grid of other item spaces, and retrieval needs none', () => {
  const grid = expandGrid({
    methods: choose(['adacur', 'rnr', 'gar']),
    itemSpaces: [
      { itemSpace: 'lsa', name: 'LSA' },
      { itemSpace: 'mf-index', name: 'MF' },
    ],
    rounds: [2],
  });
  expect(grid.map(({ label, method }) => [label, method.itemSpace, method.schedule])).toEqual([
    ['ADACUR', 'anchor-index', { kind: 'equal', rounds: 2 }],
    ['Retrieve and rerank', 'dual-encoder', { kind: 'equal', rounds: 1 }],
    ['GAR · LSA', 'lsa', { kind: 'batches', size: 16 }],
    ['GAR · MF', 'mf-index', { kind: 'batches', size: 16 }],
  ]);
});

test('every name is a method with the seed', () => {
  for (const name of METHOD_NAMES) {
    const [{ method }] = choose([name]);
    expect(method.seed).toBe(3);
  }
});

test('ANNCUR and ADACUR need anchor scores, the others do not', () => {
  expect(METHOD_NAMES.filter((name) => needsAnchors([name]))).toEqual(['anncur', 'adacur']);
  expect(() => gridMethods({ names: ['adacur'], lambdas: [], seed: 1, anchorSpace: undefined })).toThrow(
    expect.objectContaining({
      name: 'InvalidArgumentError',
      message: '“ADACUR” searches in anchor scores, but there are none: add them.',
    }),
  );
});
