import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotRange, gatherRows, gramOfRows, multiplyTransposed, transpose } from './linalg.ts';

const a = { rows: 2, cols: 3, data: Float64Array.of(1, 2, 3, 4, 5, 6) };

describe('dense helpers', () => {
  it('gathers rows in the order given, repeated ones too', () => {
    const matrix = { rows: 3, cols: 2, data: Float32Array.of(1, 2, 3, 4, 5, 6) };
    expect(gatherRows(matrix, Uint32Array.of(2, 0, 2))).toEqual({
      rows: 3,
      cols: 2,
      data: Float64Array.of(5, 6, 1, 2, 5, 6),
    });
  });

  it('transposes', () => {
    expect(transpose(a)).toEqual({ rows: 3, cols: 2, data: Float64Array.of(1, 4, 2, 5, 3, 6) });
  });

  it('multiplies the transpose with a vector', () => {
    expect(multiplyTransposed(a, Float64Array.of(1, 10))).toEqual(Float64Array.of(41, 52, 63));
  });

  it('takes the inner products of all pairs of rows', () => {
    expect(gramOfRows(a)).toEqual({ rows: 2, cols: 2, data: Float64Array.of(14, 32, 32, 77) });
  });
});

describe('blocked loops', () => {
  // Whole numbers, so that no order of summation can differ.
  const matrix = fc
    .tuple(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 11 }))
    .chain(([rows, cols]) =>
      fc
        .array(fc.integer({ min: -9, max: 9 }), { minLength: rows * cols, maxLength: rows * cols })
        .map((values) => ({ rows, cols, data: Float64Array.from(values) })),
    );

  it('agree with one product at a time for every remainder by four', () => {
    fc.assert(
      fc.property(matrix, ({ rows, cols, data }) => {
        const gram = gramOfRows({ rows, cols, data });
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < rows; j++) {
            let product = 0;
            for (let c = 0; c < cols; c++) product += data[i * cols + c] * data[j * cols + c];
            expect(gram.data[i * rows + j]).toBe(product);
            expect(dotRange(data, i * cols, data, j * cols, cols)).toBe(product);
          }
        }
      }),
      { seed: 1 },
    );
  });
});
