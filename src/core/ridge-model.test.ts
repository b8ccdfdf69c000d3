import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  concatenate,
  generateProblem,
  joinColumns,
  type ProblemShape,
  type QueryProblem,
} from '../testing/query-problems.ts';
import { randomMatrix, randomVector } from '../testing/random-matrix.ts';
import { joinPoint } from './item-features.ts';
import { muGrid } from './leave-one-out.ts';
import { dotRow, norm, rowOf } from './matrix.ts';
import { fitPriorCentredRidge } from './query-embedding.ts';
import type { FittedQuery } from './query-model.ts';
import { openRidgeModel } from './ridge-model.ts';
import type { Matrix } from './types.ts';

/** Few dimensions, so that most cases cross from the dual to the primal. */
const smallShape: fc.Arbitrary<ProblemShape> = fc.record({
  dimension: fc.integer({ min: 1, max: 10 }),
  columnCount: fc.integer({ min: 0, max: 2 }),
  batchSizes: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
  dependentShare: fc.constantFrom(0, 0.4, 1),
  seed: fc.nat(1e9),
});

/** Largest absolute value, at least 1. */
function scaleOf(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
}

/** After every batch: what was fitted, to the first `count` items. */
function* fitAll(problem: QueryProblem, mu: number | 'leave-one-out') {
  const model = openRidgeModel(mu, problem.features, problem.prior);
  for (const [position, batch] of problem.batches.entries()) {
    model.addItems(batch);
    const docRows = concatenate(problem.batches.slice(0, position + 1));
    const targets = problem.targets.slice(0, docRows.length);
    yield { docRows, targets, fitted: model.fit(targets) };
  }
}

/** Furthest an entry of the fitted point, or of the one that its item weights give, is from the ridge from scratch; relative. */
function scratchError(
  problem: QueryProblem,
  docRows: Uint32Array,
  targets: Float64Array,
  fitted: FittedQuery,
) {
  const { matrix, prior } = joinColumns(problem);
  const scratch = fitPriorCentredRidge(matrix, docRows, targets, prior, fitted.mu as number);
  const weights = fitted.itemWeights as Float64Array;
  const byWeights = scratch.map((_, c) => {
    return docRows.reduce((sum, row, i) => sum + weights[i] * matrix.data[row * matrix.cols + c], prior[c]);
  });
  return Math.max(
    furthest(joinPoint(fitted), scratch) / scaleOf(scratch),
    furthest(byWeights, scratch) / Math.max(scaleOf(scratch), scaleOf(weights)),
  );
}

function furthest(values: Float64Array, expected: Float64Array): number {
  return expected.reduce((most, value, c) => Math.max(most, Math.abs(value - values[c])), 0);
}

