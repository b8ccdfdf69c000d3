import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { dot, norm } from './matrix.ts';
import { fitPca, project } from './pca.ts';
import { createRandom } from './random.ts';
import type { Matrix } from './types.ts';

/** Gaussian around `centre`, with standard deviation `spread[c]` in column c. */
function cloud(rows: number, spread: number[], centre = 0, seed = 1): Matrix {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: rows * spread.length }, (_, at) => {
    return centre + spread[at % spread.length] * random.nextGaussian();
  });
  return { rows, cols: spread.length, data };
}

describe('fitPca', () => {
  it('agrees with NumPy', () => {
    const matrix = {
      rows: 6,
      cols: 3,
      data: Float32Array.of(2, 0, 1, 0, 1, 0, 3, 1, 4, 1, 5, 2, 4, 2, 2, 6, 3, 5),
    };
    const pca = fitPca(matrix);
    // x = numpy.array([[2, 0, 1], [0, 1, 0], [3, 1, 4], [1, 5, 2], [4, 2, 2], [6, 3, 5]], float)
    // w, v = numpy.linalg.eigh(numpy.cov(x.T, bias=True)), columns of v turned so that the largest entry is > 0
    expectAllClose(pca.mean, [8 / 3, 2, 7 / 3], 1e-12);
    expectAllClose(pca.varianceShare, [0.6756211100449867, 0.27362399558779255], 1e-12);
    expectAllClose(pca.axes[0], [0.7401800766718339, 0.20976361368033636, 0.6388526281340986], 1e-12);
    expectAllClose(pca.axes[1], [-0.28940545034389964, 0.9569742277084891, 0.021090585885300994], 1e-12);
    expectAllClose(
      pca.projected,
      [
        -1.76478411598736, -1.7491322697014464, -3.67423328378479, -0.234437727190459, 1.101717458767106,
        -1.0182917346809541, -0.8172934961234136, 3.3462349050701996, 0.773955892851079, -0.3929041290869666,
        4.380637544277379, 0.04853095558962624,
      ],
      1e-6,
    );
  });

  it('finds the directions of most variance among close ones, at right angles', () => {
    const spread = [1, 5, 1.1, 1.2, 4.8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const { axes, varianceShare } = fitPca(cloud(2000, spread, 100), 3, 7);
    expect(Math.abs(axes[0][1])).toBeGreaterThan(0.9);
    expect(Math.abs(axes[1][4])).toBeGreaterThan(0.9);
    for (const axis of axes) expect(norm(axis)).toBeCloseTo(1, 12);
    expect(dot(axes[0], axes[1])).toBeCloseTo(0, 12);
    expect(dot(axes[1], axes[2])).toBeCloseTo(0, 12);
    expect(varianceShare[0]).toBeGreaterThan(varianceShare[1]);
    expect(varianceShare[1]).toBeGreaterThan(varianceShare[2]);
  });

  it('is the same for the same seed, and up to rounding for another', () => {
    const matrix = cloud(500, [3, 2, 1, 0.5, 0.2]);
    expect(fitPca(matrix, 2, 1)).toEqual(fitPca(matrix, 2, 1));
    expectAllClose(fitPca(matrix, 2, 1).projected, fitPca(matrix, 2, 2).projected, 1e-6);
  });

  it('takes the axes of large matrices from a sample, and projects every row', () => {
    const matrix = cloud(20_100, [3, 1, 0.5]);
    const { projected, axes, varianceShare } = fitPca(matrix, 2, 3);
    expect(projected.length).toBe(2 * 20_100);
    expect(axes[0][0]).toBeCloseTo(1, 3);
    expect(varianceShare[0]).toBeCloseTo(9 / 10.25, 2);
  });

  it.each([
    {
      name: 'equal rows',
      data: [1, 2, 1, 2, 1, 2],
      shares: [0, 0],
      axes: [
        [0, 0],
        [0, 0],
      ],
    },
    {
      name: 'one row',
      data: [1, 2],
      shares: [0, 0],
      axes: [
        [0, 0],
        [0, 0],
      ],
    },
    {
      name: 'rows on a line',
      data: [0, 0, 3, 4, -3, -4],
      shares: [1, 0],
      axes: [
        [0.6, 0.8],
        [0, 0],
      ],
    },
  ])('has zero axes where there is no variance left: $name', ({ data, shares, axes }) => {
    const pca = fitPca({ rows: data.length / 2, cols: 2, data: Float32Array.from(data) });
    expectAllClose(pca.varianceShare, shares, 1e-12);
    expectAllClose(pca.axes[0], axes[0], 1e-12);
    expectAllClose(pca.axes[1], axes[1], 1e-12);
    expect(pca.projected.every(Number.isFinite)).toBe(true);
  });

  it('refuses a matrix without rows and more components than columns', () => {
    expect(() => fitPca({ rows: 0, cols: 3, data: new Float32Array() })).toThrow(
      'The number of rows must be a whole number of at least 1, but is 0.',
    );
    expect(() => fitPca(cloud(3, [1]), 2)).toThrow(
      'The number of columns must be a whole number of at least 2, but is 1.',
    );
  });
});

describe('project', () => {
  it('places a row where the fit placed it', () => {
    const matrix = cloud(50, [3, 2, 1]);
    const pca = fitPca(matrix);
    for (const row of [0, 17, 49]) {
      const vector = matrix.data.subarray(row * 3, row * 3 + 3);
      expectAllClose(project(pca, vector), pca.projected.subarray(row * 2, row * 2 + 2), 1e-6);
    }
  });

  it('refuses a vector of another length', () => {
    expect(() => project(fitPca(cloud(5, [1, 1])), Float64Array.of(1))).toThrow(
      'vector must have 2 entries, but has 1.',
    );
  });
});
