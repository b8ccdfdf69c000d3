import { show, table } from '../markdown.ts';
import type { EncoderSpeeds } from './measure-encoders.ts';
import type { KernelRuns } from './measure-kernels.ts';

export function encoderTable(speeds: readonly EncoderSpeeds[]): string {
  return table(
    [
      'model',
      'pairs',
      'WASM pairs/s',
      'WebGPU pairs/s',
      'ratio',
      'WebGPU tokens/s',
      'in the model',
      'largest difference',
    ],
    speeds.map(({ model, pairs, wasm, webgpu, largestDifference }) => [
      model,
      String(pairs),
      show(wasm.pairsPerSecond),
      show(webgpu.pairsPerSecond),
      show(webgpu.pairsPerSecond / wasm.pairsPerSecond),
      show(webgpu.tokensPerSecond),
      show(webgpu.modelShare),
      show(largestDifference),
    ]),
  );
}

export function kernelTable({ simd, webgpu }: KernelRuns): string {
  const rows: [string, number, number][] = [
    ['factorisation, s an epoch', simd.times.epochSeconds, webgpu.times.epochSeconds],
    ['ridges (ALS), a second', simd.times.ridgesPerSecond, webgpu.times.ridgesPerSecond],
    ...simd.times.scans.flatMap(({ shape, multiplyMs, nearestMs }, i): [string, number, number][] => [
      [`product ${shape}, ms`, multiplyMs, webgpu.times.scans[i].multiplyMs],
      [`nearest 100 of ${shape}, ms`, nearestMs, webgpu.times.scans[i].nearestMs],
    ]),
  ];
  return table(
    ['', `WebAssembly, ${simd.description}`, `WebGPU, ${webgpu.description}`],
    rows.map(([name, ...times]) => [name, ...times.map(show)]),
  );
}