describe('openRidgeModel', () => {
  it('equals the ridge from scratch after every batch, whatever the items', () => {
    const mus = fc.constantFrom(1e-3, 0.1, 1, 30);
    fc.assert(
      fc.property(smallShape, mus, (shape, mu) => {
        const problem = generateProblem(shape);
        for (const { docRows, targets, fitted } of fitAll(problem, mu)) {
          if (scratchError(problem, docRows, targets, fitted) > 1e-9) return false;
        }
        return true;
      }),
      { seed: 1, numRuns: 10_000 },
    );
  });

  it.each<[string, number | 'leave-one-out', Omit<ProblemShape, 'dependentShare' | 'seed'>]>([
    ['dual, several blocks', 0.1, { dimension: 130, columnCount: 1, batchSizes: [33, 1, 50, 32, 14] }],
    ['dual to primal', 0.1, { dimension: 60, columnCount: 1, batchSizes: [20, 25, 40, 3, 70] }],
    ['primal at once', 0.1, { dimension: 37, columnCount: 0, batchSizes: [90, 2] }],
    ['dual, mu chosen', 'leave-one-out', { dimension: 150, columnCount: 1, batchSizes: [33, 40, 50, 1, 9] }],
    [
      'dual to primal, mu chosen',
      'leave-one-out',
      { dimension: 70, columnCount: 2, batchSizes: [30, 38, 40, 50] },
    ],
  ])('%s: equals the ridge from scratch', (_name, mu, shape) => {
    for (const dependentShare of [0, 0.3]) {
      const problem = generateProblem({ ...shape, dependentShare, seed: 5 });
      for (const { docRows, targets, fitted } of fitAll(problem, mu)) {
        expect(scratchError(problem, docRows, targets, fitted)).toBeLessThan(1e-9);
      }
    }
  });

  it('takes other targets for the same items', () => {
    const problem = generateProblem({
      dimension: 4,
      columnCount: 0,
      batchSizes: [3],
      dependentShare: 0,
      seed: 2,
    });
    const model = openRidgeModel(0.5, problem.features, problem.prior);
    model.addItems(problem.batches[0]);
    model.fit(problem.targets);
    const others = Float64Array.of(4, -1, 2);
    expect(scratchError(problem, problem.batches[0], others, model.fit(others))).toBeLessThan(1e-9);
  });

  it('without items is the prior, and knows no posterior', () => {
    const { features, prior } = generateProblem({
      dimension: 3,
      columnCount: 1,
      batchSizes: [],
      dependentShare: 0,
      seed: 1,
    });
    for (const mu of [0.5, 'leave-one-out'] as const) {
      const fitted = openRidgeModel(mu, features, prior).fit(new Float64Array());
      expect(fitted).toEqual({ ...prior, itemWeights: new Float64Array() });
    }
  });

  it('refuses targets that do not match, rows that do not exist, and sizes that do not fit', () => {
    const problem = generateProblem({
      dimension: 3,
      columnCount: 1,
      batchSizes: [2],
      dependentShare: 0,
      seed: 1,
    });
    const { features, prior } = problem;
    const model = openRidgeModel(1, features, prior);
    model.addItems(problem.batches[0]);
    expect(() => model.fit(Float64Array.of(1))).toThrow('targets must have 2 entries, but has 1.');
    expect(() => model.addItems(Uint32Array.of(0, 9))).toThrow(
      'docRows must hold rows below 5, but entry 1 is 9.',
    );
    expect(() => openRidgeModel(1, features, { ...prior, vector: Float64Array.of(1) })).toThrow(
      'prior.vector must have 3 entries, but has 1.',
    );
    expect(() => openRidgeModel(1, features, { ...prior, columnWeights: new Float64Array() })).toThrow(
      'prior.columnWeights must have 1 entries, but has 0.',
    );
    const columns = [{ values: new Float64Array(4), priorWeight: 0 }];
    expect(() => openRidgeModel(1, { ...features, columns }, prior)).toThrow(
      'columns[0].values must have 5 entries, but has 4.',
    );
  });

  it('says so when mu is too small to tell equal items apart', () => {
    const matrix = { rows: 2, cols: 3, data: Float32Array.of(1, 2, 3, 1, 2, 3) };
    const prior = { vector: new Float64Array(3), columnWeights: new Float64Array() };
    const model = openRidgeModel(1e-20, { matrix, columns: [] }, prior);
    model.addItems(Uint32Array.of(0, 1));
    expect(() => model.fit(Float64Array.of(1, 2))).toThrow(
      'Expected a positive definite matrix, but pivot 1 is 0. Use a larger ridge parameter.',
    );
  });
});

it('knows tau^2 however small mu is: on noise-free scores |truth|^2 of what the items span, over n', () => {
  const matrix = randomMatrix(60, 8, 1);
  const truth = randomVector(8, 9);
  const prior = { vector: new Float64Array(8), columnWeights: new Float64Array() };
  const length = norm(truth);
  for (const mu of [1e-6, 1e-10, 1e-14]) {
    for (const count of [8, 9, 20, 60]) {
      const model = openRidgeModel(mu, { matrix, columns: [] }, prior);
      const docRows = Uint32Array.from({ length: count }, (_, row) => row);
      model.addItems(docRows);
      const { posterior } = model.fit(Float64Array.from(docRows, (row) => dotRow(matrix, row, truth)));
      expect((posterior?.priorVariance ?? 0) / (length ** 2 / count)).toBeCloseTo(1, 3);
    }
  }
});

