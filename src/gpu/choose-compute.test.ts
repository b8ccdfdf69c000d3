import { describe, expect, test } from 'vitest';
import type { Compute } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { XennError } from '../core/errors.ts';
import { chooseCompute, decideCompute, type OpenCompute } from './choose-compute.ts';

describe('decideCompute', () => {
  test.each([
    {
      name: 'a faster GPU',
      gpu: { adapter: 'acme one', elapsedMs: 3.14, largestDifference: 1e-6 },
      decision: {
        name: 'webgpu',
        reason: 'Computing on the GPU (acme one): 3.1 ms in a trial, against 10.0 ms on the CPU.',
      },
    },
    {
      name: 'a slower GPU',
      gpu: { adapter: 'acme one', elapsedMs: 480, largestDifference: 1e-6 },
      decision: {
        name: 'cpu',
        reason: 'Computing on the CPU: 10.0 ms in a trial, against 480.0 ms on the GPU (acme one).',
      },
    },
    {
      name: 'a GPU just as fast',
      gpu: { adapter: 'acme one', elapsedMs: 10, largestDifference: 0 },
      decision: {
        name: 'cpu',
        reason: 'Computing on the CPU: 10.0 ms in a trial, against 10.0 ms on the GPU (acme one).',
      },
    },
    {
      name: 'a fast GPU with a faulty driver',
      gpu: { adapter: 'acme one', elapsedMs: 1, largestDifference: 0.25 },
      decision: {
        name: 'cpu',
        reason: 'Computing on the CPU: the GPU (acme one) computes wrongly, off by a share of 2.5e-1.',
      },
    },
    {
      name: 'a GPU that returns no numbers',
      gpu: { adapter: 'acme one', elapsedMs: 1, largestDifference: Number.NaN },
      decision: {
        name: 'cpu',
        reason: 'Computing on the CPU: the GPU (acme one) computes wrongly, off by a share of NaN.',
      },
    },
    {
      name: 'no GPU',
      gpu: { unusableBecause: 'There is none.' },
      decision: { name: 'cpu', reason: 'Computing on the CPU. There is none.' },
    },
  ])('$name', ({ gpu, decision }) => {
    expect(decideCompute(10, gpu)).toEqual(decision);
  });
});

describe('chooseCompute', () => {
  /** A clock that shows these times, one after the other: the CPU's trial reads two, then the GPU's. */
  const clock = (...timesMs: number[]) => {
    return () => timesMs.shift() ?? Number.NaN;
  };

  /** Stands in for a GPU: the CPU's arithmetic, products multiplied by `factor`. */
  function fakeGpu(factor = 1): { open: () => Promise<OpenCompute>; wasDisposed: () => boolean } {
    const cpu = createCpuCompute();
    let wasDisposed = false;
    const compute: Compute = {
      ...cpu,
      name: 'webgpu',
      multiply: async (matrix, vector) => (await cpu.multiply(matrix, vector)).map((value) => value * factor),
      dispose() {
        wasDisposed = true;
      },
    };
    return { open: async () => ({ compute, adapter: 'fake' }), wasDisposed: () => wasDisposed };
  }

  test('a faster GPU is returned open', async () => {
    const gpu = fakeGpu();
    const { compute, reason } = await chooseCompute(gpu.open, clock(0, 20, 100, 105));
    expect(compute.name).toBe('webgpu');
    expect(reason).toBe('Computing on the GPU (fake): 5.0 ms in a trial, against 20.0 ms on the CPU.');
    expect(gpu.wasDisposed()).toBe(false);
  });

  test('a slower GPU is closed', async () => {
    const gpu = fakeGpu();
    const { compute, reason } = await chooseCompute(gpu.open, clock(0, 20, 100, 130));
    expect(compute.name).toBe('cpu');
    expect(reason).toBe('Computing on the CPU: 20.0 ms in a trial, against 30.0 ms on the GPU (fake).');
    expect(gpu.wasDisposed()).toBe(true);
  });

  test('a GPU that computes wrongly is closed', async () => {
    const gpu = fakeGpu(1.01);
    const { compute, reason } = await chooseCompute(gpu.open, clock(0, 20, 100, 105));
    expect(compute.name).toBe('cpu');
    expect(reason).toMatch(
      /^Computing on the CPU: the GPU \(fake\) computes wrongly, off by a share of \d\.\de-\d\.$/,
    );
    expect(gpu.wasDisposed()).toBe(true);
  });

  test('without an adapter the reason is its error', async () => {
    const open = () => Promise.reject(new XennError('GpuError', 'No adapter here.'));
    const { compute, reason } = await chooseCompute(open, clock(0, 20));
    expect(compute.name).toBe('cpu');
    expect(reason).toBe('Computing on the CPU. No adapter here.');
  });
});
