import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { generateProblem, joinColumns, type QueryProblem } from '../testing/query-problems.ts';
import { solveCholesky } from './cholesky.ts';
import { joinPoint } from './item-features.ts';
import { gatherRows, gramOfRows, transpose } from './linalg.ts';
import { dotRow, rowOf } from './matrix.ts';
import { createRandom } from './random.ts';
import { openRidgeModel } from './ridge-model.ts';

const MU = 0.7;

const CASES = [
  { form: 'dual', shape: { dimension: 4, columnCount: 1, batchSizes: [3], dependentShare: 0, seed: 11 } },
  {
    form: 'dual, grown',
    shape: { dimension: 5, columnCount: 0, batchSizes: [1, 3], dependentShare: 0.5, seed: 4 },
  },
  { form: 'primal', shape: { dimension: 3, columnCount: 1, batchSizes: [9], dependentShare: 0.2, seed: 12 } },
  {
    form: 'primal, updated',
    shape: { dimension: 3, columnCount: 0, batchSizes: [2, 4, 5], dependentShare: 0, seed: 13 },
  },
];

function fitTo(problem: QueryProblem, mu: number) {
  const model = openRidgeModel(mu, problem.features, problem.prior);
  for (const batch of problem.batches) model.addItems(batch);
  return model.fit(problem.targets);
}

/** (Phi^T Phi + mu I)^-1, column by column, and r^T (Phi Phi^T + mu I)^-1 r / n. */
function directFormulas(problem: QueryProblem, mu: number) {
  const { matrix, prior } = joinColumns(problem);
  const docRows = Uint32Array.from(problem.batches.flatMap((batch) => [...batch]));
  const items = gatherRows(matrix, docRows);
  const normal = gramOfRows(transpose(items));
  for (let c = 0; c < normal.rows; c++) normal.data[c * normal.rows + c] += mu;
  const inverse = Array.from({ length: normal.rows }, (_, c) => {
    return solveCholesky(
      normal,
      Float64Array.from({ length: normal.rows }, (_, r) => Number(r === c)),
    );
  });
  const gram = gramOfRows(items);
  for (let i = 0; i < gram.rows; i++) gram.data[i * gram.rows + i] += mu;
  const residual = Float64Array.from(docRows, (row, i) => problem.targets[i] - dotRow(matrix, row, prior));
  const weights = solveCholesky(gram, residual);
  const priorVariance = residual.reduce((sum, value, i) => sum + value * weights[i], 0) / docRows.length;
  return { matrix, inverse, priorVariance };
}

describe('QueryPosterior', () => {
  it.each(CASES)('$form: variances by the direct formulas', ({ shape }) => {
    const problem = generateProblem(shape);
    const { matrix, inverse, priorVariance } = directFormulas(problem, MU);
    const posterior = fitTo(problem, MU).posterior;
    expectAllClose([posterior?.priorVariance as number], [priorVariance], 1e-12);
    expectAllClose([posterior?.noiseVariance as number], [MU * priorVariance], 1e-12);
    // More rows than are computed together, in an order of their own.
    const docRows = Uint32Array.from({ length: 150 }, (_, i) => (5 * i) % matrix.rows);
    const expected = Float64Array.from(docRows, (row) => {
      const features = rowOf(matrix, row);
      const products = inverse.map((column) =>
        features.reduce((sum, value, c) => sum + value * column[c], 0),
      );
      return MU * priorVariance * features.reduce((sum, value, c) => sum + value * products[c], 0);
    });
    expectAllClose(posterior?.variances(docRows) as Float64Array, expected, 1e-12);
  });

  it.each(CASES)('$form: draws with the mean and the covariance of the posterior', ({ shape }) => {
    const problem = generateProblem(shape);
    const { inverse, priorVariance } = directFormulas(problem, MU);
    const fitted = fitTo(problem, MU);
    const mean = joinPoint(fitted);
    const size = mean.length;
    const draws = 20_000;
    const random = createRandom(1);
    const sums = new Float64Array(size);
    const products = new Float64Array(size * size);
    for (let draw = 0; draw < draws; draw++) {
      const sample = fitted.posterior?.sample(random);
      const offset = joinPoint(sample as NonNullable<typeof sample>).map((value, c) => value - mean[c]);
      for (let a = 0; a < size; a++) {
        sums[a] += offset[a] / draws;
        for (let b = 0; b < size; b++) products[a * size + b] += (offset[a] * offset[b]) / draws;
      }
    }
    // Five standard errors of a mean, and of a product of Gaussians.
    const covariance = (a: number, b: number) => MU * priorVariance * inverse[a][b];
    for (let a = 0; a < size; a++) {
      expect(Math.abs(sums[a])).toBeLessThan(5 * Math.sqrt(covariance(a, a) / draws));
      for (let b = 0; b < size; b++) {
        const spread = Math.sqrt((covariance(a, a) * covariance(b, b) + covariance(a, b) ** 2) / draws);
        expect(Math.abs(products[a * size + b] - covariance(a, b))).toBeLessThan(5 * spread);
      }
    }
  });

  it('is certain where the prior gave every score exactly', () => {
    const matrix = { rows: 3, cols: 2, data: Float32Array.of(1, 0, 0, 1, 1, 1) };
    const prior = { vector: Float64Array.of(2, -1), columnWeights: new Float64Array() };
    const model = openRidgeModel(0.5, { matrix, columns: [] }, prior);
    model.addItems(Uint32Array.of(0));
    const { posterior } = model.fit(Float64Array.of(2));
    expect(posterior?.priorVariance).toBe(0);
    expect(posterior?.noiseVariance).toBe(0);
    expect(posterior?.variances(Uint32Array.of(0, 2))).toEqual(new Float64Array(2));
    expect(posterior?.sample(createRandom(1))).toEqual(prior);
  });
});
