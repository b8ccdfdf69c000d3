import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { planMoves } from './removal-plan.ts';

test.each([
  { removed: [0], rowCounts: [3], moves: [{ from: 2, to: 0 }] },
  { removed: [2], rowCounts: [3], moves: [] },
  // The last of the matrix' 3 documents closes up; then the one beyond moves in behind it.
  {
    removed: [0],
    rowCounts: [3, 4],
    moves: [
      { from: 2, to: 0 },
      { from: 3, to: 2 },
    ],
  },
  // A matrix that loses all its rows.
  {
    removed: [0, 1],
    rowCounts: [2, 4],
    moves: [
      { from: 2, to: 0 },
      { from: 3, to: 1 },
    ],
  },
  { removed: [3], rowCounts: [2, 2, 5], moves: [{ from: 4, to: 3 }] },
  { removed: [1], rowCounts: [0, 3], moves: [{ from: 2, to: 1 }] },
])('removing $removed of $rowCounts rows moves $moves', ({ removed, rowCounts, moves }) => {
  expect(planMoves(new Set(removed), rowCounts)).toEqual(moves);
});

it('keeps the rows consecutive and every document on its side of every row count', () => {
  const counts = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(counts, fc.array(fc.nat(29)), (unsorted, picks) => {
      const rowCounts = unsorted.sort((left, right) => left - right);
      const documentCount = rowCounts[rowCounts.length - 1];
      const removed = new Set(picks.filter((row) => row < documentCount));
      const documents: (number | undefined)[] = Array.from({ length: documentCount }, (_, row) =>
        removed.has(row) ? undefined : row,
      );
      for (const { from, to } of planMoves(removed, rowCounts)) {
        expect(documents[to]).toBeUndefined();
        expect(documents[from]).toBe(from); // not moved before
        documents[to] = documents[from];
        documents[from] = undefined;
      }
      for (const rowCount of rowCounts) {
        const kept = Array.from({ length: rowCount }, (_, row) => row).filter((row) => !removed.has(row));
        const there = documents.slice(0, kept.length) as number[];
        expect(there.sort((left, right) => left - right)).toEqual(kept);
      }
    }),
    { seed: 3, numRuns: 500 },
  );
});
