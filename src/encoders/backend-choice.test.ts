import { describe, expect, test } from 'vitest';
import type { BackendTrial } from '../core/records.ts';
import { chooseBackend, type GpuAdapter, planTrials, type Surroundings } from './backend-choice.ts';

const gpu: GpuAdapter = { description: 'nvidia ampere', software: false };
const software: GpuAdapter = { description: 'google swiftshader', software: true };

describe('which backends are started', () => {
  const noGpu = { backend: 'webgpu', unusableBecause: 'this browser offers no GPU adapter' };
  const slowGpu = {
    backend: 'webgpu',
    unusableBecause:
      'the only GPU adapter (google swiftshader) is a software one: it computes on the processor too, so it is only tried when chosen by hand',
  };
  test.each<{ name: string; surroundings: Surroundings; plan: unknown }>([
    { name: 'no adapter', surroundings: { threads: 4 }, plan: { try: ['wasm'], ruledOut: [noGpu] } },
    {
      name: 'an adapter',
      surroundings: { threads: 4, adapter: gpu },
      plan: { try: ['wasm', 'webgpu'], ruledOut: [] },
    },
    {
      name: 'a software adapter',
      surroundings: { threads: 4, adapter: software },
      plan: { try: ['wasm'], ruledOut: [slowGpu] },
    },
    {
      name: 'WebAssembly by hand',
      surroundings: { threads: 4, adapter: gpu, forced: 'wasm' },
      plan: { try: ['wasm'], ruledOut: [] },
    },
    {
      name: 'WebGPU by hand',
      surroundings: { threads: 4, adapter: software, forced: 'webgpu' },
      plan: { try: ['webgpu'], ruledOut: [] },
    },
    {
      name: 'WebGPU by hand without an adapter',
      surroundings: { threads: 4, forced: 'webgpu' },
      plan: { try: [], ruledOut: [noGpu] },
    },
  ])('$name', ({ surroundings, plan }) => {
    expect(planTrials(surroundings)).toEqual(plan);
  });
});

const measured = (backend: 'wasm' | 'webgpu', pairsPerSecond: number): BackendTrial => ({
  backend,
  pairsPerSecond,
  tokensPerSecond: pairsPerSecond * 192,
  maxScoreError: 1e-6,
});
const broken = (backend: 'wasm' | 'webgpu'): BackendTrial => ({
  backend,
  unusableBecause: 'it gave 0 for every input',
});

describe('the choice', () => {
  test.each<{
    name: string;
    trials: BackendTrial[];
    surroundings: Surroundings;
    report: { backend: string; threads: number; adapter?: string; forced: boolean; reason: string };
  }>([
    {
      name: 'the GPU is faster',
      trials: [measured('wasm', 320.4), measured('webgpu', 2100)],
      surroundings: { threads: 4, adapter: gpu },
      report: {
        backend: 'webgpu',
        threads: 1,
        adapter: 'nvidia ampere',
        forced: false,
        reason: 'WebGPU on nvidia ampere: 2100 pairs per second in a trial, against 320 on WebAssembly.',
      },
    },
    {
      name: 'the GPU is slower',
      trials: [measured('wasm', 320), measured('webgpu', 4.25)],
      surroundings: { threads: 4, adapter: gpu },
      report: {
        backend: 'wasm',
        threads: 4,
        adapter: 'nvidia ampere',
        forced: false,
        reason: 'WebAssembly on 4 threads: 320 pairs per second in a trial, against 4.3 on WebGPU.',
      },
    },
    {
      name: 'equal speed',
      trials: [measured('webgpu', 100), measured('wasm', 100)],
      surroundings: { threads: 1, adapter: gpu },
      report: {
        backend: 'wasm',
        threads: 1,
        adapter: 'nvidia ampere',
        forced: false,
        reason: 'WebAssembly on 1 thread: 100 pairs per second in a trial, against 100 on WebGPU.',
      },
    },
    {
      name: 'the GPU is fast but wrong',
      trials: [measured('wasm', 320), broken('webgpu')],
      surroundings: { threads: 2, adapter: gpu },
      report: {
        backend: 'wasm',
        threads: 2,
        adapter: 'nvidia ampere',
        forced: false,
        reason: 'WebAssembly on 2 threads: WebGPU cannot be used, because it gave 0 for every input.',
      },
    },
    {
      name: 'WebAssembly is wrong',
      trials: [broken('wasm'), measured('webgpu', 10)],
      surroundings: { threads: 2, adapter: gpu },
      report: {
        backend: 'webgpu',
        threads: 1,
        adapter: 'nvidia ampere',
        forced: false,
        reason: 'WebGPU on nvidia ampere: WebAssembly cannot be used, because it gave 0 for every input.',
      },
    },
    {
      name: 'no adapter',
      trials: [measured('wasm', 320), ...planTrials({ threads: 4 }).ruledOut],
      surroundings: { threads: 4 },
      report: {
        backend: 'wasm',
        threads: 4,
        forced: false,
        reason:
          'WebAssembly on 4 threads: WebGPU cannot be used, because this browser offers no GPU adapter.',
      },
    },
    {
      name: 'forced WebGPU, though slow',
      trials: [measured('webgpu', 5)],
      surroundings: { threads: 4, adapter: software, forced: 'webgpu' },
      report: {
        backend: 'webgpu',
        threads: 1,
        adapter: 'google swiftshader',
        forced: true,
        reason: 'WebGPU on google swiftshader, as set by hand.',
      },
    },
    {
      name: 'forced WebAssembly',
      trials: [measured('wasm', 320)],
      surroundings: { threads: 4, adapter: gpu, forced: 'wasm' },
      report: {
        backend: 'wasm',
        threads: 4,
        adapter: 'nvidia ampere',
        forced: true,
        reason: 'WebAssembly on 4 threads, as set by hand.',
      },
    },
  ])('$name', ({ trials, surroundings, report }) => {
    expect(chooseBackend(trials, surroundings)).toEqual({ ...report, trials });
  });

  test.each<{ name: string; trials: readonly BackendTrial[]; surroundings: Surroundings; message: string }>([
    {
      name: 'forced WebGPU without an adapter',
      trials: planTrials({ threads: 4, forced: 'webgpu' }).ruledOut,
      surroundings: { threads: 4, forced: 'webgpu' },
      message:
        'The models cannot run here: WebGPU cannot be used, because this browser offers no GPU adapter. ' +
        'Choose the automatic backend in the settings.',
    },
    {
      name: 'both wrong',
      trials: [broken('wasm'), broken('webgpu')],
      surroundings: { threads: 4, adapter: gpu },
      message:
        'The models cannot run here: WebAssembly cannot be used, because it gave 0 for every input; ' +
        'WebGPU cannot be used, because it gave 0 for every input. Reload the page, or use another browser.',
    },
  ])('refused: $name', ({ trials, surroundings, message }) => {
    expect(() => chooseBackend(trials, surroundings)).toThrow(
      expect.objectContaining({ name: 'EncoderError', message }),
    );
  });
});
