import { createCpuCompute } from '../../src/core/cpu-compute.ts';
import type { Matrix } from '../../src/core/types.ts';
import { openSimdPath } from '../../src/headless/open-simd.ts';
import { JOB_EPOCHS, JOB_SIZE, makeProblem } from './factorization-job.ts';
import { type FactorizationTimes, measureFactorization } from './measure-factorization.ts';
import { type GrowthPoint, measureGrowth } from './measure-growth.ts';
import { bytesOfJob, type JobBytes, measureMemory } from './measure-memory.ts';
import { makeRidges, measureRidges, type RidgeSpeeds } from './measure-ridges.ts';
import { measureScan, SCAN_SHAPES, type ScanTimes, scanMatrix } from './measure-scan.ts';
import { measurePytorch, type PytorchAbsent, type PytorchTimes } from './pytorch.ts';
import { openStreamRead } from './stream-read.ts';

export interface KernelResults {
  readonly threads: number;
  readonly factorization: FactorizationTimes;
  readonly ridges: RidgeSpeeds;
  readonly pytorch: PytorchTimes | PytorchAbsent;
  readonly memory: { readonly peakBytes: number; readonly job: JobBytes };
  readonly growth: readonly GrowthPoint[];
  readonly scans: readonly ScanResult[];
}

export interface ScanResult extends ScanTimes {
  /** Of `SCAN_SHAPES`. */
  readonly shape: string;
  readonly threads: number;
}

/** All of the part `kernels`, on one thread and on `threads`. */
export async function measureKernels(
  threads: number,
  python: string,
  say: (text: string) => void,
): Promise<KernelResults> {
  say('peak memory of the job, in a process of its own');
  const memory = { peakBytes: await measureMemory(threads), job: bytesOfJob(JOB_SIZE) };

  const allThreads = await openSimdPath(threads);
  const oneThread = await openSimdPath(1);
  say('factorisation: the fast path and the reference in turn; the reference takes minutes');
  const paths = { allThreads, oneThread, reference: createCpuCompute() };
  const factorization = await measureFactorization(paths, makeProblem(JOB_SIZE), JOB_SIZE.batch, JOB_EPOCHS);
  const ridges = await measureRidges(paths, makeRidges());
  say('the same job in PyTorch');
  const pytorch = await measurePytorch(python, JOB_SIZE, threads);
  say('growth with the number of observed scores');
  const growth = await measureGrowth(allThreads, JOB_SIZE);
  oneThread.dispose();
  allThreads.dispose();

  const scans: ScanResult[] = [];
  for (const shape of SCAN_SHAPES) {
    const matrix = scanMatrix(shape);
    for (const count of threads === 1 ? [1] : [1, threads]) {
      say(`scan of ${shape.rows} x ${shape.cols}, threads: ${count}`);
      scans.push({ shape: shape.name, threads: count, ...(await scanOnThreads(matrix, count)) });
    }
  }
  return { threads, factorization, ridges, pytorch, memory, growth, scans };
}

async function scanOnThreads(matrix: Matrix, threads: number): Promise<ScanTimes> {
  const compute = await openSimdPath(threads);
  const stream = await openStreamRead(matrix.data.byteLength, threads);
  try {
    return await measureScan(compute, stream, matrix);
  } finally {
    stream.close();
    compute.dispose();
  }
}
