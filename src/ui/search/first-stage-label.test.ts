import { expect, it } from 'vitest';
import { RANKS_NOTE, ranksLabel } from './first-stage-label.ts';

it.each([
  [{ bm25: 37, dualEncoder: 1000 }, 'BM25 #37, dual-encoder #1,000'],
  [{ dualEncoder: 2, itemSpace: 5 }, 'BM25 –, dual-encoder #2, item vectors #5'],
  [{}, 'BM25 –, dual-encoder –'],
])('%j: %s', (ranks, label) => {
  expect(ranksLabel(ranks)).toBe(label);
});

it('says what a dash means', () => {
  expect(RANKS_NOTE).toBe('Ranks before any score. –: not among the first 1,000.');
});
