import { expect, it } from 'vitest';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { createSearchCompute, PLAIN_FOR_MANY, PLAIN_FOR_ONE } from './search-compute.ts';

/** Tells its products from plain loops by their number. */
const chosen = {
  ...createCpuCompute(),
  multiply: async () => Float64Array.of(1, 2, 3),
  nearest: async () => ({ docRows: Uint32Array.of(5), scores: Float32Array.of(5) }),
};
const matrix = (rows: number, cols: number) => ({ rows, cols, data: new Float32Array(rows * cols) });

it('waits for no trial where the item vectors are few', async () => {
  const compute = createSearchCompute(
    () => Promise.reject(new Error('No trial was to be run.')),
    PLAIN_FOR_ONE,
  );
  const small = matrix(4, 2);
  const vector = Float64Array.of(1, 1);
  expect(await compute.multiply(small, vector)).toHaveLength(4);
  expect((await compute.nearest(small, vector, 2)).docRows).toHaveLength(2);
});

it('takes what a trial has chosen where they are many', async () => {
  const compute = createSearchCompute(async () => chosen, PLAIN_FOR_ONE);
  const large = matrix(2 ** 11, 2 ** 10);
  const vector = new Float64Array(2 ** 10);
  expect(await compute.multiply(large, vector)).toHaveLength(3);
  expect([...(await compute.nearest(large, vector, 2)).docRows]).toEqual([5]);
});

it('waits for a trial sooner where there are many searches', async () => {
  const compute = createSearchCompute(async () => chosen, PLAIN_FOR_MANY);
  expect(await compute.multiply(matrix(2 ** 9, 2 ** 8), new Float64Array(2 ** 8))).toHaveLength(3);
  expect(await compute.multiply(matrix(2 ** 8, 2 ** 8), new Float64Array(2 ** 8))).toHaveLength(2 ** 8);
});
