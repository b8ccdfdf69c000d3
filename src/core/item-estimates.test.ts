import { expect, test } from 'vitest';
import { createCpuCompute } from './cpu-compute.ts';
import { estimateItems } from './item-estimates.ts';

test('an estimate is the product with the query embedding plus the weighted columns', async () => {
  const matrix = { rows: 2, cols: 2, data: Float32Array.of(1, 2, 3, 4) };
  const columns = [
    { values: Float64Array.of(5, 6), priorWeight: 0 },
    { values: Float64Array.of(1, 1), priorWeight: 9 },
  ];
  const point = { vector: Float64Array.of(10, 1), columnWeights: Float64Array.of(100, 0.5) };
  const estimates = await estimateItems(createCpuCompute(), { matrix, columns }, point);
  expect([...estimates]).toEqual([12 + 500 + 0.5, 34 + 600 + 0.5]);
});
