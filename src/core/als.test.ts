import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { lowRankOptions } from '../testing/low-rank-scores.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { type AlsOptions, factorizeByAls } from './als.ts';
import type { Compute, RidgeProblem } from './compute.ts';
import { createCpuCompute } from './cpu-compute.ts';
import { cancelledError } from './errors.ts';
import { dot, rowOf } from './matrix.ts';
import { prepareScores } from './observed-scores.ts';
import { createRandom } from './random.ts';
import { IDENTITY_SCALE } from './score-scale.ts';
import type { Matrix } from './types.ts';

// What both solvers do alike is in mf-trns.test.ts.
const options: AlsOptions = { ...lowRankOptions, regularization: 1e-3 };

/** The exact solver, with every problem and its solution handed to `onSolved`. */
function watchedCompute(onSolved: (problem: RidgeProblem, solution: Matrix) => void): Compute {
  const cpu = createCpuCompute();
  return {
    ...cpu,
    async solveRidges(problem) {
      const solution = await cpu.solveRidges(problem);
      onSolved(problem, solution);
      return solution;
    },
  };
}

describe('factorizeByAls', () => {
  it('takes the sweeps of NumPy and keeps the better one', async () => {
    // u0 = np.array([[1, .5], [-.5, 1]]); v0 = np.array([[.5, 1], [1, -.5], [-1, .25]])
    // q = np.array([0, 0, 0, 1, 1]); i = np.array([0, 1, 2, 1, 2]); g = np.array([1.5, .5, -1, -1, 1])
    // def ridge(A, a, p, mu):
    //   n, d = A.shape
    //   return p + np.linalg.solve(A.T @ A + mu * n * np.eye(d), A.T @ (a - A @ p))
    // u, v = u0, v0
    // for sweep in range(2):
    //   u = np.array([ridge(v[i[q == r]], g[q == r], u0[r], .2) for r in range(2)])
    //   v = np.array([ridge(u[q[i == r]], g[i == r], v0[r], .2) for r in range(3)])
    //   print(u, v, np.mean(((u[q] * v[i]).sum(1) - g) ** 2), abs(u[1] @ v[0] - .25))   # NumPy 2.4.6
    const result = await factorizeByAls({
      pairs: {
        queryRow: Uint32Array.of(0, 0, 0, 1, 1, 1),
        docRow: Uint32Array.of(0, 1, 2, 0, 1, 2),
        score: Float32Array.of(1.5, 0.5, -1, 0.25, -1, 1),
      },
      queryVectors: { rows: 2, cols: 2, data: Float32Array.of(1, 0.5, -0.5, 1) },
      itemVectors: { rows: 3, cols: 2, data: Float32Array.of(0.5, 1, 1, -0.5, -1, 0.25) },
      scoreScale: IDENTITY_SCALE,
      regularization: 0.2,
      epochs: 2,
      patience: 2,
      // Holds out pair 3, of query 1 and item 0.
      seed: 4,
      heldOutShare: 0.05,
      compute: createCpuCompute(),
    });
    expectAllClose(
      result.queryMatrix.data,
      [1.071917410973205, 0.8198584850945365, -0.6143790849673203, 0.9673202614379085],
      1e-6,
    );
    expectAllClose(
      result.itemMatrix.data,
      [
        0.5764664482802474, 1.0584855379769278, 0.8788589097822462, -0.5017456665832007, -1.1247038819735447,
        0.28261783041709276,
      ],
      1e-6,
    );
    expectAllClose(result.lossPerEpoch, [0.0007475113414111082, 0.0009565131348934148], 1e-7);
    expectAllClose(result.heldOutRmsePerEpoch, [0.41972557831530755, 0.4752293561354919], 1e-6);
    expect([result.heldOutRmseBefore, result.bestEpoch]).toEqual([0.5, 1]);
  });

  it('solves all queries with the items as they are, then all items, both towards the initial vectors', async () => {
    const problems: RidgeProblem[] = [];
    const solutions: Matrix[] = [];
    const compute = watchedCompute((problem, solution) => {
      problems.push(problem);
      solutions.push(solution);
    });
    await factorizeByAls({ ...options, compute, epochs: 2 });
    const [queries, items] = [problems[0].prior, problems[1].prior];
    expect([queries.rows, items.rows]).toEqual([11, 25]);
    expect(queries.data).toEqual(options.queryVectors.data.subarray(0, queries.data.length));
    expect(items.data).toEqual(options.itemVectors.data.subarray(0, items.data.length));
    expect(problems.map(({ prior }) => prior)).toEqual([queries, items, queries, items]);
    expect(problems.map(({ fixed }) => fixed)).toEqual([items, solutions[0], solutions[1], solutions[2]]);
    expect(problems.map(({ mu }) => mu)).toEqual([1e-3, 1e-3, 1e-3, 1e-3]);
  });

  it('never raises its objective, whichever half of a sweep', async () => {
    const shape = fc.record({
      seed: fc.nat(1000),
      dimension: fc.integer({ min: 1, max: 6 }),
      pairCount: fc.integer({ min: 2, max: 80 }),
      regularization: fc.constantFrom(1e-3, 0.1, 2),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ seed, dimension, pairCount, regularization }) => {
        const random = createRandom(seed);
        const problem: AlsOptions = {
          ...options,
          pairs: {
            queryRow: Uint32Array.from({ length: pairCount }, () => random.nextInt(5)),
            docRow: Uint32Array.from({ length: pairCount }, () => random.nextInt(9)),
            score: Float32Array.from({ length: pairCount }, () => 2 * random.nextGaussian()),
          },
          queryVectors: randomMatrix(5, dimension, seed + 1),
          itemVectors: randomMatrix(9, dimension, seed + 2),
          regularization,
          epochs: 4,
        };
        const objectives = await objectivesOf(problem);
        expect(objectives.length).toBe(9);
        objectives.slice(1).forEach((objective, half) => {
          expect(objective).toBeLessThanOrEqual(objectives[half] * (1 + 1e-6) + 1e-9);
        });
      }),
      { seed: 4, numRuns: 25 },
    );
  });

  it('stays at the initial vectors when the regularisation is very large', async () => {
    const { itemMatrix, queryMatrix } = await factorizeByAls({ ...options, regularization: 1e9, epochs: 3 });
    expectAllClose(itemMatrix.data, options.itemVectors.data, 1e-6);
    expectAllClose(queryMatrix.data, options.queryVectors.data, 1e-6);
  });
});

