import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupTouchedRows, type TouchedRows } from './touched-rows.ts';

function roomFor(pairs: number): TouchedRows {
  return {
    rows: new Uint32Array(pairs),
    entryStarts: new Uint32Array(pairs + 1),
    entries: new Uint32Array(2 * pairs),
  };
}

test('rows stand in the order of their first pair, with the positions and the other rows of theirs', () => {
  const rowOfPair = Uint32Array.of(2, 0, 2, 1, 2);
  const otherRowOfPair = Uint32Array.of(7, 8, 9, 10, 11);
  const into = roomFor(4);
  const slotOfRow = new Uint32Array(3);
  expect(groupTouchedRows(Uint32Array.of(4, 1, 0, 2), rowOfPair, otherRowOfPair, slotOfRow, into)).toBe(2);
  expect([...into.rows.subarray(0, 2)]).toEqual([2, 0]);
  expect([...into.entryStarts.subarray(0, 3)]).toEqual([0, 3, 4]);
  expect([...into.entries]).toEqual([0, 11, 2, 7, 3, 9, 1, 8]);
});

test('every position is listed once, under its row, in ascending order, whatever was left from steps before', () => {
  const step = fc.array(fc.nat(19), { minLength: 1, maxLength: 40 });
  const rowOfPair = Uint32Array.from({ length: 20 }, (_, pair) => (pair * 7) % 6);
  const otherRowOfPair = rowOfPair.map((_, pair) => 100 + pair);
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
      const slotOfRow = new Uint32Array(6).fill(2 ** 32 - 1);
      const into = roomFor(40);
      for (const pairs of steps) {
        const count = groupTouchedRows(Uint32Array.from(pairs), rowOfPair, otherRowOfPair, slotOfRow, into);
        const { rows, entryStarts, entries } = into;
        expect([...rows.subarray(0, count)]).toEqual([...new Set(pairs.map((pair) => rowOfPair[pair]))]);
        expect([entryStarts[0], entryStarts[count]]).toEqual([0, pairs.length]);
        for (let slot = 0; slot < count; slot++) {
          const listed = [...entries.subarray(2 * entryStarts[slot], 2 * entryStarts[slot + 1])];
          const expected = pairs.flatMap((pair, position) =>
            rowOfPair[pair] === rows[slot] ? [position, otherRowOfPair[pair]] : [],
          );
          expect(listed).toEqual(expected);
        }
      }
    }),
    { seed: 4 },
  );
});
