import { describe, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { randomVector } from '../testing/random-matrix.ts';
import { productsOfRows } from './row-products.ts';

describe('productsOfRows', () => {
  it.each([
    { left: 1, right: 1, length: 1 },
    { left: 4, right: 2, length: 3 },
    { left: 7, right: 5, length: 6 },
    { left: 9, right: 8, length: 0 },
    { left: 0, right: 3, length: 2 },
  ])('of $left and $right rows of $length', ({ left: leftCount, right: rightCount, length }) => {
    const left = { data: randomVector(leftCount * length, 1), count: leftCount, length };
    const right = { data: randomVector(rightCount * length, 2), count: rightCount, length };
    const product = (r: number, c: number) => {
      let sum = 0;
      for (let i = 0; i < length; i++) sum += left.data[r * length + i] * right.data[c * length + i];
      return sum;
    };
    const stride = rightCount + 2;
    const out = new Float64Array(leftCount * stride);
    productsOfRows(out, stride, left, right);
    const expected = out.map((_, at) => {
      const c = at % stride;
      return c < rightCount ? product((at - c) / stride, c) : 0;
    });
    expectAllClose(out, expected, 1e-14);

    const lower = new Float64Array(leftCount * stride);
    productsOfRows(lower, stride, left, right, (row) => Math.min(row + 1, rightCount));
    for (let r = 0; r < leftCount; r++) {
      const count = Math.min(r + 1, rightCount);
      const start = r * stride;
      expectAllClose(lower.slice(start, start + count), expected.slice(start, start + count), 1e-14);
    }
  });
});
