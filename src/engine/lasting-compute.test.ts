import { expect, it } from 'vitest';
import type { Compute, ComputeName } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { XennError } from '../core/errors.ts';
import { createLastingCompute } from './lasting-compute.ts';

const MATRIX = { rows: 2, cols: 1, data: Float32Array.of(1, 2) };
const VECTOR = Float64Array.of(3);

/** A `Compute` whose products fail with `error`. */
function failing(name: ComputeName, error: Error): Compute {
  return { ...createCpuCompute(), name, multiply: () => Promise.reject(error) };
}

it.each([
  ['webgpu', 'GpuError'],
  ['simd', 'SimdError'],
] as const)('goes on with another one when %s is lost, and says so once', async (name, errorName) => {
  const told: string[] = [];
  const opened: ComputeName[] = [];
  const compute = createLastingCompute({
    first: failing(name, new XennError(errorName, 'It is gone.')),
    openOther: async (lost) => {
      opened.push(lost);
      return createCpuCompute();
    },
    onReplaced: (message, by) => told.push(`${message} ${by.name}`),
  });
  expect(compute.name).toBe(name);
  const [first, second] = await Promise.all([
    compute.multiply(MATRIX, VECTOR),
    compute.multiply(MATRIX, VECTOR),
  ]);
  expect([first, second]).toEqual([Float64Array.of(3, 6), Float64Array.of(3, 6)]);
  expect(compute.name).toBe('cpu');
  expect(opened).toEqual([name]);
  expect(told).toEqual(['It is gone. cpu']);
});

it('passes every other error on', async () => {
  const error = new XennError('InvalidArgumentError', 'Not like this.');
  const compute = createLastingCompute({
    first: failing('webgpu', error),
    openOther: () => Promise.reject(new Error('Not needed.')),
    onReplaced: () => undefined,
  });
  await expect(compute.multiply(MATRIX, VECTOR)).rejects.toThrow(error);
  expect(compute.name).toBe('webgpu');
});
