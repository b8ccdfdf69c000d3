import { describe, expect, test } from 'vitest';
import type { BackendName, BackendTrial } from '../core/records.ts';
import {
  calibrationKey,
  chooseBackend,
  type GpuAdapter,
  keptCalibration,
  planTrials,
  type Surroundings,
} from './backend-choice.ts';

const HERE = { browser: 'Test 1.0', calibrations: [] };
type Changing = Omit<Surroundings, keyof typeof HERE>;

const gpu: GpuAdapter = { description: 'nvidia ampere', software: false };
const software: GpuAdapter = { description: 'google swiftshader', software: true };

describe('which backends are started', () => {
  const noGpu = { backend: 'webgpu', unusableBecause: 'this browser offers no GPU adapter' };
  const slowGpu = {
    backend: 'webgpu',
    unusableBecause:
      'the only GPU adapter (google swiftshader) is a software one: it computes on the processor too, so it is only tried when chosen by hand',
  };
  test.each<{ name: string; surroundings: Changing; plan: unknown }>([
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
    expect(planTrials({ ...HERE, ...surroundings })).toEqual(plan);
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
    surroundings: Changing;
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
      trials: [measured('wasm', 320), ...planTrials({ ...HERE, threads: 4 }).ruledOut],
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
    const tokensPerSecond = trials.find(({ backend }) => backend === report.backend)?.tokensPerSecond;
    expect(chooseBackend(trials, { ...HERE, ...surroundings })).toEqual({
      ...report,
      trials,
      tokensPerSecond,
    });
  });

  test.each<{ name: string; trials: readonly BackendTrial[]; surroundings: Changing; message: string }>([
    {
      name: 'forced WebGPU without an adapter',
      trials: planTrials({ ...HERE, threads: 4, forced: 'webgpu' }).ruledOut,
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
    expect(() => chooseBackend(trials, { ...HERE, ...surroundings })).toThrow(
      expect.objectContaining({ name: 'EncoderError', message }),
    );
  });
});

describe('what was measured before', () => {
  const surroundings = { ...HERE, threads: 4, adapter: gpu };
  const key = calibrationKey('abc', surroundings);
  const trials = [measured('wasm', 320), broken('webgpu')];
  const calibration = { key, modelId: 'embedded', measuredMs: 1, trials };

  test.each<{ name: string; otherKey: string }>([
    { name: 'another model or other settings', otherKey: calibrationKey('abd', surroundings) },
    { name: 'another browser', otherKey: calibrationKey('abc', { ...surroundings, browser: 'Test 1.1' }) },
    { name: 'other threads', otherKey: calibrationKey('abc', { ...surroundings, threads: 2 }) },
    { name: 'another GPU', otherKey: calibrationKey('abc', { ...surroundings, adapter: software }) },
    { name: 'no GPU', otherKey: calibrationKey('abc', { ...HERE, threads: 4 }) },
  ])('does not hold for $name', ({ otherKey }) => {
    expect(keptCalibration(otherKey, ['wasm'], [calibration])).toBeUndefined();
  });

  test.each<{ backends: BackendName[]; kept: BackendTrial[]; holds: boolean }>([
    { backends: ['wasm', 'webgpu'], kept: trials, holds: true },
    { backends: ['webgpu'], kept: trials, holds: true },
    { backends: ['wasm', 'webgpu'], kept: [measured('wasm', 320)], holds: false },
    { backends: ['webgpu'], kept: [measured('wasm', 320)], holds: false },
  ])('holds for $backends when it has all of them: $holds', ({ backends, kept, holds }) => {
    const found = keptCalibration(key, backends, [
      { ...calibration, key: 'another' },
      { ...calibration, trials: kept },
    ]);
    expect(found?.trials).toEqual(holds ? kept : undefined);
  });
});
