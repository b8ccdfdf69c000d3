import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { dotRange, gramOfRows } from './linalg.ts';
import { createRandom } from './random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

describe('symmetricEigen', () => {
  it('agrees with NumPy', () => {
    const { values } = symmetricEigen({
      rows: 3,
      cols: 3,
      data: Float64Array.of(4, 1, -2, 1, 3, 0, -2, 0, 1),
    });
    // numpy.linalg.eigvalsh([[4, 1, -2], [1, 3, 0], [-2, 0, 1]])[::-1]
    expectAllClose(values, [5.346462189567424, 2.7222456337625314, -0.06870782332995673], 1e-13);
  });

  it.each([1, 2, 5, 10])('gives orthonormal directions that the matrix only stretches, n = %i', (n) => {
    const random = createRandom(n);
    // Two columns: for n > 2 the eigenvalue 0 is there several times over.
    const gram = gramOfRows({
      rows: n,
      cols: 2,
      data: Float64Array.from({ length: 2 * n }, () => random.nextGaussian()),
    });
    const { values, vectors } = symmetricEigen(gram);
    for (let k = 0; k < n; k++) {
      const vector = vectors.data.subarray(k * n, (k + 1) * n);
      const image = Float64Array.from({ length: n }, (_, row) => dotRange(gram.data, row * n, vector, 0, n));
      expectAllClose(
        image,
        vector.map((value) => values[k] * value),
        1e-12,
      );
    }
    const identity = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
    expectAllClose(gramOfRows(vectors).data, identity, 1e-12);
    expect([...values]).toEqual([...values].sort((left, right) => right - left));
  });

  it('leaves a diagonal matrix alone', () => {
    const { values, vectors } = symmetricEigen({ rows: 2, cols: 2, data: Float64Array.of(1, 0, 0, 3) });
    expect(values).toEqual(Float64Array.of(3, 1));
    expect(vectors.data).toEqual(Float64Array.of(0, 1, 1, 0));
  });
});
