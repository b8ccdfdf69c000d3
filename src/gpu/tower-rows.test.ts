import { expect, test } from 'vitest';
import { distinctRows, gatherInputs } from './tower-rows.ts';

test('the rows of a step are listed once, ascending, and each position points at its own', () => {
  const rowOfPair = Uint32Array.of(7, 2, 7, 10, 2, 99);
  expect(distinctRows(rowOfPair, Uint32Array.of(3, 0, 4, 2, 1))).toEqual({
    rows: Uint32Array.of(2, 7, 10),
    slotOfPosition: Uint32Array.of(2, 1, 0, 1, 0),
  });
});

test('rows are gathered with a 1 behind each', () => {
  const inputs = { rows: 3, cols: 2, data: Float32Array.of(1, 2, 3, 4, 5, 6) };
  expect(gatherInputs(inputs, Uint32Array.of(2, 0))).toEqual(Float32Array.of(5, 6, 1, 1, 2, 1));
});
