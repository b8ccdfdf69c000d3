import { expect, test } from 'vitest';
import type { Matrix } from '../core/types.ts';
import { openSimdMemory, type SimdMemory } from './simd-memory.ts';

const PAGE = 65_536;

function open(pages: number): SimdMemory {
  return openSimdMemory(
    new WebAssembly.Memory({ initial: 1, maximum: pages, shared: true }),
    0,
    pages * PAGE,
  );
}

/** Fills all but 64 bytes of half a page. */
function halfPage(value: number): Matrix {
  return { rows: 511, cols: 16, data: new Float32Array(511 * 16).fill(value) };
}

test('a matrix is padded to four columns, over what was there', () => {
  const memory = open(1);
  const [old] = memory.allocate([64]);
  memory.floats(old, 16).fill(7);
  memory.free(old);
  const address = memory.matrixAt({ rows: 2, cols: 3, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
  expect([...memory.floats(address, 8)]).toEqual([1, 2, 3, 0, 4, 5, 6, 0]);
});

test('a matrix is copied once', () => {
  const memory = open(1);
  const matrix = halfPage(1);
  const address = memory.matrixAt(matrix);
  matrix.data.fill(2);
  expect(memory.matrixAt(matrix)).toBe(address);
  expect(memory.floats(address, 1)[0]).toBe(1);
});

test('the matrix that has not been used for longest makes room, and is copied again when it is used', () => {
  const memory = open(1);
  const [a, b, c] = [halfPage(1), halfPage(2), halfPage(3)];
  const aAt = memory.matrixAt(a);
  const bAt = memory.matrixAt(b);
  memory.matrixAt(a);
  expect(memory.matrixAt(c)).toBe(bAt);
  expect(memory.matrixAt(a)).toBe(aAt);
  expect(memory.floats(aAt, 1)[0]).toBe(1);
  expect(memory.matrixAt(b)).toBe(bAt);
  expect(memory.floats(bAt, 1)[0]).toBe(2);
});

test('matrices make room for other blocks too', () => {
  const memory = open(1);
  memory.matrixAt(halfPage(1));
  memory.matrixAt(halfPage(2));
  expect(memory.allocate([PAGE])).toEqual([0]);
});

test('a matrix that does not fit is refused', () => {
  const data = new Float32Array(2 * PAGE);
  expect(() => open(4).matrixAt({ rows: data.length, cols: 1, data })).toThrow(
    'Computing with WebAssembly needs 2.0 MiB of its memory, but at most 0.3 MiB are free in one piece. ' +
      'Use fewer documents or shorter vectors, or close other tabs.',
  );
});
