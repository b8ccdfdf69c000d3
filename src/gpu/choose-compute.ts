import type { Compute } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { createRandom } from '../core/random.ts';
import { openGpu } from './device.ts';
import { createGpuCompute } from './gpu-compute.ts';

/** What became of the trial on the GPU. */
export type GpuTrial =
  | {
      readonly adapter: string;
      readonly elapsedMs: number;
      /** Of a result from the CPU's, as a share of 1 + |the CPU's|. */
      readonly largestDifference: number;
    }
  | { readonly unusableBecause: string };

export interface ComputeDecision {
  readonly name: Compute['name'];
  /** One sentence for the person. */
  readonly reason: string;
}

export interface ComputeChoice {
  readonly compute: Compute;
  readonly reason: string;
}

export interface OpenCompute {
  readonly compute: Compute;
  readonly adapter: string;
}

/** float32 differs from float64 by about 1e-6 here; more than this is a faulty driver. */
const LARGEST_DIFFERENCE_ALLOWED = 1e-3;

/** The faster of the two, provided that the GPU computes the same. */
export function decideCompute(cpuElapsedMs: number, gpu: GpuTrial): ComputeDecision {
  if ('unusableBecause' in gpu)
    return { name: 'cpu', reason: `Computing on the CPU. ${gpu.unusableBecause}` };
  const { adapter, elapsedMs, largestDifference } = gpu;
  if (!(largestDifference <= LARGEST_DIFFERENCE_ALLOWED)) {
    const share = largestDifference.toExponential(1);
    return {
      name: 'cpu',
      reason: `Computing on the CPU: the GPU (${adapter}) computes wrongly, off by a share of ${share}.`,
    };
  }
  const [cpuText, gpuText] = [cpuElapsedMs, elapsedMs].map((milliseconds) => `${milliseconds.toFixed(1)} ms`);
  return elapsedMs < cpuElapsedMs
    ? {
        name: 'webgpu',
        reason: `Computing on the GPU (${adapter}): ${gpuText} in a trial, against ${cpuText} on the CPU.`,
      }
    : {
        name: 'cpu',
        reason: `Computing on the CPU: ${cpuText} in a trial, against ${gpuText} on the GPU (${adapter}).`,
      };
}

/** Runs a small job on the CPU and, if there is one, on the GPU, and keeps whichever suits better open. */
export async function chooseCompute(
  openGpuCompute: () => Promise<OpenCompute> = openDefaultGpu,
  nowMs: () => number = () => performance.now(),
): Promise<ComputeChoice> {
  const cpu = createCpuCompute();
  const cpuTrial = await runTrial(cpu, nowMs);
  let gpu: Compute | undefined;
  let gpuTrial: GpuTrial;
  try {
    const { compute, adapter } = await openGpuCompute();
    gpu = compute;
    const { elapsedMs, results } = await runTrial(compute, nowMs);
    gpuTrial = { adapter, elapsedMs, largestDifference: largestDifference(results, cpuTrial.results) };
  } catch (error) {
    gpuTrial = { unusableBecause: error instanceof Error ? error.message : String(error) };
  }
  const { name, reason } = decideCompute(cpuTrial.elapsedMs, gpuTrial);
  if (gpu && name === 'webgpu') return { compute: gpu, reason };
  gpu?.dispose();
  return { compute: cpu, reason };
}

async function openDefaultGpu(): Promise<OpenCompute> {
  const gpu = await openGpu();
  return { compute: createGpuCompute(gpu), adapter: gpu.adapter };
}

interface TrialRun {
  readonly elapsedMs: number;
  readonly results: Float64Array;
}

/** Products and training steps of the size that a corpus of two thousand documents needs. */
async function runTrial(compute: Compute, nowMs: () => number): Promise<TrialRun> {
  const [queryCount, itemCount, cols, pairCount, rounds] = [64, 2048, 192, 1024, 2];
  const random = createRandom(1);
  const gaussians = (length: number) => Float32Array.from({ length }, () => random.nextGaussian());
  const rowsBelow = (end: number) => Uint32Array.from({ length: pairCount }, () => random.nextInt(end));
  const itemFactors = { rows: itemCount, cols, data: gaussians(itemCount * cols) };
  const vector = Float64Array.from(gaussians(cols));
  const order = Uint32Array.from({ length: pairCount }, (_, pair) => pair);
  const factorization = await compute.openFactorization({
    queryFactors: { rows: queryCount, cols, data: gaussians(queryCount * cols) },
    itemFactors,
    queryRow: rowsBelow(queryCount),
    itemRow: rowsBelow(itemCount),
    target: gaussians(pairCount),
    learningRate: 1e-3,
    weightDecay: 0.01,
  });
  try {
    let startMs = 0;
    const losses: number[] = [];
    let product: Float64Array = new Float64Array(0);
    // The first round, which compiles and uploads, is not counted.
    for (let round = 0; round <= rounds; round++) {
      if (round === 1) startMs = nowMs();
      product = await compute.multiply(itemFactors, vector);
      losses.push(await factorization.step(order, 0, pairCount));
    }
    return { elapsedMs: nowMs() - startMs, results: Float64Array.of(...losses, ...product) };
  } finally {
    factorization.dispose();
  }
}

function largestDifference(results: Float64Array, expected: Float64Array): number {
  const differences = results.map(
    (value, index) => Math.abs(value - expected[index]) / (1 + Math.abs(expected[index])),
  );
  return differences.reduce((largest, difference) => Math.max(largest, difference), 0);
}
