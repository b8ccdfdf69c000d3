import { describe, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import type { DenseMatrix } from './linalg.ts';
import { gramOfColumns, orthonormalizeColumns } from './orthonormalize.ts';
import { createRandom } from './random.ts';

function gaussian(rows: number, cols: number): DenseMatrix {
  const random = createRandom(4);
  return { rows, cols, data: Float64Array.from({ length: rows * cols }, () => random.nextGaussian()) };
}

const identity = (n: number) => Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));

describe('orthonormalizeColumns', () => {
  it('is Gram-Schmidt: each column with those before it', () => {
    const matrix = { rows: 3, cols: 2, data: Float64Array.of(3, 1, 0, 2, 4, 3) };
    orthonormalizeColumns(matrix);
    // First column (3, 0, 4) / 5; second (1, 2, 3) less 3 times it: (-0.8, 2, 0.6), of length sqrt(5).
    const length = Math.sqrt(5);
    expectAllClose(matrix.data, [0.6, -0.8 / length, 0, 2 / length, 0.8, 0.6 / length], 1e-14);
  });

  it.each([
    ['more rows than one chunk', 1300, 7],
    ['a square', 6, 6],
  ])('gives unit columns at right angles: %s', (_, rows, cols) => {
    const matrix = gaussian(rows, cols);
    orthonormalizeColumns(matrix);
    expectAllClose(gramOfColumns(matrix).data, identity(cols), 1e-13);
  });

  it('does so for columns that are almost the same', () => {
    const matrix = gaussian(50, 2);
    for (let row = 0; row < 50; row++)
      matrix.data[2 * row + 1] = matrix.data[2 * row] + 1e-5 * matrix.data[2 * row + 1];
    orthonormalizeColumns(matrix);
    expectAllClose(gramOfColumns(matrix).data, identity(2), 1e-13);
  });

  it('makes a column zero that depends on those before it', () => {
    const matrix = gaussian(30, 4);
    for (let row = 0; row < 30; row++) {
      matrix.data[4 * row + 2] = matrix.data[4 * row] - 2 * matrix.data[4 * row + 1];
    }
    orthonormalizeColumns(matrix);
    const expected = identity(4);
    expected[10] = 0;
    expectAllClose(gramOfColumns(matrix).data, expected, 1e-13);
  });
});
