import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { concatenate, generateProblem, joinColumns, type ProblemShape } from '../testing/query-problems.ts';
import { joinPoint } from './item-features.ts';
import { minimumNormLeastSquares } from './least-squares.ts';
import { openLeastSquaresModel } from './least-squares-model.ts';
import { gatherRows, transpose } from './linalg.ts';
import { fitLeastSquares, mixWithPrior } from './query-embedding.ts';

/** As many dimensions as items, so that both ways are taken, and the change from one to the other. */
const shapes: fc.Arbitrary<ProblemShape> = fc.record({
  dimension: fc.integer({ min: 1, max: 16 }),
  columnCount: fc.integer({ min: 0, max: 2 }),
  batchSizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
  dependentShare: fc.constantFrom(0, 0, 0.4),
  seed: fc.nat(1e9),
});

/** After every batch: the largest difference from the specification, as a share of its largest entry. */
function largestError(shape: ProblemShape, lambda: number): number {
  const problem = generateProblem(shape);
  const { matrix, prior } = joinColumns(problem);
  const model = openLeastSquaresModel(lambda, problem.features, problem.prior);
  return problem.batches.reduce((worst, batch, position) => {
    model.addItems(batch);
    const docRows = concatenate(problem.batches.slice(0, position + 1));
    const targets = problem.targets.slice(0, docRows.length);
    const fitted = joinPoint(model.fit(targets));
    const leastSquares = fitLeastSquares(matrix, docRows, targets);
    const scale = leastSquares.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    const expected = mixWithPrior(leastSquares, prior, lambda);
    return expected.reduce((most, value, c) => Math.max(most, Math.abs(value - fitted[c]) / scale), worst);
  }, 0);
}

describe('openLeastSquaresModel', () => {
  it('equals eq. 4 and 7 from scratch after every batch, whatever the items', () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(0, 0.3, 1), (shape, lambda) => largestError(shape, lambda) < 1e-9),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('equals them for more items than are handled together', () => {
    const shape = { dimension: 90, columnCount: 1, batchSizes: [33, 40, 9, 30], dependentShare: 0, seed: 3 };
    expect(largestError(shape, 0)).toBeLessThan(1e-9);
  });

  it.each([1e-3, 1e-5, 1e-6, 1e-8])('equals them where two items differ by %d', (difference) => {
    const matrix = { rows: 3, cols: 4, data: Float32Array.of(1, 0, 0, 0, 1, difference, 0, 0, 0, 0, 2, 0) };
    const prior = { vector: Float64Array.of(1, 2, 3, 4), columnWeights: new Float64Array() };
    const model = openLeastSquaresModel(0, { matrix, columns: [] }, prior);
    const targets = Float64Array.of(1, 2, 3);
    model.addItems(Uint32Array.of(0, 1));
    model.fit(targets.slice(0, 2));
    model.addItems(Uint32Array.of(2));
    const expected = fitLeastSquares(matrix, Uint32Array.of(0, 1, 2), targets);
    expectAllClose(model.fit(targets).vector, expected, 1e-9 * Math.max(1, ...expected.map(Math.abs)));
  });

  it.each([
    { name: 'independent items', dimension: 9, batchSizes: [2, 3], dependentShare: 0 },
    { name: 'more items than features', dimension: 3, batchSizes: [2, 6], dependentShare: 0 },
    { name: 'dependent items', dimension: 9, batchSizes: [4, 4], dependentShare: 0.7 },
  ])('gives the smallest item weights of its fit: $name', ({ name: _, ...sizes }) => {
    const problem = generateProblem({ ...sizes, columnCount: 1, seed: 21 });
    const { matrix } = joinColumns(problem);
    const model = openLeastSquaresModel(0.25, problem.features, problem.prior);
    for (const batch of problem.batches) model.addItems(batch);
    const docRows = concatenate(problem.batches);
    const items = gatherRows(matrix, docRows);
    const leastSquares = fitLeastSquares(matrix, docRows, problem.targets);
    const smallest = minimumNormLeastSquares(transpose(items), leastSquares, 1e-6);
    const { itemWeights } = model.fit(problem.targets);
    expectAllClose(
      itemWeights as Float64Array,
      smallest.map((weight) => 0.75 * weight),
      1e-9,
    );
  });

  it('without items is lambda times the prior', () => {
    const { features, prior } = generateProblem({
      dimension: 3,
      columnCount: 1,
      batchSizes: [],
      dependentShare: 0,
      seed: 1,
    });
    const fitted = openLeastSquaresModel(0.5, features, prior).fit(new Float64Array());
    expectAllClose(
      joinPoint(fitted),
      joinPoint(prior).map((value) => value / 2),
      0,
    );
    expect(fitted.itemWeights).toEqual(new Float64Array());
  });

  it('refuses targets that do not match', () => {
    const { features, prior } = generateProblem({
      dimension: 2,
      columnCount: 0,
      batchSizes: [],
      dependentShare: 0,
      seed: 1,
    });
    expect(() => openLeastSquaresModel(0, features, prior).fit(Float64Array.of(1))).toThrow(
      'targets must have 0 entries, but has 1.',
    );
  });
});
