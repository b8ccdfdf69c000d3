import type { Compute } from '../../src/core/compute.ts';
import { createRandom } from '../../src/core/random.ts';
import { JOB_SIZE, makeProblem, runJob } from '../index/factorization-job.ts';
import { makeRidges } from '../index/measure-ridges.ts';
import { SCAN_SHAPES, scanMatrix } from '../index/measure-scan.ts';
import { median } from '../index/statistics.ts';

export interface KernelTimes {
  /** One epoch of the job that `bench:index` runs too. */
  readonly epochSeconds: number;
  readonly ridgesPerSecond: number;
  readonly scans: readonly {
    /** Of `SCAN_SHAPES`. */
    readonly shape: string;
    readonly multiplyMs: number;
    readonly nearestMs: number;
  }[];
}

const RUNS = 15;
const NEAREST = 100;
const SEED = 2;

/** Each job once to compile and to copy what it reads, then timed. */
export async function timeKernels(compute: Compute): Promise<KernelTimes> {
  const problem = makeProblem(JOB_SIZE);
  const epoch = async () => (await runJob(compute, problem, JOB_SIZE.batch, 1)).secondsPerEpoch;
  await epoch();
  const epochSeconds = await epoch();
  const ridges = makeRidges();
  await compute.solveRidges(ridges);
  const ridgesMs = await timeMs(() => compute.solveRidges(ridges));
  const scans = [];
  for (const shape of SCAN_SHAPES) scans.push({ shape: shape.name, ...(await timeScan(compute, shape)) });
  return { epochSeconds, ridgesPerSecond: (1000 * ridges.observed.rows) / ridgesMs, scans };
}

/** Medians of `RUNS`. */
async function timeScan(compute: Compute, shape: (typeof SCAN_SHAPES)[number]) {
  const matrix = scanMatrix(shape);
  const random = createRandom(SEED);
  const vector = Float64Array.from({ length: matrix.cols }, () => random.nextFloat() - 0.5);
  const work = {
    multiplyMs: () => compute.multiply(matrix, vector),
    nearestMs: () => compute.nearest(matrix, vector, NEAREST),
  };
  const times = { multiplyMs: [] as number[], nearestMs: [] as number[] };
  for (let run = 0; run <= RUNS; run++) {
    for (const name of ['multiplyMs', 'nearestMs'] as const) {
      const elapsedMs = await timeMs(work[name]);
      if (run > 0) times[name].push(elapsedMs);
    }
  }
  return { multiplyMs: median(times.multiplyMs), nearestMs: median(times.nearestMs) };
}

async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
