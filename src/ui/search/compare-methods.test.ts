import { describe, expect, it } from 'vitest';
import { makeRounds } from '../../testing/round-reports.ts';
import { compareRuns, foundOnlyBy } from './compare-methods.ts';

/** The exact score of every row here is 10 - row. */
const runOf = (...batches: number[][]) => ({
  rounds: makeRounds(
    batches.map((docRows) => docRows.map((docRow) => ({ docRow, exact: 10 - docRow }))),
    10,
  ),
});
const slow = runOf([1, 2], [4]);
const quick = runOf([1, 3, 5, 6]);
const idle = runOf();

describe('compareRuns', () => {
  it('says who found the best known items, in which round, after how many calls', () => {
    expect(compareRuns([slow, quick, idle], 4)).toEqual({
      items: [
        { docRow: 1, exactScore: 9, findings: [{ round: 1, calls: 2 }, { round: 1, calls: 4 }, undefined] },
        { docRow: 2, exactScore: 8, findings: [{ round: 1, calls: 2 }, undefined, undefined] },
        { docRow: 3, exactScore: 7, findings: [undefined, { round: 1, calls: 4 }, undefined] },
        { docRow: 4, exactScore: 6, findings: [{ round: 2, calls: 3 }, undefined, undefined] },
      ],
      heldCounts: [3, 2, 0],
      onlyCounts: [2, 1, 0],
    });
  });

  it('takes what there is when k is larger', () => {
    expect(compareRuns([slow, quick], 100).items.map(({ docRow }) => docRow)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(compareRuns([idle, idle], 100)).toEqual({ items: [], heldCounts: [0, 0], onlyCounts: [0, 0] });
  });

  it('takes the exact best where they are known, also those that nobody found', () => {
    const exactTop = { docRows: Uint32Array.of(0, 1, 2), scores: Float32Array.of(10, 9, 8) };
    const { items, heldCounts } = compareRuns([slow, quick], 2, exactTop);
    expect(items).toEqual([
      { docRow: 0, exactScore: 10, findings: [undefined, undefined] },
      {
        docRow: 1,
        exactScore: 9,
        findings: [
          { round: 1, calls: 2 },
          { round: 1, calls: 4 },
        ],
      },
    ]);
    expect(heldCounts).toEqual([1, 1]);
  });
});

it.each([
  [0, [2, 4]],
  [1, [3, 5, 6]],
  [2, []],
])('found by run %d only: %j', (place, docRows) => {
  expect([...foundOnlyBy([slow, quick, idle], place)]).toEqual(docRows);
});
