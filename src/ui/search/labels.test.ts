import { expect, it } from 'vitest';
import type { IndexSummary } from '../../core/index-records.ts';
import { itemSpaceName } from './labels.ts';

const indexes = [{ indexId: 'i', name: 'MF own 100 x 50' } as IndexSummary];

it.each([
  ['dual-encoder', 'Dual-encoder'],
  ['lsa', 'Lexical (LSA)'],
  ['hybrid', 'Dual-encoder and lexical'],
  ['i', 'MF own 100 x 50'],
  ['gone', 'a deleted index'],
])('calls %s “%s”', (itemSpace, name) => {
  expect(itemSpaceName(indexes, itemSpace)).toBe(name);
});
