import { expect, it } from 'vitest';
import { describeCompute } from '../testing/compute-tests.ts';
import { createCpuCompute } from './cpu-compute.ts';

const compute = createCpuCompute();

describeCompute('CPU', async () => createCpuCompute(), {
  product: 1e-14,
  factorPerStep: 0,
  squaredErrors: 0,
  ridge: 0,
});

it('sums in float64', async () => {
  const matrix = { rows: 1, cols: 2, data: Float32Array.of(2 ** 24, 1) };
  expect(await compute.multiply(matrix, Float64Array.of(1, 1))).toEqual(Float64Array.of(2 ** 24 + 1));
});

it('rounds scores to float32 before it ranks them', async () => {
  // The second product is larger, but not in float32.
  const matrix = { rows: 2, cols: 2, data: Float32Array.of(2 ** 24, 0, 2 ** 24, 0.5) };
  expect(await compute.nearest(matrix, Float64Array.of(1, 1), 2)).toEqual({
    docRows: Uint32Array.of(0, 1),
    scores: Float32Array.of(2 ** 24, 2 ** 24),
  });
});
