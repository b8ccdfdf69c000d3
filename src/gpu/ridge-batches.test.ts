import { expect, test } from 'vitest';
import { planRidgeBatches } from './ridge-batches.ts';

// Of 2 unknowns: a row of one entry needs 1 + 2 + 1 numbers of scratch, one of three entries 3 + 4 + 3, and both
// 2 for each entry and 2 for the solution besides.
const entryStart = Uint32Array.of(0, 1, 4, 4, 5);

test.each([
  {
    name: 'all rows fit',
    limit: 100,
    batches: [
      {
        rowStart: 0,
        rowEnd: 4,
        tasks: Uint32Array.of(0, 1, 0, 1, 3, 4, 4, 0, 14, 4, 1, 14),
        scratchEntries: 18,
      },
    ],
  },
  {
    name: 'exactly two rows fit',
    limit: 4 + 10 + 8 + 4,
    batches: [
      { rowStart: 0, rowEnd: 2, tasks: Uint32Array.of(0, 1, 0, 1, 3, 4), scratchEntries: 14 },
      { rowStart: 2, rowEnd: 4, tasks: Uint32Array.of(0, 0, 0, 0, 1, 0), scratchEntries: 4 },
    ],
  },
  {
    name: 'no row fits',
    limit: 1,
    batches: [
      { rowStart: 0, rowEnd: 1, tasks: Uint32Array.of(0, 1, 0), scratchEntries: 4 },
      { rowStart: 1, rowEnd: 2, tasks: Uint32Array.of(0, 3, 0), scratchEntries: 10 },
      { rowStart: 2, rowEnd: 3, tasks: Uint32Array.of(0, 0, 0), scratchEntries: 0 },
      { rowStart: 3, rowEnd: 4, tasks: Uint32Array.of(0, 1, 0), scratchEntries: 4 },
    ],
  },
])('$name', ({ limit, batches }) => {
  expect(planRidgeBatches(entryStart, 2, limit)).toEqual(batches);
});

test('no row is no batch', () => {
  expect(planRidgeBatches(Uint32Array.of(0), 2, 100)).toEqual([]);
});
