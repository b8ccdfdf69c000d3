import { expect, test } from 'vitest';
import type { IndexSummary } from '../../../core/index-records.ts';
import { offeredSpaces } from './offered-spaces.ts';

const index = (indexId: string, kind: string) =>
  ({ indexId, name: `Index ${indexId}`, provenance: { method: { kind } } }) as IndexSummary;

test('the start spaces, then the indexes; which of them hold anchor scores', () => {
  expect(offeredSpaces([index('a', 'anchors'), index('b', 'mf-trns')])).toEqual([
    { itemSpace: 'dual-encoder', name: 'Dual-encoder', isAnchors: false },
    { itemSpace: 'lsa', name: 'Lexical (LSA)', isAnchors: false },
    { itemSpace: 'hybrid', name: 'Dual-encoder and lexical', isAnchors: false },
    { itemSpace: 'a', name: 'Index a', isAnchors: true },
    { itemSpace: 'b', name: 'Index b', isAnchors: false },
  ]);
});
