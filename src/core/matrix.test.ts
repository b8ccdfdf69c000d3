import { describe, expect, it } from 'vitest';
import { checkMatrix, dot, dotRow, norm, rowOf } from './matrix.ts';

const matrix = { rows: 2, cols: 3, data: Float32Array.of(1, 2, 3, 4, 5, 6) };

describe('rowOf', () => {
  it('is a view of the row', () => {
    expect(rowOf(matrix, 1)).toEqual(Float32Array.of(4, 5, 6));
    expect(rowOf(matrix, 1).buffer).toBe(matrix.data.buffer);
  });
});

describe('inner products', () => {
  it('sums in float64', () => {
    // In float32 the one would be lost beside 2^24.
    expect(dot(Float32Array.of(2 ** 24, 1), Float32Array.of(1, 1))).toBe(2 ** 24 + 1);
    expect(dotRow(matrix, 1, Float64Array.of(1, 10, 100))).toBe(654);
    expect(norm(Float64Array.of(3, 4))).toBe(5);
  });

  it('refuses two lengths', () => {
    expect(() => dot(Float32Array.of(1, 2), Float32Array.of(1))).toThrow(
      'right must have 2 entries, but has 1.',
    );
  });
});

describe('checkMatrix', () => {
  it.each([
    [{ ...matrix, rows: 1.5 }, 'items.rows must be a whole number of at least 0, but is 1.5.'],
    [{ ...matrix, cols: 0 }, 'items.cols must be a whole number of at least 1, but is 0.'],
    [{ ...matrix, rows: 3 }, 'items.data must have 9 entries, but has 6.'],
  ])('%#', (bad, message) => {
    expect(() => checkMatrix('items', bad)).toThrow(message);
  });

  it('takes a matrix without rows', () => {
    expect(() => checkMatrix('items', { rows: 0, cols: 3, data: new Float32Array() })).not.toThrow();
  });
});
