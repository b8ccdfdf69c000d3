import { describe, expect, test } from 'vitest';
import { type ComputeCandidate, chooseCompute, decideCompute } from './choose-compute.ts';
import type { Compute } from './compute.ts';
import { createCpuCompute } from './cpu-compute.ts';
import { XennError } from './errors.ts';

describe('decideCompute', () => {
  const simd = { name: 'simd', description: '4 threads', elapsedMs: 2.5, largestDifference: 1e-6 } as const;
  const webgpu = {
    name: 'webgpu',
    description: 'acme one',
    elapsedMs: 3.14,
    largestDifference: 1e-6,
  } as const;

  test.each([
    { name: 'no candidate', trials: [], chosen: 'cpu', reason: 'Computing on the CPU: 10.0 ms in a trial.' },
    {
      name: 'a faster GPU',
      trials: [webgpu],
      chosen: 'webgpu',
      reason: 'Computing on the GPU (acme one): 3.1 ms in a trial, against 10.0 ms on the CPU.',
    },
    {
      name: 'the fastest of three',
      trials: [simd, webgpu],
      chosen: 'simd',
      reason:
        'Computing in WebAssembly (4 threads): 2.5 ms in a trial, against 3.1 ms on the GPU (acme one) and ' +
        '10.0 ms on the CPU.',
    },
    {
      name: 'both slower',
      trials: [
        { ...simd, elapsedMs: 11 },
        { ...webgpu, elapsedMs: 480 },
      ],
      chosen: 'cpu',
      reason:
        'Computing on the CPU: 10.0 ms in a trial, against 11.0 ms in WebAssembly (4 threads) and ' +
        '480.0 ms on the GPU (acme one).',
    },
    {
      name: 'all just as fast',
      trials: [
        { ...simd, elapsedMs: 10 },
        { ...webgpu, elapsedMs: 10 },
      ],
      chosen: 'cpu',
      reason:
        'Computing on the CPU: 10.0 ms in a trial, against 10.0 ms in WebAssembly (4 threads) and ' +
        '10.0 ms on the GPU (acme one).',
    },
    {
      name: 'a fast GPU with a faulty driver',
      trials: [simd, { ...webgpu, elapsedMs: 1, largestDifference: 0.25 }],
      chosen: 'simd',
      reason:
        'Computing in WebAssembly (4 threads): 2.5 ms in a trial, against 10.0 ms on the CPU. ' +
        'The GPU (acme one) computes wrongly, off by a share of 2.5e-1.',
    },
    {
      name: 'one that returns no numbers',
      trials: [{ ...simd, largestDifference: Number.NaN }],
      chosen: 'cpu',
      reason:
        'Computing on the CPU: 10.0 ms in a trial. ' +
        'WebAssembly (4 threads) computes wrongly, off by a share of NaN.',
    },
    {
      name: 'none there',
      trials: [
        { name: 'simd', unusableBecause: 'There is no WebAssembly.' } as const,
        { name: 'webgpu', unusableBecause: 'There is no GPU.' } as const,
      ],
      chosen: 'cpu',
      reason: 'Computing on the CPU: 10.0 ms in a trial. There is no WebAssembly. There is no GPU.',
    },
  ])('$name', ({ trials, chosen, reason }) => {
    expect(decideCompute(10, trials)).toEqual({ name: chosen, reason });
  });
});

