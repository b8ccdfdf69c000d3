import { expect, test } from 'vitest';
import { outputToRead, readOutput } from './graph-output.ts';

test.each([
  { names: ['logits'], read: 'logits' },
  { names: ['present.0.key', 'present.0.value', 'logits'], read: 'logits' },
  { names: ['token_embeddings', 'sentence_embedding'], read: 'sentence_embedding' },
  { names: ['last_hidden_state', 'pooler_output'], read: 'last_hidden_state' },
  { names: ['embeddings'], read: 'embeddings' },
  { names: ['output_0', 'output_1'], read: 'output_0' },
])('of $names, $read is read', ({ names, read }) => {
  expect(outputToRead(names)).toBe(read);
});

test('float32 numbers are taken as they are', () => {
  const data = Float32Array.of(1, 2);
  expect(readOutput('model', { type: 'float32', data, dims: [2, 1] })).toBe(data);
});

// IEEE 754, binary16.
test.each([
  { bits: 0x0000, value: 0 },
  { bits: 0x8000, value: -0 },
  { bits: 0x3c00, value: 1 },
  { bits: 0xc000, value: -2 },
  { bits: 0x3555, value: 0.333251953125 },
  { bits: 0x7bff, value: 65504 },
  { bits: 0x0400, value: 2 ** -14 },
  { bits: 0x03ff, value: 1023 * 2 ** -24 },
  { bits: 0x8001, value: -(2 ** -24) },
  { bits: 0x7c00, value: Number.POSITIVE_INFINITY },
  { bits: 0xfc00, value: Number.NEGATIVE_INFINITY },
  { bits: 0x7e00, value: Number.NaN },
])('float16 bits $bits are $value', ({ bits, value }) => {
  const output = { type: 'float16', data: Uint16Array.of(bits), dims: [1, 1] };
  expect(readOutput('model', output)).toEqual(Float32Array.of(value));
});

test('half-precision numbers that the engine knows are taken as numbers', () => {
  expect(readOutput('model', { type: 'float16', data: [0.5, -2], dims: [2, 1] })).toEqual(
    Float32Array.of(0.5, -2),
  );
});

test('one position of each row, some columns', () => {
  // Row, position and column are the digits of each number.
  const data = Float32Array.from({ length: 2 * 3 * 4 }, (_, i) => {
    const [row, position, column] = [Math.floor(i / 12), Math.floor(i / 4) % 3, i % 4];
    return 100 * row + 10 * position + column;
  });
  const output = { type: 'float32', data, dims: [2, 3, 4] };
  expect(readOutput('model', output, { positions: [2, 0], columns: [3, 1] })).toEqual(
    Float32Array.of(23, 21, 103, 101),
  );
});

const readAt = { positions: [2, 0], columns: [3, 1] };

test.each([
  {
    what: 'whole numbers',
    output: { type: 'int64', data: BigInt64Array.of(1n, 2n), dims: [1, 2] },
    message:
      'model: expected an output of float32 or float16, found 1 x 2 of type int64. Use another export of the model.',
  },
  {
    what: 'one logit a row where a vocabulary is read',
    output: { type: 'float32', data: new Float32Array(2), dims: [2, 1] },
    readAt,
    message:
      'model: expected an output of 2 x tokens x vocabulary, found 2 x 1. Use another export of the model.',
  },
  {
    what: 'another number of rows',
    output: { type: 'float32', data: new Float32Array(36), dims: [3, 3, 4] },
    readAt,
    message:
      'model: expected an output of 2 x tokens x vocabulary, found 3 x 3 x 4. Use another export of the model.',
  },
  {
    what: 'a vocabulary without the token',
    output: { type: 'float32', data: new Float32Array(18), dims: [2, 3, 3] },
    readAt,
    message:
      'model: expected an output of 2 x tokens x vocabulary, found 2 x 3 x 3. Use another export of the model.',
  },
])('$what: refused', ({ output, readAt: at, message }) => {
  expect(() => readOutput('model', output, at)).toThrow(message);
});
