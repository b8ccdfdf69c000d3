import { createCpuCompute } from '../core/cpu-compute.ts';
import { dot, rowOf } from '../core/matrix.ts';
import type { MfTrnsOptions } from '../core/mf-trns.ts';
import { createRandom } from '../core/random.ts';
import { IDENTITY_SCALE } from '../core/score-scale.ts';
import type { Matrix } from '../core/types.ts';
import { randomMatrix } from './random-matrix.ts';

export const QUERY_COUNT = 12;
export const ITEM_COUNT = 30;
export const DIMENSION = 4;
/** Later rows have no score. */
export const SCORED_QUERY_COUNT = 11;
export const SCORED_ITEM_COUNT = 25;

const trueQueries = randomMatrix(QUERY_COUNT, DIMENSION, 1);
const trueItems = randomMatrix(ITEM_COUNT, DIMENSION, 2);

/** Noise-free scores of rank 4 for 15 of the scored items with each query; training starts at noisy factors. */
export const lowRankOptions: MfTrnsOptions = {
  pairs: observedPairs(),
  queryVectors: withNoise(trueQueries, 4),
  itemVectors: withNoise(trueItems, 5),
  scoreScale: IDENTITY_SCALE,
  epochs: 60,
  patience: 60,
  seed: 6,
  heldOutShare: 0.1,
  compute: createCpuCompute(),
};

function observedPairs() {
  const random = createRandom(3);
  const pairs: { queryRow: number; docRow: number }[] = [];
  for (let queryRow = 0; queryRow < SCORED_QUERY_COUNT; queryRow++) {
    for (const docRow of random.sample(SCORED_ITEM_COUNT, 15)) pairs.push({ queryRow, docRow });
  }
  return {
    queryRow: Uint32Array.from(pairs, (pair) => pair.queryRow),
    docRow: Uint32Array.from(pairs, (pair) => pair.docRow),
    score: Float32Array.from(pairs, (pair) =>
      dot(rowOf(trueQueries, pair.queryRow), rowOf(trueItems, pair.docRow)),
    ),
  };
}

function withNoise(matrix: Matrix, seed: number): Matrix {
  const noise = randomMatrix(matrix.rows, matrix.cols, seed);
  return { ...matrix, data: matrix.data.map((value, index) => value + 0.4 * noise.data[index]) };
}
