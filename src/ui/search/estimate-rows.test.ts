import { describe, expect, it } from 'vitest';
import { makeRounds } from '../../testing/round-reports.ts';
import { type EstimateRow, estimatesOfAll, estimatesOfRound, rmseOf, thinOut } from './estimate-rows.ts';

describe('estimatesOfRound', () => {
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
    expect(estimatesOfRound(round)).toEqual([{ docRow: 2, title: 'Title 2', estimate: 3, exact: 4 }]);
  });
});

describe('estimatesOfAll', () => {
  it('joins by docRow', () => {
    const exact = { docRows: Uint32Array.of(2, 0, 1), scores: Float32Array.of(3, 2, 1) };
    expect(estimatesOfAll(Float32Array.of(10, 11, 12), exact)).toEqual([
      { docRow: 2, estimate: 12, exact: 3 },
      { docRow: 0, estimate: 10, exact: 2 },
      { docRow: 1, estimate: 11, exact: 1 },
    ]);
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

  it('takes evenly spaced ones of many', () => {
    expect(thinOut(ten, 4).map(({ docRow }) => docRow)).toEqual([0, 2, 5, 7]);
  });
});
