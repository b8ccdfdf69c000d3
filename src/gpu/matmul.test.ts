import { expect, test } from 'vitest';
import { planMatmul, transposed, viewRows } from './matmul.ts';

test('a product with a transposed matrix, as a literal', () => {
  const kernel = { label: 'matmul', pipeline: {} as GPUComputePipeline };
  const binding = (entries: number) => ({ buffer: {} as GPUBuffer, entries });
  const [left, right, result] = [binding(500), binding(700), binding(900)];
  const run = planMatmul(kernel, viewRows(left, 40, 10, 7), transposed(viewRows(right, 65, 10)), result, 3);
  expect(run).toEqual({
    kernel,
    params: [40, 65, 10, 7, 10, 1, 0, 1, 10, 3].map((u32) => ({ u32 })),
    bindings: [left, right, result],
    workgroups: 2 * 3,
  });
});
