import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRankings, sortRanking, topK } from './top-k.ts';

const { NEGATIVE_INFINITY, NaN: NOT_A_NUMBER, POSITIVE_INFINITY } = Number;

describe('topK', () => {
  it.each([
    { name: 'best first', scores: [1, 3, 2], k: 2, expected: [1, 2] },
    { name: 'ties go to the lower row', scores: [5, 7, 5, 7, 5], k: 4, expected: [1, 3, 0, 2] },
    { name: 'infinities rank', scores: [NEGATIVE_INFINITY, 0, POSITIVE_INFINITY], k: 3, expected: [2, 1, 0] },
    { name: 'k above the number of rows', scores: [1, 2], k: 9, expected: [1, 0] },
    { name: 'k = 0', scores: [1, 2], k: 0, expected: [] },
    { name: 'nothing to rank', scores: [], k: 3, expected: [] },
    { name: 'excluded rows', scores: [9, 1, 8, 2], k: 3, excluded: [1, 0, 1, 0], expected: [3, 1] },
    { name: 'a NaN that is excluded', scores: [NOT_A_NUMBER, 1], k: 1, excluded: [1, 0], expected: [1] },
  ])('$name', ({ scores, k, excluded, expected }) => {
    const ranking = topK(Float64Array.from(scores), k, excluded && Uint8Array.from(excluded));
    expect([...ranking.docRows]).toEqual(expected);
    expect([...ranking.scores]).toEqual(expected.map((row) => scores[row]));
  });

  it('tells scores apart that are equal in float32', () => {
    expect([...topK(Float64Array.of(1, 1 + 1e-12), 1).docRows]).toEqual([1]);
  });

  it('refuses NaN, a k that is no count and an excluded list of another length', () => {
    expect(() => topK(Float64Array.of(1, NOT_A_NUMBER), 1)).toThrow(
      'A ranking needs numbers, but the score of row 1 is NaN.',
    );
    expect(() => topK(Float64Array.of(1), -1)).toThrow('k must be a whole number of at least 0, but is -1.');
    expect(() => topK(Float64Array.of(1), 1, new Uint8Array(2))).toThrow(
      'excluded must have 1 entries, but has 2.',
    );
  });

  it('agrees with sorting everything', () => {
    const row = fc.record({ score: fc.integer({ min: -5, max: 5 }), excluded: fc.boolean() });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.nat(45), (rows, k) => {
        const expected = rows
          .map(({ score, excluded }, docRow) => ({ score, excluded, docRow }))
          .filter(({ excluded }) => !excluded)
          .sort((a, b) => b.score - a.score || a.docRow - b.docRow)
          .slice(0, k);
        const scores = Float64Array.from(rows, ({ score }) => score);
        const ranking = topK(
          scores,
          k,
          Uint8Array.from(rows, ({ excluded }) => Number(excluded)),
        );
        expect([...ranking.docRows]).toEqual(expected.map(({ docRow }) => docRow));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('sortRanking', () => {
  it('sorts best first, ties to the lower row, and leaves its input alone', () => {
    const docRows = Uint32Array.of(9, 4, 7, 2);
    const scores = Float32Array.of(1, 3, 3, NEGATIVE_INFINITY);
    expect(sortRanking(docRows, scores)).toEqual({
      docRows: Uint32Array.of(4, 7, 9, 2),
      scores: Float32Array.of(3, 3, 1, NEGATIVE_INFINITY),
    });
    expect(docRows).toEqual(Uint32Array.of(9, 4, 7, 2));
  });

  it('refuses NaN and two lengths', () => {
    expect(() => sortRanking(Uint32Array.of(3, 8), Float32Array.of(1, NOT_A_NUMBER))).toThrow(
      'A ranking needs numbers, but the score of row 8 is NaN.',
    );
    expect(() => sortRanking(Uint32Array.of(3, 8), Float32Array.of(1))).toThrow(
      'scores must have 2 entries, but has 1.',
    );
  });
});

describe('mergeRankings', () => {
  it('is all of both, sorted', () => {
    const entries = fc.uniqueArray(fc.record({ row: fc.nat(60), score: fc.integer({ min: -3, max: 3 }) }), {
      selector: ({ row }) => row,
    });
    const rankingOf = (of: readonly { row: number; score: number }[]) =>
      sortRanking(
        Uint32Array.from(of, ({ row }) => row),
        Float32Array.from(of, ({ score }) => score),
      );
    fc.assert(
      fc.property(entries, fc.nat(60), (all, split) => {
        const merged = mergeRankings(rankingOf(all.slice(0, split)), rankingOf(all.slice(split)));
        expect(merged).toEqual(rankingOf(all));
      }),
      { seed: 1 },
    );
  });
});
