import { expect, test } from 'vitest';
import { tensorData } from './tensor-data.ts';

test.each([
  { type: 'int64', values: [0, 1, 2_147_483_647], expected: BigInt64Array.of(0n, 1n, 2_147_483_647n) },
  { type: 'int32', values: [0, 7], expected: Int32Array.of(0, 7) },
  { type: 'float16', values: [], expected: new Uint16Array(0) },
  { type: 'float32', values: [0, 7], expected: Float32Array.of(0, 7) },
])('numbers of type $type', ({ type, values, expected }) => {
  expect(tensorData({ type, data: Int32Array.from(values) })).toEqual(expected);
});
