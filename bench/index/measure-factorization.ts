import type { Compute, FactorizationProblem } from '../../src/core/compute.ts';
import { runJob } from './factorization-job.ts';
import { type PathName, TURNS } from './paths.ts';

/** Seconds of the job on each path. */
export interface FactorizationTimes {
  /** One epoch, measured in turn with the others. */
  readonly epochSeconds: Readonly<Record<PathName, number>>;
  /** The whole job on all threads, with opening and reading back. */
  readonly jobSeconds: number;
  readonly epochs: number;
}

/** One epoch on each path in turn, the mean where a path has two turns; then all epochs on all threads. */
export async function measureFactorization(
  paths: Readonly<Record<PathName, Pick<Compute, 'openFactorization'>>>,
  problem: FactorizationProblem,
  batch: number,
  epochs: number,
): Promise<FactorizationTimes> {
  const seconds: Record<PathName, number[]> = { reference: [], oneThread: [], allThreads: [] };
  for (const path of TURNS) {
    seconds[path].push((await runJob(paths[path], problem, batch, 1)).secondsPerEpoch);
  }
  const meanOf = (path: PathName) =>
    seconds[path].reduce((sum, value) => sum + value, 0) / seconds[path].length;
  return {
    epochSeconds: {
      reference: meanOf('reference'),
      oneThread: meanOf('oneThread'),
      allThreads: meanOf('allThreads'),
    },
    jobSeconds: (await runJob(paths.allThreads, problem, batch, epochs)).seconds,
    epochs,
  };
}