describe('factorizeByAls stops', () => {
  it('when a solution is no number, naming the sweep and the regularisation', async () => {
    let solved = 0;
    const compute = watchedCompute((_, solution) => {
      solved += 1;
      // The items of the second sweep.
      if (solved === 4) solution.data.fill(Number.NaN);
    });
    const rejected = factorizeByAls({
      ...options,
      // Knowing nothing is worth 1 here, ten times that is the limit.
      pairs: { ...options.pairs, score: options.pairs.score.map((_, pair) => (pair % 2 === 0 ? 1 : -1)) },
      queryVectors: { ...options.queryVectors, data: options.queryVectors.data.map(() => 0) },
      compute,
    });
    await expect(rejected).rejects.toMatchObject({
      name: 'FactorizeError',
      message:
        'Training diverged in epoch 2: the loss is NaN, expected at most 10.0. ' +
        'The regularization was 0.001; try a larger one. The index that there was is unchanged.',
    });
    expect(solved).toBe(4);
  });

  it('between the halves of a sweep when cancelled', async () => {
    let checks = 0;
    let solved = 0;
    const cancelled = factorizeByAls({
      ...options,
      compute: watchedCompute(() => {
        solved += 1;
      }),
      cancel: {
        aborted: false,
        throwIfAborted() {
          checks += 1;
          // Before each sweep and in its middle.
          if (checks === 4) throw cancelledError();
        },
      },
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'CancelledError' });
    expect(solved).toBe(3);
  });

  it('before it begins without a regularisation', async () => {
    await expect(factorizeByAls({ ...options, regularization: 0 })).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message: 'regularization must be a number above 0, but is 0.',
    });
  });
});

/** The objective of `factorizeByAls` at the start and after each half of each sweep. */
async function objectivesOf(problem: AlsOptions): Promise<number[]> {
  const { queryRow, itemRow, target } = prepareScores(problem);
  const pairs = [...target.keys()];
  const objective = (factors: readonly Matrix[], priors: readonly Matrix[]) => {
    const [queries, items] = factors;
    const ofPair = (pair: number) =>
      (dot(rowOf(queries, queryRow[pair]), rowOf(items, itemRow[pair])) - target[pair]) ** 2 +
      problem.regularization *
        (squaredDistance(queries, priors[0], queryRow[pair]) +
          squaredDistance(items, priors[1], itemRow[pair]));
    return pairs.reduce((sum, pair) => sum + ofPair(pair), 0);
  };
  const halves: { prior: Matrix; solution: Matrix }[] = [];
  const compute = watchedCompute(({ prior }, solution) => halves.push({ prior, solution }));
  await factorizeByAls({ ...problem, compute });

  const priors = [halves[0].prior, halves[1].prior];
  const factors = [...priors];
  const objectives = [objective(factors, priors)];
  halves.forEach(({ solution }, half) => {
    factors[half % 2] = solution;
    objectives.push(objective(factors, priors));
  });
  return objectives;
}

function squaredDistance(a: Matrix, b: Matrix, row: number): number {
  return rowOf(a, row).reduce((sum, value, c) => sum + (value - rowOf(b, row)[c]) ** 2, 0);
}
