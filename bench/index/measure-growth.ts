import type { Compute } from '../../src/core/compute.ts';
import { type JobSize, makeProblem, runJob } from './factorization-job.ts';
import { median } from './statistics.ts';

export interface GrowthPoint {
  readonly pairs: number;
  readonly secondsPerEpoch: number;
}

/** More epochs where they are short: some of the work is done once in many steps. */
export const GROWTH_STEPS = [
  { pairs: 100_000, epochs: 10 },
  { pairs: 1_000_000, epochs: 3 },
  { pairs: 10_000_000, epochs: 1 },
] as const;

const ROUNDS = 3;

/** Time per epoch by the number of observed scores, all else the same: the median of rounds over all numbers in turn. */
export async function measureGrowth(
  compute: Pick<Compute, 'openFactorization'>,
  size: JobSize,
  steps: readonly { readonly pairs: number; readonly epochs: number }[] = GROWTH_STEPS,
): Promise<GrowthPoint[]> {
  const problems = steps.map(({ pairs }) => makeProblem({ ...size, pairs }));
  const seconds: number[][] = steps.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [position, { epochs }] of steps.entries()) {
      const { secondsPerEpoch } = await runJob(compute, problems[position], size.batch, epochs);
      seconds[position].push(secondsPerEpoch);
    }
  }
  return steps.map(({ pairs }, position) => ({ pairs, secondsPerEpoch: median(seconds[position]) }));
}