describe('mu by leave-one-out', () => {
  /** Mean squared error of each item's estimate by a ridge that was really fitted without it. */
  function bruteForceError(
    problem: QueryProblem,
    docRows: Uint32Array,
    targets: Float64Array,
    mu: number,
  ): number {
    const { matrix, prior } = joinColumns(problem);
    const squares = docRows.reduce((sum, row, i) => {
      const others = docRows.filter((_, j) => j !== i);
      const othersTargets = targets.filter((_, j) => j !== i);
      const without = fitPriorCentredRidge(matrix, others, othersTargets, prior, mu);
      return sum + (targets[i] - dotRow(matrix, row, without)) ** 2;
    }, 0);
    return squares / docRows.length;
  }

  function gridOf(problem: QueryProblem, docRows: Uint32Array): number[] {
    const squaresIn = (matrix: Matrix) =>
      docRows.reduce((sum, row) => sum + norm(rowOf(matrix, row)) ** 2, 0) / docRows.length;
    // Columns count only where no item has a vector.
    return muGrid(squaresIn(problem.features.matrix) || squaresIn(joinColumns(problem).matrix));
  }

  it('is the best of the grid, and each error that of really leaving each item out', () => {
    fc.assert(
      fc.property(smallShape, (shape) => {
        const problem = generateProblem(shape);
        for (const { docRows, targets, fitted } of fitAll(problem, 'leave-one-out')) {
          const grid = gridOf(problem, docRows);
          const errors = grid.map((mu) => bruteForceError(problem, docRows, targets, mu));
          const smallest = Math.min(...errors);
          expect(fitted.mu).toBe(grid[errors.findLastIndex((error) => error <= smallest * (1 + 1e-9))]);
        }
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it.each([
    { form: 'dual', dimension: 80, batchSizes: [66, 10] },
    { form: 'primal', dimension: 6, batchSizes: [40, 30, 9] },
    { form: 'dual to primal', dimension: 68, batchSizes: [66, 9, 8] },
    { form: 'dual to primal by a large batch', dimension: 24, batchSizes: [20, 80, 9] },
  ])('of many items is a minimum among its neighbours: $form', ({ dimension, batchSizes }) => {
    const problem = generateProblem({ dimension, columnCount: 1, batchSizes, dependentShare: 0.1, seed: 8 });
    for (const { docRows, targets, fitted } of fitAll(problem, 'leave-one-out')) {
      const grid = gridOf(problem, docRows);
      const place = grid.indexOf(fitted.mu as number);
      expect(place).not.toBe(-1);
      const error = bruteForceError(problem, docRows, targets, grid[place]);
      for (const beside of grid.slice(Math.max(0, place - 1), place + 2)) {
        expect(error).toBeLessThanOrEqual(bruteForceError(problem, docRows, targets, beside) * (1 + 1e-9));
      }
    }
  });

  it('of one item, and where the prior is right already, is the largest', () => {
    const matrix = { rows: 2, cols: 2, data: Float32Array.of(3, 4, 1, 0) };
    const prior = { vector: Float64Array.of(1, -1), columnWeights: new Float64Array() };
    const model = openRidgeModel('leave-one-out', { matrix, columns: [] }, prior);
    model.addItems(Uint32Array.of(0));
    // 10^3.5 is the step nearest to 100 times 25.
    expect(model.fit(Float64Array.of(5)).mu).toBe(10 ** 3.5);
    model.addItems(Uint32Array.of(1));
    const fitted = model.fit(Float64Array.of(-1, 1));
    expect(fitted.mu).toBe(10 ** 3);
    expect(fitted.vector).toEqual(prior.vector);
  });

  it.each([
    { name: 'no column', column: undefined },
    { name: 'a column of values 300', column: 300 },
    { name: 'an intercept of ten lengths', column: 10 },
  ])('is tried within two decades of the item vectors: $name', ({ column }) => {
    const matrix = { rows: 12, cols: 12, data: new Float32Array(144) };
    for (let row = 0; row < 12; row++) matrix.data[13 * row] = 1;
    const columns =
      column === undefined ? [] : [{ values: new Float64Array(12).fill(column), priorWeight: 0 }];
    const prior = { vector: new Float64Array(12), columnWeights: new Float64Array(columns.length) };
    const model = openRidgeModel('leave-one-out', { matrix, columns }, prior);
    model.addItems(Uint32Array.from({ length: 12 }, (_, row) => row));
    // Items at right angles say nothing about each other, so the largest mu there is wins: 100 times 1.
    const targets = Float64Array.from({ length: 12 }, (_, row) => (row % 2 === 0 ? 1 : -1));
    expect(model.fit(targets).mu).toBe(100);
  });

  it('of items that have nothing but columns goes by these', () => {
    const matrix = { rows: 2, cols: 1, data: new Float32Array(2) };
    const columns = [{ values: Float64Array.of(10, 10), priorWeight: 1 }];
    const prior = { vector: new Float64Array(1), columnWeights: Float64Array.of(1) };
    const model = openRidgeModel('leave-one-out', { matrix, columns }, prior);
    model.addItems(Uint32Array.of(0, 1));
    expect(model.fit(Float64Array.of(10, 10)).mu).toBe(1e4);
  });

  it('of items without features is defined', () => {
    const matrix = { rows: 2, cols: 2, data: new Float32Array(4) };
    const prior = { vector: Float64Array.of(1, -1), columnWeights: new Float64Array() };
    const model = openRidgeModel('leave-one-out', { matrix, columns: [] }, prior);
    model.addItems(Uint32Array.of(0, 1));
    const fitted = model.fit(Float64Array.of(3, 4));
    expect(fitted.mu).toBe(100);
    expect(fitted.vector).toEqual(prior.vector);
  });
});
