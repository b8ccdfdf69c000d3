import { describe, expect, it } from 'vitest';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { momentsOf } from '../core/moments.ts';
import type { ScoreColumn } from '../core/search-method.ts';
import type { Matrix, Ranking } from '../core/types.ts';
import { type ColumnParts, scoreColumns } from './score-columns.ts';

const ITEMS: Matrix = { rows: 6, cols: 2, data: Float32Array.of(3, 0, 0, 3, 3, 0, 0, 3, 3, 0, 0, 3) };
const TEXTS: Matrix = { rows: 6, cols: 1, data: Float32Array.of(0.5, 0.1, 0.2, 0.9, 0.4, 0.3) };

const ranking = (docRows: number[], scores: number[]): Ranking => ({
  docRows: Uint32Array.from(docRows),
  scores: Float32Array.from(scores),
});

const PARTS: ColumnParts = {
  retrieved: {
    bm25: ranking([4, 1, 0], [8, 4, 2]),
    dualEncoder: ranking([3, 0, 4], [0.9, 0.5, 0.4]),
    queryVector: Float64Array.of(1),
  },
  dualEncoderVectors: TEXTS,
  itemVectors: ITEMS,
  compute: createCpuCompute(),
  depth: 3,
};

async function column(name: ScoreColumn, changes: Partial<ColumnParts> = {}): Promise<Float64Array> {
  const [{ values, priorWeight }] = await scoreColumns([name], { ...PARTS, ...changes });
  expect(priorWeight).toBe(0);
  return values;
}

const at = (values: Float64Array, rows: readonly number[]) => Float64Array.from(rows, (row) => values[row]);

describe.each<[ScoreColumn, number[]]>([
  ['bm25', [4, 1, 0]],
  ['dual-encoder', [3, 0, 4]],
])('the column %s', (name, best) => {
  it('has mean 0 over all items, and the length of an item vector as spread over the retriever’s best', async () => {
    const values = await column(name);
    expect(momentsOf(values).mean).toBeCloseTo(0, 12);
    expect(momentsOf(at(values, best)).sd).toBeCloseTo(3, 12);
  });

  it('keeps the retriever’s order', async () => {
    const values = at(await column(name), best);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
  });

  it('is all zeros where the retriever says nothing', async () => {
    const retrieved = { bm25: ranking([], []), dualEncoder: undefined, queryVector: Float64Array.of(0) };
    expect([...(await column(name, { retrieved }))]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('is all zeros where all its scores are equal', async () => {
    const retrieved = {
      bm25: ranking([1], [5]),
      dualEncoder: ranking([2], [0.2]),
      queryVector: Float64Array.of(1),
    };
    expect([...(await column(name, { retrieved }))]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

it('BM25: beyond the depth stands the last one’s score, without a word of the query 0', async () => {
  const cut = await column('bm25');
  expect(at(cut, [2, 3, 5])).toEqual(at(cut, [0, 0, 0]));
  const whole = await column('bm25', { depth: 4 });
  expect(whole[2]).toBeLessThan(whole[0]);
  // Steps of the scores: 8, 4, 2, 0.
  expect((whole[4] - whole[1]) / (whole[0] - whole[2])).toBeCloseTo(2, 12);
});

it('come in the order in which they are asked for', async () => {
  const [first, second] = await scoreColumns(['dual-encoder', 'bm25'], PARTS);
  expect(first.values).toEqual(await column('dual-encoder'));
  expect(second.values).toEqual(await column('bm25'));
  expect(await scoreColumns([], PARTS)).toEqual([]);
});
