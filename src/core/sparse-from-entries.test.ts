import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sparseFromEntries } from './sparse-from-entries.ts';

it('sorts entries by row, and keeps the order within a row and what is there twice', () => {
  const row = Uint32Array.of(2, 0, 2, 0, 2);
  const col = Uint32Array.of(1, 4, 0, 4, 1);
  expect(sparseFromEntries(4, 5, row, col, Float32Array.of(10, 20, 30, 40, 50))).toEqual({
    rows: 4,
    cols: 5,
    rowStart: Uint32Array.of(0, 2, 2, 5, 5),
    col: Uint32Array.of(4, 4, 1, 0, 1),
    value: Float32Array.of(20, 40, 10, 30, 50),
  });
});

it('takes no entries', () => {
  const nothing = sparseFromEntries(0, 3, new Uint32Array(0), new Uint32Array(0), new Float32Array(0));
  expect(nothing.rowStart).toEqual(Uint32Array.of(0));
  expect(nothing.col.length).toBe(0);
});

it('has every entry once', () => {
  const entry = fc.record({ row: fc.nat(6), col: fc.nat(8), value: fc.integer({ min: -99, max: 99 }) });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const sparse = sparseFromEntries(
        7,
        9,
        Uint32Array.from(entries, ({ row }) => row),
        Uint32Array.from(entries, ({ col }) => col),
        Float32Array.from(entries, ({ value }) => value),
      );
      const inOrder = Array.from({ length: 7 }, (_, row) => entries.filter((entry) => entry.row === row));
      const found = inOrder.map((_, row) => {
        const [start, end] = sparse.rowStart.subarray(row, row + 2);
        return [...sparse.col.subarray(start, end)].map((col, place) => {
          return { row, col, value: sparse.value[start + place] };
        });
      });
      expect(found).toEqual(inOrder);
    }),
    { seed: 10, numRuns: 50 },
  );
});
