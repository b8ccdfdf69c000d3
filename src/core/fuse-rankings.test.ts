import { expect, it } from 'vitest';
import { fuseRankings } from './fuse-rankings.ts';
import type { Ranking } from './types.ts';

const ranking = (...docRows: number[]): Ranking => ({
  docRows: Uint32Array.from(docRows),
  scores: Float32Array.from(docRows, (_, place) => -place),
});

it('adds 1 / (60 + rank) over the rankings that have an item', () => {
  const fused = fuseRankings([ranking(7, 3), ranking(3, 5), ranking(9)], 10);
  expect([...fused.docRows]).toEqual([3, 7, 9, 5]);
  expect([...fused.scores]).toEqual([1 / 62 + 1 / 61, 1 / 61, 1 / 61, 1 / 62].map(Math.fround));
});

it('keeps the best of them', () => {
  expect([...fuseRankings([ranking(7, 3), ranking(3, 5)], 2).docRows]).toEqual([3, 7]);
});

it('of one ranking is its order, of none nothing', () => {
  expect([...fuseRankings([ranking(4, 1, 8)], 10).docRows]).toEqual([4, 1, 8]);
  expect(fuseRankings([], 10).docRows).toHaveLength(0);
  expect(fuseRankings([ranking()], 10).docRows).toHaveLength(0);
});
