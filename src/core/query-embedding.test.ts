import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { dotRow } from './matrix.ts';
import { fitLeastSquares, fitPriorCentredRidge, mixWithPrior } from './query-embedding.ts';
import { createRandom } from './random.ts';
import type { Matrix } from './types.ts';

function gaussianMatrix(rows: number, cols: number, seed: number): Matrix {
  const random = createRandom(seed);
  return { rows, cols, data: Float32Array.from({ length: rows * cols }, () => random.nextGaussian()) };
}

function gaussianVector(length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.nextGaussian());
}

function scoresOf(matrix: Matrix, docRows: Uint32Array, vector: Float64Array): Float64Array {
  return Float64Array.from(docRows, (row) => dotRow(matrix, row, vector));
}

const shape = fc.record({
  dimension: fc.integer({ min: 1, max: 12 }),
  scoredCount: fc.integer({ min: 1, max: 30 }),
  seed: fc.nat(1e6),
});

describe('fitLeastSquares', () => {
  it('recovers the vector behind noise-free scores once there are as many items as dimensions', () => {
    fc.assert(
      fc.property(shape, ({ dimension, scoredCount, seed }) => {
        const matrix = gaussianMatrix(60, dimension, seed);
        const truth = gaussianVector(dimension, seed + 1);
        const docRows = createRandom(seed).sample(60, dimension + scoredCount);
        const fitted = fitLeastSquares(matrix, docRows, scoresOf(matrix, docRows, truth));
        expectAllClose(fitted, truth, 1e-8);
      }),
      { seed: 1 },
    );
  });

  it('reproduces the scores while there are fewer items than dimensions', () => {
    const matrix = gaussianMatrix(30, 20, 3);
    const docRows = Uint32Array.of(4, 19, 7, 2);
    const scores = Float64Array.of(5, -1, 0.5, 3);
    expectAllClose(scoresOf(matrix, docRows, fitLeastSquares(matrix, docRows, scores)), scores, 1e-12);
  });

  it('averages the scores of items with equal embeddings, also where they differ by float32 rounding', () => {
    const matrix = {
      rows: 3,
      cols: 3,
      data: Float32Array.of(0.6, 0.8, 0, 0.6, 0.8 + 1e-7, 0, 0, 0, 2),
    };
    const fitted = fitLeastSquares(matrix, Uint32Array.of(0, 1, 2), Float64Array.of(1, 3, 4));
    expectAllClose(fitted, [1.2, 1.6, 2], 1e-6);
  });

  it('refuses rows that do not exist and scores that do not match', () => {
    const matrix = gaussianMatrix(3, 2, 1);
    expect(() => fitLeastSquares(matrix, Uint32Array.of(0, 3), Float64Array.of(1, 2))).toThrow(
      'docRows must hold rows below 3, but entry 1 is 3.',
    );
    expect(() => fitLeastSquares(matrix, Uint32Array.of(0, 1), Float64Array.of(1))).toThrow(
      'scores must have 2 entries, but has 1.',
    );
  });
});

describe('mixWithPrior', () => {
  it.each([
    { lambda: 0, expected: [1, 2] },
    { lambda: 0.25, expected: [1.75, 1] },
    { lambda: 1, expected: [4, -2] },
  ])('lambda = $lambda', ({ lambda, expected }) => {
    expect([...mixWithPrior(Float64Array.of(1, 2), Float64Array.of(4, -2), lambda)]).toEqual(expected);
  });

  it('refuses a lambda outside 0 to 1 and a prior of another length', () => {
    expect(() => mixWithPrior(Float64Array.of(1), Float64Array.of(1), 1.1)).toThrow(
      'lambda must be a number from 0 to 1, but is 1.1.',
    );
    expect(() => mixWithPrior(Float64Array.of(1), Float64Array.of(1, 2), 0.5)).toThrow(
      'prior must have 1 entries, but has 2.',
    );
  });
});

