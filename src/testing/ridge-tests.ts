import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Compute, RidgeProblem } from '../core/compute.ts';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { rowOf } from '../core/matrix.ts';
import { createRandom } from '../core/random.ts';
import type { Matrix, SparseMatrix } from '../core/types.ts';
import { expectAllClose } from './all-close.ts';
import { randomMatrix } from './random-matrix.ts';

/** What every implementation of `Compute.solveRidges` has to do; `tolerance` as in `ComputeTolerance.ridge`. */
export function describeRidges(compute: () => Compute, tolerance: number): void {
  describe('ridges', () => {
    test.each([
      { name: 'one number', entries: [1], cols: 1, dimension: 1 },
      { name: 'fewer entries than dimensions', entries: [1, 2, 7, 31], cols: 40, dimension: 32 },
      { name: 'as many entries as dimensions', entries: [16, 16], cols: 20, dimension: 16 },
      { name: 'more entries than dimensions', entries: [17, 64, 65, 300], cols: 400, dimension: 16 },
      { name: 'fewer, as many and more, and none', entries: [0, 3, 0, 8, 50, 9, 0], cols: 50, dimension: 8 },
      { name: 'more than 64 dimensions', entries: [5, 65, 66, 200], cols: 200, dimension: 65 },
      { name: 'as many dimensions as a small model has', entries: [20, 400, 1], cols: 500, dimension: 384 },
      { name: 'a row with very many entries', entries: [5_000, 1], cols: 6_000, dimension: 4 },
      { name: 'no row', entries: [], cols: 3, dimension: 2 },
      { name: 'no entry', entries: [0, 0], cols: 3, dimension: 2 },
      { name: 'no column', entries: [0, 0], cols: 0, dimension: 2 },
    ])('$name', async ({ entries, cols, dimension }) => {
      await expectSameSolution(compute(), randomRidges(entries, cols, dimension, 0.3, 51), tolerance);
    });

    test('more rows than one dimension of a dispatch holds', async () => {
      const entries = Array.from({ length: 65_540 }, (_, row) => (row % 50 === 0 || row > 65_530 ? 2 : 0));
      await expectSameSolution(compute(), randomRidges(entries, 5, 2, 0.5, 52), tolerance);
    });

    test('any shape', async () => {
      const shape = fc.record({
        entries: fc.array(fc.nat(30), { maxLength: 12 }),
        dimension: fc.integer({ min: 1, max: 40 }),
        mu: fc.double({ min: 0.1, max: 10, noNaN: true }),
        seed: fc.nat(1000),
      });
      await fc.assert(
        fc.asyncProperty(shape, async ({ entries, dimension, mu, seed }) => {
          await expectSameSolution(compute(), randomRidges(entries, 30, dimension, mu, seed), tolerance);
        }),
        { seed: 3, numRuns: 20 },
      );
    });

    test('by hand', async () => {
      // Row 0: (2 x - 6)^2 + 0.5 (x - 1)^2 is smallest at 12.5 / 4.5. Row 1 has no entry. Row 2 has the same column
      // twice: (2 x - 1)^2 + (2 x - 3)^2 + 2 * 0.5 (x + 1)^2 is smallest at 7 / 9.
      const solution = await compute().solveRidges({
        observed: {
          rows: 3,
          cols: 2,
          rowStart: Uint32Array.of(0, 1, 1, 3),
          col: Uint32Array.of(1, 1, 1),
          value: Float32Array.of(6, 1, 3),
        },
        fixed: { rows: 2, cols: 1, data: Float32Array.of(100, 2) },
        prior: { rows: 3, cols: 1, data: Float32Array.of(1, 0.7, -1) },
        mu: 0.5,
      });
      expectAllClose(solution.data, [12.5 / 4.5, Math.fround(0.7), 7 / 9], 1e-6);
    });

    test('a row without entries is its prior, bit for bit, and the input is not written to', async () => {
      const problem = randomRidges([2, 0, 3], 6, 4, 0.3, 53);
      const before = problem.prior.data.slice();
      const solution = await compute().solveRidges(problem);
      expect(rowOf(solution, 1)).toEqual(rowOf(problem.prior, 1));
      expect(rowOf(solution, 0)).not.toEqual(rowOf(problem.prior, 0));
      solution.data.fill(9);
      expect(problem.prior.data).toEqual(before);
    });

    const zeros = (rows: number, cols: number): Matrix => ({
      rows,
      cols,
      data: new Float32Array(rows * cols),
    });
    const observed: SparseMatrix = {
      rows: 2,
      cols: 4,
      rowStart: Uint32Array.of(0, 1, 3),
      col: Uint32Array.of(0, 3, 1),
      value: Float32Array.of(1, 2, 3),
    };
    const sound: RidgeProblem = { observed, fixed: zeros(4, 3), prior: zeros(2, 3), mu: 1 };
    test.each([
      { change: { mu: 0 }, message: 'mu must be a number above 0, but is 0.' },
      {
        change: { mu: Number.POSITIVE_INFINITY },
        message: 'mu must be a number above 0, but is Infinity.',
      },
      { change: { fixed: zeros(5, 3) }, message: 'fixed.rows must be 4, but is 5.' },
      { change: { prior: zeros(3, 3) }, message: 'prior.rows must be 2, but is 3.' },
      { change: { prior: zeros(2, 4) }, message: 'prior.cols must be 3, but is 4.' },
      {
        change: { fixed: { rows: 4, cols: 3, data: new Float32Array(11) } },
        message: 'fixed.data must have 12 entries, but has 11.',
      },
      {
        change: { observed: { ...observed, rowStart: Uint32Array.of(0, 3) } },
        message: 'observed.rowStart must have 3 entries, but has 2.',
      },
      {
        change: { observed: { ...observed, rowStart: Uint32Array.of(0, 4, 3) } },
        message: 'observed.rowStart must not fall, but entry 2 is 3, after 4.',
      },
      {
        change: { observed: { ...observed, rowStart: Uint32Array.of(0, 1, 2) } },
        message: 'observed.rowStart must go from 0 to 3, but goes from 0 to 2.',
      },
      {
        change: { observed: { ...observed, rowStart: Uint32Array.of(1, 1, 3) } },
        message: 'observed.rowStart must go from 0 to 3, but goes from 1 to 3.',
      },
      {
        change: { observed: { ...observed, col: Uint32Array.of(0, 4, 1) } },
        message: 'observed.col must hold rows below 4, but entry 1 is 4.',
      },
      {
        change: { observed: { ...observed, value: Float32Array.of(1, 2, Number.NaN) } },
        message: 'observed.value must hold finite numbers, but entry 2 is NaN.',
      },
    ])('refuses a problem: $message', async ({ change, message }) => {
      await expect(compute().solveRidges({ ...sound, ...change })).rejects.toMatchObject({
        name: 'InvalidArgumentError',
        message,
      });
    });
  });
}

