import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowHeights } from './row-heights.ts';

const SEED = 20261126;

/** Adds the heights up one by one. */
function topsOf(heights: readonly number[]): number[] {
  const tops = [0];
  for (const height of heights) tops.push(tops[tops.length - 1] + height);
  return tops;
}

const measuredList = fc
  .record({ rowCount: fc.integer({ min: 1, max: 70 }), estimated: fc.integer({ min: 1, max: 100 }) })
  .chain(({ rowCount, estimated }) =>
    fc.record({
      rowCount: fc.constant(rowCount),
      estimated: fc.constant(estimated),
      measured: fc.array(
        fc.tuple(
          fc.nat(rowCount - 1),
          fc.integer({ min: 1, max: 6400 }).map((units) => units / 64),
        ),
        { maxLength: 40 },
      ),
    }),
  );

test('tops, the row at a place and the whole height are those of the sum, whatever was measured', () => {
  fc.assert(
    fc.property(measuredList, ({ rowCount, estimated, measured }) => {
      const rows = createRowHeights(rowCount, estimated);
      const heights = new Array<number>(rowCount).fill(estimated);
      for (const [row, height] of measured) {
        expect(rows.setHeight(row, height)).toBe(height - heights[row]);
        heights[row] = height;
      }
      const tops = topsOf(heights);
      expect(Array.from(tops, (_, row) => rows.topOf(row))).toEqual(tops);
      expect(rows.totalHeight()).toBe(tops[rowCount]);
      for (const [row, height] of heights.entries()) {
        expect(rows.rowAt(tops[row])).toBe(row);
        expect(rows.rowAt(tops[row] + height - 1 / 64)).toBe(row);
      }
    }),
    { seed: SEED, numRuns: 60 },
  );
});

test.each([
  ['before the first row', -1, 0],
  ['behind the last row', 1000, 9],
])('%s is still in the list', (_, offset, row) => {
  expect(createRowHeights(10, 50).rowAt(offset)).toBe(row);
});

test('a list without rows has no height', () => {
  const rows = createRowHeights(0, 50);
  expect([rows.totalHeight(), rows.topOf(0), rows.rowAt(0)]).toEqual([0, 0, 0]);
});

test('ten million rows are added up without error', () => {
  const rowCount = 10_000_000;
  const rows = createRowHeights(rowCount, 86);
  expect(rows.setHeight(rowCount - 1, 100.25)).toBe(14.25);
  expect(rows.setHeight(0, 80)).toBe(-6);
  expect(rows.topOf(rowCount - 1)).toBe(86 * (rowCount - 1) - 6);
  expect(rows.totalHeight()).toBe(86 * rowCount + 14.25 - 6);
  expect(rows.rowAt(86 * 5_000_000 - 6)).toBe(5_000_000);
});
