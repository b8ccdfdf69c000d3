/** A real thread of Node; the engine's own tests have helpers without threads. */
import { afterAll, expect, it } from 'vitest';
import { presetOf } from '../core/search-presets.ts';
import type { HelperGrid, HelperQuery } from '../engine/search-helper.ts';
import { startLocalHelpers } from '../testing/local-helpers.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { startSearchHelpers } from './search-helpers.ts';

const matrix = randomMatrix(60, 8, 1);
const method = presetOf('paper').make('dual-encoder', 1);
const grid: HelperGrid = {
  request: { methods: [{ label: 'AXN', method }], budgets: [20], ks: [1, 5] },
  itemVectors: new Map([['dual-encoder', matrix]]),
  graphs: new Map(),
};
const query: HelperQuery = {
  queryId: 'q1',
  text: 'tide',
  judgements: [{ docRow: 3, grade: 1 }],
  scores: Float32Array.from({ length: 60 }, (_, row) => matrix.data[8 * row]),
  bm25: { docRows: Uint32Array.of(3, 4), scores: Float32Array.of(2, 1) },
  dualEncoder: { docRows: Uint32Array.of(5), scores: Float32Array.of(1) },
  searches: [
    {
      firstStageRows: Uint32Array.of(3, 4),
      prior: Float64Array.from({ length: 8 }, (_, col) => (col === 0 ? 1 : 0)),
      columns: [],
      fit: method.fit,
      intercept: false,
      transform: 'identity',
      scoreScale: 'first-batch',
      roundSizes: [10, 10],
      batchRule: { kind: 'greedy' },
      diversity: 0,
      seed: 1,
    },
  ],
};

const helpers = startSearchHelpers(1);
afterAll(helpers.close);

it('finds on a thread what it finds here, and rejects what is under way when it is closed', async () => {
  const [remote] = helpers.helpers;
  const [local] = startLocalHelpers().helpers;
  expect(await remote.open(grid)).toBe('simd');
  await local.open(grid);
  const { cells, ...found } = await remote.search(query);
  const { cells: expectedCells, ...expected } = await local.search(query);
  expect(found).toEqual(expected);
  expect(cells.map(({ rounds, ranking }) => ({ rounds, ranking }))).toEqual(
    expectedCells.map(({ rounds, ranking }) => ({ rounds, ranking })),
  );
  const underWay = remote.search(query);
  helpers.close();
  await expect(underWay).rejects.toMatchObject({ name: 'CancelledError' });
});
