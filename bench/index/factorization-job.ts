/** The job that every path runs: MF_Trns by AdamW on seeded data. */
import type { Compute, FactorizationProblem } from '../../src/core/compute.ts';
import { createRandom, type Random } from '../../src/core/random.ts';
import { runSteps } from '../../src/core/run-steps.ts';
import type { Matrix } from '../../src/core/types.ts';

export interface JobSize {
  readonly queries: number;
  readonly items: number;
  /** Observed scores. */
  readonly pairs: number;
  /** d */
  readonly dimension: number;
  /** Pairs a step. */
  readonly batch: number;
}

export const JOB_SIZE: JobSize = {
  queries: 10_000,
  items: 100_000,
  pairs: 1_000_000,
  dimension: 128,
  batch: 4096,
};
export const JOB_EPOCHS = 10;

const SEED = 1;

export interface JobTimes {
  /** Opening and reading the factors back included. */
  readonly seconds: number;
  /** Of the epochs alone. */
  readonly secondsPerEpoch: number;
}

/** Every query has the same number of pairs, with items at random; the scores are noise. */
export function makeProblem({ queries, items, pairs, dimension }: JobSize): FactorizationProblem {
  const random = createRandom(SEED);
  return {
    queryFactors: randomFactor(random, queries, dimension),
    itemFactors: randomFactor(random, items, dimension),
    queryRow: Uint32Array.from({ length: pairs }, (_, pair) => pair % queries),
    itemRow: Uint32Array.from({ length: pairs }, () => random.nextInt(items)),
    target: Float32Array.from({ length: pairs }, () => random.nextGaussian()),
    learningRate: 1e-3,
    weightDecay: 0.01,
  };
}

/**
 * Runs epochs from a fresh start. `onProgress` is called when the factorisation is open, after each epoch, and when the
 * factors have been read back.
 */
export async function runJob(
  compute: Pick<Compute, 'openFactorization'>,
  problem: FactorizationProblem,
  batch: number,
  epochs: number,
  onProgress: () => void = () => undefined,
): Promise<JobTimes> {
  const random = createRandom(SEED);
  const order = Uint32Array.from(problem.target.keys());
  const startMs = performance.now();
  const factorization = await compute.openFactorization(problem);
  try {
    onProgress();
    const openedMs = performance.now();
    for (let epoch = 0; epoch < epochs; epoch++) {
      await runSteps(factorization, order, { batchSize: batch }, random, undefined);
      onProgress();
    }
    const trainedMs = performance.now();
    await factorization.read();
    const endMs = performance.now();
    onProgress();
    return { seconds: (endMs - startMs) / 1000, secondsPerEpoch: (trainedMs - openedMs) / 1000 / epochs };
  } finally {
    factorization.dispose();
  }
}

function randomFactor(random: Random, rows: number, cols: number): Matrix {
  return { rows, cols, data: Float32Array.from({ length: rows * cols }, () => 0.1 * random.nextGaussian()) };
}
