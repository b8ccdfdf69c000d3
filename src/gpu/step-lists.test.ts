import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupByRow } from './step-lists.ts';

test('pairs are listed under their row, with their position and their other row', () => {
  const rowOfPair = Uint32Array.of(2, 0, 2, 1, 2);
  const otherRowOfPair = Uint32Array.of(7, 8, 9, 10, 7);
  const { rowStart, entries } = groupByRow(4, rowOfPair, otherRowOfPair, Uint32Array.of(4, 1, 0));
  expect([...rowStart]).toEqual([0, 1, 1, 3, 3]);
  expect([...entries]).toEqual([1, 8, 0, 7, 2, 7]);
});

test('every position is listed once, under its row, in ascending order', () => {
  const step = fc.record({
    rowOfPair: fc.array(fc.nat(5), { minLength: 1, maxLength: 30 }),
    order: fc.array(fc.nat(1000), { maxLength: 40 }),
  });
  fc.assert(
    fc.property(step, ({ rowOfPair, order }) => {
      const stepPairs = Uint32Array.from(order, (number) => number % rowOfPair.length);
      const others = Uint32Array.from(rowOfPair, (_, pair) => 100 + pair);
      const { rowStart, entries } = groupByRow(6, Uint32Array.from(rowOfPair), others, stepPairs);
      expect(rowStart[6]).toBe(stepPairs.length);
      for (let row = 0; row < 6; row++) {
        const listed = [...entries.subarray(2 * rowStart[row], 2 * rowStart[row + 1])];
        const expected = [...stepPairs].flatMap((pair, position) =>
          rowOfPair[pair] === row ? [position, 100 + pair] : [],
        );
        expect(listed).toEqual(expected);
      }
    }),
    { seed: 2 },
  );
});
