import type { Compute, Factorization, FactorizationProblem, RidgeProblem, TowerProblem } from './compute.ts';
import { createRandom, type Random } from './random.ts';
import { initialTower } from './tower.ts';
import type { Matrix } from './types.ts';

/** The same job for every `Compute`. */
export interface Trial {
  readonly vector: Float64Array;
  /** Its items are also what is multiplied. */
  readonly factorization: FactorizationProblem;
  readonly ridges: RidgeProblem;
  readonly towers: TowerProblem;
}

/** How long the timed part of a trial took, and all numbers it gave, in an order that is always the same. */
export interface TrialRun {
  readonly elapsedMs: number;
  readonly results: Float64Array;
}

const TIMED_ROUNDS = 2;

/**
 * Products and training steps of the size that a corpus of two thousand documents needs; ridges and towers as small
 * as can be, for they are not timed.
 */
export function createTrial(): Trial {
  const random = createRandom(1);
  const [queryCount, itemCount, cols, pairCount] = [64, 2048, 192, 1024];
  return {
    vector: Float64Array.from(randomNumbers(random, cols)),
    factorization: {
      queryFactors: randomMatrix(random, queryCount, cols),
      itemFactors: randomMatrix(random, itemCount, cols),
      ...randomPairs(random, queryCount, itemCount, pairCount),
    },
    ridges: smallRidges(random),
    towers: smallTowers(random),
  };
}

/** Runs all of the trial and times its products and training steps by `nowMs`, which is read twice. */
export async function runTrial(compute: Compute, trial: Trial, nowMs: () => number): Promise<TrialRun> {
  const { vector, factorization } = trial;
  const training = await compute.openFactorization(factorization);
  try {
    const results = await untimedResults(compute, trial);
    let startMs = 0;
    // The first round, which compiles and uploads, is not counted.
    for (let round = 0; round <= TIMED_ROUNDS; round++) {
      if (round === 1) startMs = nowMs();
      const product = await compute.multiply(factorization.itemFactors, vector);
      results.push(...product, await takeStep(training, factorization));
    }
    return { elapsedMs: nowMs() - startMs, results: Float64Array.from(results) };
  } finally {
    training.dispose();
  }
}

/** The largest difference of a result from the expected one, as a share of 1 + |the expected one|; NaN if any is. */
export function largestDifference(results: Float64Array, expected: Float64Array): number {
  const differences = expected.map(
    (value, index) => Math.abs(results[index] - value) / (1 + Math.abs(value)),
  );
  return differences.reduce((largest, difference) => Math.max(largest, difference), 0);
}

async function untimedResults(
  compute: Compute,
  { vector, factorization, ridges, towers }: Trial,
): Promise<number[]> {
  const { docRows, scores } = await compute.nearest(factorization.itemFactors, vector, 10);
  const solution = await compute.solveRidges(ridges);
  const outputs = await compute.applyTower(towers.itemTower, towers.itemInputs);
  return [...docRows, ...scores, ...solution.data, ...outputs.data, ...(await towerLosses(compute, towers))];
}

/** The losses of two steps; not the weights, of which rounding decides those whose slopes are nearly 0. */
async function towerLosses(compute: Compute, problem: TowerProblem): Promise<number[]> {
  const training = await compute.openTowers(problem);
  try {
    return [await takeStep(training, problem), await takeStep(training, problem)];
  } finally {
    training.dispose();
  }
}

/** One step on all pairs. */
function takeStep(
  training: Pick<Factorization, 'step'>,
  { target }: { target: Float32Array },
): Promise<number> {
  return training.step(Uint32Array.from(target.keys()), 0, target.length);
}

/** Rows of fewer and of more entries than dimensions, which are solved in different ways. */
function smallRidges(random: Random): RidgeProblem {
  const [cols, dimension] = [40, 12];
  const rowStart = Uint32Array.of(0, 5, 35);
  const entryCount = 35;
  return {
    observed: {
      rows: 2,
      cols,
      rowStart,
      col: Uint32Array.from({ length: entryCount }, () => random.nextInt(cols)),
      value: randomNumbers(random, entryCount),
    },
    fixed: randomMatrix(random, cols, dimension),
    prior: randomMatrix(random, 2, dimension),
    mu: 0.1,
  };
}

function smallTowers(random: Random): TowerProblem {
  const [queryCount, itemCount, dimension, pairCount] = [4, 12, 12, 24];
  return {
    queryInputs: randomMatrix(random, queryCount, dimension),
    itemInputs: randomMatrix(random, itemCount, dimension),
    // Gates half open: a tower that is nearly the identity would hide what its weights do.
    queryTower: { ...initialTower(dimension, random), gate: 0 },
    itemTower: { ...initialTower(dimension, random), gate: 0 },
    ...randomPairs(random, queryCount, itemCount, pairCount),
  };
}

function randomPairs(random: Random, queryCount: number, itemCount: number, pairCount: number) {
  const rowsBelow = (end: number) => Uint32Array.from({ length: pairCount }, () => random.nextInt(end));
  return {
    queryRow: rowsBelow(queryCount),
    itemRow: rowsBelow(itemCount),
    target: randomNumbers(random, pairCount),
    learningRate: 1e-3,
    weightDecay: 0.01,
  };
}

function randomNumbers(random: Random, length: number): Float32Array {
  return Float32Array.from({ length }, () => 2 * random.nextFloat() - 1);
}

function randomMatrix(random: Random, rows: number, cols: number): Matrix {
  return { rows, cols, data: randomNumbers(random, rows * cols) };
}
