import type { Compute, RidgeProblem } from '../../src/core/compute.ts';
import { createRandom } from '../../src/core/random.ts';
import { type PathName, TURNS } from './paths.ts';

/** ALS: ridges solved per second on each path. */
export type RidgeSpeeds = Readonly<Record<PathName, number>>;

/** Queries of the factorisation's job, each with as many entries as it has pairs there. */
const SIZE = { rows: 1000, entries: 100, features: 100_000, dimension: 128 };
const SEED = 3;

export function makeRidges({ rows, entries, features, dimension } = SIZE): RidgeProblem {
  const random = createRandom(SEED);
  const numbers = (length: number) => Float32Array.from({ length }, () => random.nextFloat() - 0.5);
  return {
    observed: {
      rows,
      cols: features,
      rowStart: Uint32Array.from({ length: rows + 1 }, (_, row) => row * entries),
      col: Uint32Array.from(Array.from({ length: rows }, () => [...random.sample(features, entries)]).flat()),
      value: numbers(rows * entries),
    },
    fixed: { rows: features, cols: dimension, data: numbers(features * dimension) },
    prior: { rows, cols: dimension, data: numbers(rows * dimension) },
    mu: 0.1,
  };
}

/** The paths in turn, the faster turn of each: the first one copies the features to where they are computed with. */
export async function measureRidges(
  paths: Readonly<Record<PathName, Pick<Compute, 'solveRidges'>>>,
  problem: RidgeProblem,
): Promise<RidgeSpeeds> {
  const speeds = { reference: 0, oneThread: 0, allThreads: 0 };
  for (const path of TURNS) {
    const startMs = performance.now();
    await paths[path].solveRidges(problem);
    const speed = (1000 * problem.observed.rows) / (performance.now() - startMs);
    speeds[path] = Math.max(speeds[path], speed);
  }
  return speeds;
}
