import { expect, test } from 'vitest';
import { figuresOf } from './figures.ts';
import type { KernelRun } from './kernels.worker.ts';
import { encoderTable, kernelTable } from './tables.ts';

const encoder = {
  model: 'embedded',
  pairs: 100,
  wasm: { pairsPerSecond: 50, tokensPerSecond: 5000, modelShare: 0.9 },
  webgpu: { pairsPerSecond: 1000, tokensPerSecond: 100_000, modelShare: 0.7 },
  largestDifference: 1e-6,
};

function kernelRun(description: string, factor: number): KernelRun {
  return {
    description,
    times: {
      epochSeconds: factor,
      ridgesPerSecond: 1000 * factor,
      scans: [{ shape: '1m128', multiplyMs: 10 * factor, nearestMs: 20 * factor }],
    },
  };
}
const kernels = { simd: kernelRun('2 threads', 2), webgpu: kernelRun('nvidia', 1) };

test('figures by dotted name', () => {
  expect(figuresOf([encoder], kernels)).toEqual({
    'pairsPerSecond.embedded.wasm': 50,
    'pairsPerSecond.embedded.webgpu': 1000,
    'largestDifference.embedded': 1e-6,
    'epochSeconds.simd': 2,
    'ridgesPerSecond.simd': 2000,
    'multiplyMs.1m128.simd': 20,
    'nearestMs.1m128.simd': 40,
    'epochSeconds.webgpu': 1,
    'ridgesPerSecond.webgpu': 1000,
    'multiplyMs.1m128.webgpu': 10,
    'nearestMs.1m128.webgpu': 20,
  });
  expect(figuresOf([], undefined)).toEqual({});
});

test('tables for people', () => {
  expect(encoderTable([encoder])).toContain('| embedded | 100 | 50 | 1000 | 20 | 100000 | 0.7 | 0.000001 |');
  expect(kernelTable(kernels)).toBe(
    [
      '|  | WebAssembly, 2 threads | WebGPU, nvidia |',
      '| --- | --- | --- |',
      '| factorisation, s an epoch | 2 | 1 |',
      '| ridges (ALS), a second | 2000 | 1000 |',
      '| product 1m128, ms | 20 | 10 |',
      '| nearest 100 of 1m128, ms | 40 | 20 |',
    ].join('\n'),
  );
});