describe('chooseCompute', () => {
  /** A clock that shows these times, one after the other: each trial reads two, the CPU's first. */
  const clock = (...timesMs: number[]) => {
    return () => timesMs.shift() ?? Number.NaN;
  };

  type Fake = ComputeCandidate & { wasDisposed(): boolean };

  /** The CPU's arithmetic under another name, but for the methods in `faulty`. */
  function fake(name: 'simd' | 'webgpu', faulty: (cpu: Compute) => Partial<Compute> = () => ({})): Fake {
    const cpu = createCpuCompute();
    let wasDisposed = false;
    const dispose = () => {
      wasDisposed = true;
    };
    const compute: Compute = { ...cpu, ...faulty(cpu), name, dispose };
    return { name, open: async () => ({ compute, description: 'fake' }), wasDisposed: () => wasDisposed };
  }

  test('the fastest is returned open, the other closed', async () => {
    const [simd, gpu] = [fake('simd'), fake('webgpu')];
    const { compute, reason } = await chooseCompute([simd, gpu], clock(0, 20, 100, 110, 200, 205));
    expect(compute.name).toBe('webgpu');
    expect(reason).toBe(
      'Computing on the GPU (fake): 5.0 ms in a trial, against 10.0 ms in WebAssembly (fake) and ' +
        '20.0 ms on the CPU.',
    );
    expect([simd.wasDisposed(), gpu.wasDisposed()]).toEqual([true, false]);
  });

  test('slower ones are closed', async () => {
    const [simd, gpu] = [fake('simd'), fake('webgpu')];
    const { compute } = await chooseCompute([simd, gpu], clock(0, 20, 100, 130, 200, 240));
    expect(compute.name).toBe('cpu');
    expect([simd.wasDisposed(), gpu.wasDisposed()]).toEqual([true, true]);
  });

  const scaled = (data: Float32Array) => data.map((value) => 1.01 * value);
  test.each<{ method: string; faulty: (cpu: Compute) => Partial<Compute> }>([
    {
      method: 'multiply',
      faulty: (cpu) => ({
        multiply: async (...args) => (await cpu.multiply(...args)).map((value) => 1.01 * value),
      }),
    },
    {
      method: 'nearest',
      faulty: (cpu) => ({
        nearest: async (...args) => {
          const { docRows, scores } = await cpu.nearest(...args);
          return { docRows: docRows.toReversed(), scores };
        },
      }),
    },
    {
      method: 'openFactorization',
      faulty: (cpu) => ({
        openFactorization: (problem) => cpu.openFactorization({ ...problem, learningRate: 0.01 }),
      }),
    },
    {
      method: 'solveRidges',
      faulty: (cpu) => ({
        solveRidges: async (problem) => {
          const solution = await cpu.solveRidges(problem);
          return { ...solution, data: scaled(solution.data) };
        },
      }),
    },
    {
      method: 'openTowers',
      faulty: (cpu) => ({ openTowers: (problem) => cpu.openTowers({ ...problem, learningRate: 0.01 }) }),
    },
    {
      method: 'applyTower',
      faulty: (cpu) => ({
        applyTower: async (tower, inputs) => {
          const outputs = await cpu.applyTower(tower, inputs);
          return { ...outputs, data: scaled(outputs.data) };
        },
      }),
    },
  ])('one whose $method computes wrongly is closed', async ({ faulty }) => {
    const gpu = fake('webgpu', faulty);
    const { compute, reason } = await chooseCompute([gpu], clock(0, 20, 100, 105));
    expect(compute.name).toBe('cpu');
    expect(reason).toMatch(
      /^Computing on the CPU: 20\.0 ms in a trial\. The GPU \(fake\) computes wrongly, off by a share of \d\.\de-?\+?\d\.$/,
    );
    expect(gpu.wasDisposed()).toBe(true);
  });

  test('one that fails in the trial is closed, and the reason is its error', async () => {
    const solveRidges = () => Promise.reject(new XennError('GpuError', 'The GPU device was lost.'));
    const gpu = fake('webgpu', () => ({ solveRidges }));
    const { compute, reason } = await chooseCompute([gpu], clock(0, 20));
    expect(compute.name).toBe('cpu');
    expect(reason).toBe('Computing on the CPU: 20.0 ms in a trial. The GPU device was lost.');
    expect(gpu.wasDisposed()).toBe(true);
  });

  test('one that does not open does not keep the next from being tried', async () => {
    const open = () => Promise.reject(new XennError('GpuError', 'No adapter here.'));
    const { compute, reason } = await chooseCompute(
      [{ name: 'webgpu', open }, fake('simd')],
      clock(0, 20, 100, 105),
    );
    expect(compute.name).toBe('simd');
    expect(reason).toBe(
      'Computing in WebAssembly (fake): 5.0 ms in a trial, against 20.0 ms on the CPU. No adapter here.',
    );
  });
});
