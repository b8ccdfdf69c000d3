import { expect, test, vi } from 'vitest';
import type { Matrix } from '../core/types.ts';
import { randomMatrix } from '../testing/random-matrix.ts';
import { multiplyMatrices, paddedProductCols, paddedRows, rowMajor, transposed } from './matrix-product.ts';
import { openSimd } from './simd.ts';

const transpose = ({ rows, cols, data }: Matrix): Matrix => ({
  rows: cols,
  cols: rows,
  data: data.map((_, index) => data[(index % rows) * cols + Math.floor(index / rows)]),
});

test.each([
  { rows: 1, depth: 1, cols: 8, layout: 'as they are' },
  { rows: 5, depth: 3, cols: 16, layout: 'as they are' },
  { rows: 5, depth: 3, cols: 16, layout: 'both transposed' },
  // More panels than one range has.
  { rows: 203, depth: 97, cols: 136, layout: 'as they are' },
  { rows: 203, depth: 97, cols: 136, layout: 'both transposed' },
])('$rows x $depth times $depth x $cols, $layout', async ({ rows, depth, cols, layout }) => {
  const simd = openSimd({ threads: 1, startThread: vi.fn() });
  const left = randomMatrix(rows, depth, 1);
  const right = randomMatrix(depth, cols, 2);
  const bias = randomMatrix(1, cols, 3).data;
  // A left factor has room for whole panels.
  const [leftAt, rightAt, biasAt, productAt, leftPanels, rightPanels] = simd.memory.allocate([
    4 * paddedRows(rows) * depth,
    4 * depth * cols,
    4 * cols,
    4 * paddedRows(rows) * cols,
    4 * paddedRows(rows) * depth,
    4 * depth * cols,
  ]);
  const place = (matrix: Matrix, address: number) => {
    const stored = layout === 'as they are' ? matrix : transpose(matrix);
    simd.memory.floats(address, stored.data.length).set(stored.data);
    const operand = rowMajor(address, stored.cols);
    return stored === matrix ? operand : transposed(operand);
  };
  simd.memory.floats(biasAt, cols).set(bias);
  const panels = { left: leftPanels, right: rightPanels };
  const factors = { left: place(left, leftAt), right: place(right, rightAt) };
  for (const biasOrNone of [biasAt, 0]) {
    await multiplyMatrices(simd, panels, {
      ...factors,
      bias: biasOrNone,
      product: productAt,
      rows,
      depth,
      cols,
    });
    const product = simd.memory.floats(productAt, rows * cols);
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        let expected = biasOrNone ? bias[col] : 0;
        let size = Math.abs(expected);
        for (let k = 0; k < depth; k++) {
          const term = left.data[row * depth + k] * right.data[k * cols + col];
          expected += term;
          size += Math.abs(term);
        }
        expect(Math.abs(product[row * cols + col] - expected)).toBeLessThanOrEqual(5e-7 * size);
      }
    }
  }
});

test('rows go up to a multiple of 4, columns to one of 8', () => {
  expect([0, 1, 4, 5].map(paddedRows)).toEqual([0, 4, 4, 8]);
  expect([1, 8, 9].map(paddedProductCols)).toEqual([8, 8, 16]);
});