describe('fitPriorCentredRidge', () => {
  const matrix: Matrix = {
    rows: 5,
    cols: 4,
    data: Float32Array.of(1, 2, 0, 1, 2, 1, 0, 2, 0, 1, 1, 0, 1, 0, 0, -1, 2, 2, 1, 1),
  };
  const prior = Float64Array.of(0.5, -1, 2, 0);

  it('agrees with NumPy in the dual and in the primal', () => {
    // p + V.T @ numpy.linalg.solve(V @ V.T + mu * numpy.eye(len(V)), s - V @ p)
    expectAllClose(
      fitPriorCentredRidge(matrix, Uint32Array.of(0, 1, 2), Float64Array.of(3, 5, 2), prior, 0.5),
      [1.4316239316239314, 0.17948717948717952, 1.8803418803418803, 0.9316239316239314],
      1e-13,
    );
    expectAllClose(
      fitPriorCentredRidge(
        matrix,
        Uint32Array.of(0, 1, 2, 3, 4),
        Float64Array.of(3, 5, 2, -1, 4),
        prior,
        0.5,
      ),
      [0.6347815354233519, 0.13700320908417685, 1.4944458158479388, 1.5833127622809187],
      1e-13,
    );
  });

  it('makes the gradient of |V u - a|^2 + mu |u - prior|^2 vanish', () => {
    const problem = fc.record({ shape, mu: fc.double({ min: 1e-3, max: 100, noNaN: true }) });
    fc.assert(
      fc.property(problem, ({ shape: { dimension, scoredCount, seed }, mu }) => {
        const items = gaussianMatrix(30, dimension, seed);
        const start = gaussianVector(dimension, seed + 1);
        const docRows = createRandom(seed).sample(30, scoredCount);
        const scores = gaussianVector(scoredCount, seed + 2);
        const fitted = fitPriorCentredRidge(items, docRows, scores, start, mu);
        const residual = scoresOf(items, docRows, fitted).map((estimate, i) => estimate - scores[i]);
        const gradient = fitted.map((value, c) => {
          const fit = docRows.reduce((sum, row, i) => sum + items.data[row * dimension + c] * residual[i], 0);
          return fit + mu * (value - start[c]);
        });
        expectAllClose(gradient, new Float64Array(dimension), 1e-9);
      }),
      { seed: 2 },
    );
  });

  it('with a small mu fits every item and keeps the prior in directions not seen', () => {
    const items = { rows: 2, cols: 3, data: Float32Array.of(1, 0, 0, 0, 2, 0) };
    const fitted = fitPriorCentredRidge(
      items,
      Uint32Array.of(0, 1),
      Float64Array.of(7, 8),
      Float64Array.of(1, 1, 5),
      1e-9,
    );
    expectAllClose(fitted, [7, 4, 5], 1e-8);
  });

  it('with a large mu keeps the prior', () => {
    const fitted = fitPriorCentredRidge(matrix, Uint32Array.of(0, 1), Float64Array.of(9, 9), prior, 1e12);
    expectAllClose(fitted, prior, 1e-9);
  });

  it('takes the same item twice', () => {
    const fitted = fitPriorCentredRidge(matrix, Uint32Array.of(2, 2), Float64Array.of(1, 3), prior, 1e-6);
    expectAllClose(scoresOf(matrix, Uint32Array.of(2), fitted), [2], 1e-5);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses mu = %s', (mu) => {
    expect(() => fitPriorCentredRidge(matrix, Uint32Array.of(0), Float64Array.of(1), prior, mu)).toThrow(
      `mu must be a number above 0, but is ${mu}.`,
    );
  });

  it('refuses a prior of another length', () => {
    expect(() =>
      fitPriorCentredRidge(matrix, Uint32Array.of(0), Float64Array.of(1), Float64Array.of(1), 1),
    ).toThrow('prior must have 4 entries, but has 1.');
  });
});
