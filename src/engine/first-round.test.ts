import { describe, expect, it, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import type { FirstRound } from '../core/search-method.ts';
import type { Ranking } from '../core/types.ts';
import { firstDifferent, firstStageOf, type Retrieved } from './first-round.ts';

const ranking = (...docRows: number[]): Ranking => ({
  docRows: Uint32Array.from(docRows),
  scores: Float32Array.from(docRows, (_, place) => -place),
});

const RETRIEVED: Retrieved = {
  bm25: ranking(4, 2),
  dualEncoder: ranking(2, 7, 1),
  itemSpace: ranking(7, 4),
  queryVector: Float64Array.of(1, 0),
  prior: Float64Array.of(0, 1),
};

const stage = (firstRound: FirstRound, changes: Partial<Retrieved> = {}, depth = 5) => [
  ...firstStageOf({ firstRound, seed: 3 }, { ...RETRIEVED, ...changes }, 9, depth).docRows,
];

describe('the first stage', () => {
  test.each<[FirstRound, number[]]>([
    ['bm25', [4, 2]],
    ['dual-encoder', [2, 7, 1]],
    ['item-space', [7, 4]],
    // 1/61 + 1/62, 1/62 + 1/61, 1/62 + 1/61: ties go to the lower row; then 1/63.
    ['fusion', [2, 4, 7, 1]],
  ])('%s', (firstRound, docRows) => {
    expect(stage(firstRound)).toEqual(docRows);
  });

  it('counts the dual-encoder once where its vectors are the item space', () => {
    const { dualEncoder } = RETRIEVED;
    expect(stage('fusion', { itemSpace: dualEncoder })).toEqual(stage('fusion', { itemSpace: undefined }));
  });

  it('is a mixture of what there is', () => {
    expect(stage('fusion', { dualEncoder: undefined, itemSpace: undefined })).toEqual([4, 2]);
    expect(stage('fusion', { bm25: ranking(), dualEncoder: undefined, itemSpace: undefined })).toEqual([]);
  });

  it('at random is the seed’s alone, different items, of more the first ones the same', () => {
    const all = stage('random', {}, 100);
    expect([...all].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(stage('random', { bm25: ranking() }, 4)).toEqual(all.slice(0, 4));
    expect([...firstStageOf({ firstRound: 'random', seed: 4 }, RETRIEVED, 9, 9).docRows]).not.toEqual(all);
  });

  it('is empty for a query embedding of zeros, and refused where there is none', () => {
    expect(stage('item-space', { itemSpace: undefined, prior: Float64Array.of(0, 0) })).toEqual([]);
    expect(() => stage('item-space', { itemSpace: undefined, prior: undefined })).toThrow(
      new XennError(
        'InvalidArgumentError',
        'The first round cannot come from the item vectors: they have no embedding of this query. Choose BM25, the ' +
          'dual-encoder or a mixture for the first round.',
      ),
    );
  });
});

describe('the first different rows', () => {
  test.each<[number, (Ranking | undefined)[], number[]]>([
    [3, [ranking(4, 2), ranking(2, 7, 1)], [4, 2, 7]],
    [9, [ranking(4, 2), undefined, ranking(4)], [4, 2]],
    [0, [ranking(4)], []],
    [2, [ranking(4, 2)], [4, 2]],
  ])('%d of %o', (count, rankings, rows) => {
    expect([...firstDifferent(count, ...rankings)]).toEqual(rows);
  });
});
