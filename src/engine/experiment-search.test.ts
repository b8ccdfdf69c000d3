import { afterEach, expect, it, vi } from 'vitest';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { presetMethod } from '../testing/experiment-requests.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { type ExperimentQuery, searchExperimentQuery } from './experiment-search.ts';

afterEach(() => void vi.restoreAllMocks());

const NOTHING = { docRows: new Uint32Array(0), scores: new Float32Array(0) };

it('times the rounds of every search as if it were alone, and nothing before them', async () => {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const matrix = randomMatrix(40, 4, 1);
  const cpu = createCpuCompute();
  let products = 0;
  const compute: typeof cpu = {
    ...cpu,
    async multiply(...args) {
      nowMs += 7;
      products += 1;
      return cpu.multiply(...args);
    },
  };
  const prior = Float64Array.of(1, 0, 0, 0);
  const query: ExperimentQuery = {
    queryId: 'q',
    text: 'tide',
    judgements: [],
    scores: Float32Array.from({ length: 40 }, (_, row) => (row * 7) % 40),
    bm25: NOTHING,
    dualEncoder: NOTHING,
    async prepare({ fit, batchRule }, budget) {
      nowMs += 1000;
      return {
        matrix,
        prior,
        fit,
        batchRule,
        compute,
        roundSizes: [budget],
        firstStageRows: new Uint32Array(0),
        intercept: false,
        transform: 'identity',
        scoreScale: 'first-batch',
        diversity: 0,
        seed: 1,
      };
    },
  };
  const methods = [presetMethod('paper'), { ...presetMethod('paper'), label: 'Again' }];
  const { cells } = await searchExperimentQuery(query, { methods, budgets: [5, 10], ks: [1] });
  expect(cells.map(({ searchMs }) => searchMs)).toEqual([7, 7, 7, 7]);
  expect(products).toBe(1);
});
