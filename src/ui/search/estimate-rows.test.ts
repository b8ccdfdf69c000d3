import { describe, expect, it, test } from 'vitest';
import { makeRounds } from '../../testing/round-reports.ts';
import { type EstimateRow, estimatesAfter, estimatesBefore, rmseOf, thinOut } from './estimate-rows.ts';

describe('estimatesBefore', () => {
  it('leaves out items that had no estimate', () => {
    const [round] = makeRounds(
      [
        [
          { docRow: 1, exact: 5 },
          { docRow: 2, exact: 4, estimate: 3 },
        ],
      ],
      3,
    );
    expect(estimatesBefore(round)).toEqual([{ docRow: 2, estimate: 3, exact: 4 }]);
  });
});

describe('estimatesAfter', () => {
  const exact = { docRows: Uint32Array.of(2, 0, 1, 3), scores: Float32Array.of(3, 2, 1, 0) };
  const all = { estimates: Float32Array.of(10, 11, 12, 13) };

  it('joins by docRow', () => {
    expect(estimatesAfter(all, exact, 0, 2, 10)).toEqual([
      { docRow: 2, estimate: 12, exact: 3 },
      { docRow: 0, estimate: 10, exact: 2 },
    ]);
  });

  it('leaves out what a stored run does not know', () => {
    const stored = { estimates: { docRows: Uint32Array.of(0, 1), values: Float32Array.of(10, 11) } };
    expect(estimatesAfter(stored, exact, 0, 4, 10)).toEqual([
      { docRow: 0, estimate: 10, exact: 2 },
      { docRow: 1, estimate: 11, exact: 1 },
    ]);
  });

  test.each([
    ['evenly spaced ones of many', 0, 4, 2, [2, 3]],
    ['no more than the ranking has', 2, 100, 10, [1, 3]],
    ['none beyond its end', 100, 200, 10, []],
  ])('takes %s', (_, start, end, limit, docRows) => {
    expect(estimatesAfter(all, exact, start, end, limit).map(({ docRow }) => docRow)).toEqual(docRows);
  });
});

const rows = (...pairs: [number, number][]): EstimateRow[] =>
  pairs.map(([estimate, exact], docRow) => ({ docRow, estimate, exact }));

describe('rmseOf', () => {
  it('is the root of the mean squared error', () => {
    expect(rmseOf(rows([1, 4], [2, 6]))).toBe(Math.sqrt((9 + 16) / 2));
  });

  it('is undefined without rows', () => {
    expect(rmseOf([])).toBeUndefined();
  });
});

describe('thinOut', () => {
  const ten = rows(...Array.from({ length: 10 }, (_, i): [number, number] => [i, i]));
  it('keeps few rows as they are', () => {
    expect(thinOut(ten, 10)).toBe(ten);
  });

  it('takes evenly spaced ones of many, the ends among them', () => {
    expect(thinOut(ten, 4).map(({ docRow }) => docRow)).toEqual([0, 3, 6, 9]);
  });
});
