import { expect, test } from 'vitest';
import { copyRows, paddedCols } from './padding.ts';

test.each([
  { cols: 1, padded: 4 },
  { cols: 4, padded: 4 },
  { cols: 5, padded: 8 },
  { cols: 384, padded: 384 },
])('$cols columns take $padded', ({ cols, padded }) => {
  expect(paddedCols(cols)).toBe(padded);
});

test.each([
  { name: 'closer together', sourceStride: 3, targetStride: 2, expected: [1, 2, 4, 5, 9, 9] },
  { name: 'further apart', sourceStride: 3, targetStride: 4, expected: [1, 2, 9, 9, 4, 5] },
  { name: 'without gaps', sourceStride: 2, targetStride: 2, expected: [1, 2, 3, 4, 9, 9] },
])('copies rows $name, and nothing between them', ({ sourceStride, targetStride, expected }) => {
  const target = new Float32Array(6).fill(9);
  copyRows(2, 2, Float32Array.of(1, 2, 3, 4, 5, 6), sourceStride, target, targetStride);
  expect([...target]).toEqual(expected);
});
