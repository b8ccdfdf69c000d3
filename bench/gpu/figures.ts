import type { Figures } from '../goals.ts';
import type { EncoderSpeeds } from './measure-encoders.ts';
import type { KernelRuns } from './measure-kernels.ts';

/** By dotted name; what was not asked for is absent. */
export function figuresOf(encoders: readonly EncoderSpeeds[], kernels: KernelRuns | undefined): Figures {
  const ofEncoders = encoders.flatMap(({ model, wasm, webgpu, largestDifference }): [string, number][] => [
    [`pairsPerSecond.${model}.wasm`, wasm.pairsPerSecond],
    [`pairsPerSecond.${model}.webgpu`, webgpu.pairsPerSecond],
    [`largestDifference.${model}`, largestDifference],
  ]);
  return Object.fromEntries([...ofEncoders, ...(kernels ? ofKernels(kernels) : [])]);
}

function ofKernels(runs: KernelRuns): [string, number][] {
  return (['simd', 'webgpu'] as const).flatMap((name): [string, number][] => {
    const { epochSeconds, ridgesPerSecond, scans } = runs[name].times;
    return [
      [`epochSeconds.${name}`, epochSeconds],
      [`ridgesPerSecond.${name}`, ridgesPerSecond],
      ...scans.flatMap(({ shape, multiplyMs, nearestMs }): [string, number][] => [
        [`multiplyMs.${shape}.${name}`, multiplyMs],
        [`nearestMs.${shape}.${name}`, nearestMs],
      ]),
    ];
  });
}
