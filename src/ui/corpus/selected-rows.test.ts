import { expect, test } from 'vitest';
import { toggleRow } from './selected-rows.ts';

test.each([
  [[], 3, [3]],
  [[3], 3, []],
  [[1, 3], 2, [1, 3, 2]],
  [[0, 1], 0, [1]],
])('%j with row %d toggled', (selected, docRow, after) => {
  const before = new Set(selected);
  expect([...toggleRow(before, docRow)]).toEqual(after);
  expect([...before]).toEqual(selected);
});