async function expectSameSolution(compute: Compute, problem: RidgeProblem, tolerance: number): Promise<void> {
  const { data: expected } = await createCpuCompute().solveRidges(problem);
  const { data, ...shape } = await compute.solveRidges(problem);
  expect(shape).toEqual({ rows: problem.prior.rows, cols: problem.prior.cols });
  const largest = expected.reduce((size, entry) => Math.max(size, Math.abs(entry)), 0);
  expectAllClose(data, expected, tolerance * largest);
}

/** Row r has `entries[r]` entries, in columns that come up again where there are fewer columns than entries. */
function randomRidges(
  entries: readonly number[],
  cols: number,
  dimension: number,
  mu: number,
  seed: number,
): RidgeProblem {
  const random = createRandom(seed);
  const rowStart = new Uint32Array(entries.length + 1);
  entries.forEach((count, row) => {
    rowStart[row + 1] = rowStart[row] + count;
  });
  const entryCount = rowStart[entries.length];
  return {
    observed: {
      rows: entries.length,
      cols,
      rowStart,
      col: Uint32Array.from({ length: entryCount }, () => random.nextInt(cols)),
      value: Float32Array.from({ length: entryCount }, () => random.nextGaussian()),
    },
    fixed: randomMatrix(cols, dimension, seed + 1),
    prior: randomMatrix(entries.length, dimension, seed + 2),
    mu,
  };
}
