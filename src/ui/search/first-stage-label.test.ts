import { expect, it } from 'vitest';
import { firstStageLabel } from './first-stage-label.ts';

it.each([
  ['bm25', 37, undefined, 'BM25 #37'],
  ['dual-encoder', 1000, 1000, 'Dual-encoder #1,000'],
  ['bm25', undefined, undefined, 'not ranked by BM25'],
  ['bm25', undefined, 412, 'no BM25 match'],
  ['bm25', undefined, 1000, 'BM25: beyond 1,000'],
] as const)('%s, rank %s of %s', (firstRound, rank, length, label) => {
  expect(firstStageLabel(firstRound, rank, length)).toBe(label);
});
