import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { randomMatrix, randomVector } from '../testing/random-matrix.ts';
import type { RidgeProblem } from './compute.ts';
import { solveRidges } from './cpu-ridges.ts';
import { dot, rowOf } from './matrix.ts';
import type { Matrix } from './types.ts';

// Shapes and what is refused are in src/testing/ridge-tests.ts.

/** One row that has `value[j]` with row `col[j]` of `fixed`. */
function oneRow(fixed: Matrix, col: number[], value: number[], prior: number[], mu: number): RidgeProblem {
  return {
    observed: {
      rows: 1,
      cols: fixed.rows,
      rowStart: Uint32Array.of(0, col.length),
      col: Uint32Array.from(col),
      value: Float32Array.from(value),
    },
    fixed,
    prior: { rows: 1, cols: prior.length, data: Float32Array.from(prior) },
    mu,
  };
}

it('solves as NumPy does, with fewer and with more entries than dimensions', () => {
  // A = np.array([[1, .5, -.25], [0, 2, 1], [-1, .25, .5], [.5, -1, 2], [1.5, 0, .75]])
  // def ridge(A, a, p, mu):
  //   n, d = A.shape
  //   return p + np.linalg.solve(A.T @ A + mu * n * np.eye(d), A.T @ (a - A @ p))
  // print(ridge(A[[1, 4]], np.array([1.5, -.5]), np.array([.25, -.5, 1]), .1))   # NumPy 2.4.6
  // print(ridge(A, np.array([2, -1, .5, 1, .25]), np.array([0, 1, -.5]), .1))
  const data = Float32Array.of(1, 0.5, -0.25, 0, 2, 1, -1, 0.25, 0.5, 0.5, -1, 2, 1.5, 0, 0.75);
  const fixed = { rows: 5, cols: 3, data };
  const fewer = solveRidges(oneRow(fixed, [1, 4], [1.5, -0.5], [0.25, -0.5, 1], 0.1));
  expectAllClose(fewer.data, [-0.7010014898195664, 0.2598079788114548, 0.9044032444959449], 1e-6);
  const more = solveRidges(oneRow(fixed, [0, 1, 2, 3, 4], [2, -1, 0.5, 1, 0.25], [0, 1, -0.5], 0.1));
  expectAllClose(more.data, [0.46190588512796327, -0.21669221999449628, 0.008216377717498058], 1e-6);
});

const shape = fc.record({
  entries: fc.integer({ min: 1, max: 30 }),
  dimension: fc.integer({ min: 1, max: 20 }),
  mu: fc.double({ min: 0.01, max: 10, noNaN: true }),
  seed: fc.nat(1000),
});

interface Shape {
  readonly entries: number;
  readonly dimension: number;
  readonly mu: number;
  readonly seed: number;
}

function randomRow({ entries, dimension, mu, seed }: Shape): RidgeProblem {
  const col = Array.from({ length: entries }, (_, entry) => entry);
  const value = [...randomVector(entries, seed)];
  return oneRow(
    randomMatrix(entries, dimension, seed + 1),
    col,
    value,
    [...randomVector(dimension, seed + 2)],
    mu,
  );
}

it('satisfies the normal equations, in the dual as in the primal', () => {
  fc.assert(
    fc.property(shape, (drawn) => {
      const { observed, fixed, prior, mu } = randomRow(drawn);
      const solution = solveRidges({ observed, fixed, prior, mu }).data;
      // Half the gradient: sum over entries of (x . v - value) v, plus mu n (x - prior).
      const gradient = Array.from(solution, (x, c) => mu * observed.col.length * (x - prior.data[c]));
      observed.col.forEach((col, entry) => {
        const error = dot(solution, rowOf(fixed, col)) - observed.value[entry];
        rowOf(fixed, col).forEach((feature, c) => {
          gradient[c] += error * feature;
        });
      });
      expectAllClose(gradient, new Float64Array(gradient.length), 1e-4);
    }),
    { seed: 5, numRuns: 100 },
  );
});

it('gives the same in the dual and in the primal: dimensions that all features lack change nothing', () => {
  fc.assert(
    fc.property(shape, (drawn) => {
      const problem = randomRow(drawn);
      // As many dimensions more as there are entries: always the dual.
      const extra = drawn.entries;
      const wide = solveRidges({
        ...problem,
        fixed: withZeroColumns(problem.fixed, extra),
        prior: withZeroColumns(problem.prior, extra),
      });
      expectAllClose(wide.data, withZeroColumns(solveRidges(problem), extra).data, 1e-5);
    }),
    { seed: 6, numRuns: 50 },
  );
});

it('goes to the prior as mu grows', () => {
  fc.assert(
    fc.property(shape, (drawn) => {
      const problem = randomRow({ ...drawn, mu: 1e8 });
      expectAllClose(solveRidges(problem).data, problem.prior.data, 1e-5);
    }),
    { seed: 7, numRuns: 50 },
  );
});

it('fits the values as mu goes to zero and the features allow it', () => {
  const problem = randomRow({ entries: 6, dimension: 12, mu: 1e-9, seed: 8 });
  const solution = solveRidges(problem).data;
  const fitted = Array.from(problem.observed.col, (col) => dot(solution, rowOf(problem.fixed, col)));
  expectAllClose(fitted, problem.observed.value, 1e-5);
  expect(solution).not.toEqual(problem.prior.data);
});

it('asks for a larger mu where the features are too much alike for this one', () => {
  const fixed = { rows: 2, cols: 3, data: Float32Array.of(1, 2, 3, 1, 2, 3) };
  expect(() => solveRidges(oneRow(fixed, [0, 1], [1, 2], [0, 0, 0], 1e-300))).toThrow(
    'Expected a positive definite matrix, but pivot 1 is 0. Use a larger ridge parameter.',
  );
});

function withZeroColumns({ rows, cols, data }: Matrix, count: number): Matrix {
  const wider = new Float32Array(rows * (cols + count));
  for (let row = 0; row < rows; row++) {
    wider.set(data.subarray(row * cols, (row + 1) * cols), row * (cols + count));
  }
  return { rows, cols: cols + count, data: wider };
}
