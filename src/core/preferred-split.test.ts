import { expect, it } from 'vitest';
import { preferredSplit } from './preferred-split.ts';

it.each([
  { splits: ['train', 'test'], preferred: 'test' },
  { splits: ['dev', 'test'], preferred: 'test' },
  { splits: ['dev', 'train'], preferred: 'dev' },
  { splits: ['dev', 'validation'], preferred: 'dev' },
  { splits: ['', 'train'], preferred: 'train' },
  { splits: ['train', 'train'], preferred: 'train' },
])('of $splits a query takes $preferred', ({ splits: [left, right], preferred }) => {
  expect(preferredSplit(left, right)).toBe(preferred);
  expect(preferredSplit(right, left)).toBe(preferred);
});
