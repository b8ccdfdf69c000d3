import { expect, test } from 'vitest';
import { addPage, pagesOfRows } from './document-pages.ts';

test.each([
  [0, 0, []],
  [0, 1, [0]],
  [0, 100, [0]],
  [99, 101, [0, 1]],
  [250, 480, [2, 3, 4]],
])('pages of rows %d to %d', (start, end, pages) => {
  expect(pagesOfRows(start, end)).toEqual(pages);
});

test('a page is added to the others', () => {
  const before = new Map([[1, 'a']]);
  expect(addPage(before, 2, 'b')).toEqual(
    new Map([
      [1, 'a'],
      [2, 'b'],
    ]),
  );
  expect(before.size).toBe(1);
});

test('beyond twenty pages the farthest is dropped', () => {
  const twenty = new Map(Array.from({ length: 20 }, (_, page) => [page, page]));
  const after = addPage(twenty, 20, 20);
  expect([...after.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});
