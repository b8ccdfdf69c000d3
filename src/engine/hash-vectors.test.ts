import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashVectors } from './hash-vectors.ts';

test('is SHA-256 of the little-endian numbers, also of shared memory', async () => {
  const numbers = [1.5, -2, 0];
  const bytes = new Uint8Array(12);
  numbers.forEach((value, i) => {
    new DataView(bytes.buffer).setFloat32(4 * i, value, true);
  });
  const expected = createHash('sha256').update(bytes).digest('hex');
  const data = Float32Array.from(numbers);
  expect(await hashVectors({ data })).toBe(expected);
  const shared = new Float32Array(new SharedArrayBuffer(12));
  shared.set(numbers);
  expect(await hashVectors({ data: shared })).toBe(expected);
  expect(await hashVectors({ data: Float32Array.of(1.5, -2, 1) })).not.toBe(expected);
});
