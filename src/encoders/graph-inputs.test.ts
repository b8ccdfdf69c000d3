import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeInputs, type InputDescription, type ModelInputs } from './graph-inputs.ts';

const BATCH = ['batch_size', 'sequence_length'];
const int64 = (name: string, shape: InputDescription['shape'] = BATCH) => ({ name, type: 'int64', shape });

/** Rows of 3 and 2 tokens, padded to 3. */
const given: ModelInputs = {
  input_ids: { data: Int32Array.of(2, 7, 3, 2, 3, 0), dims: [2, 3] },
  attention_mask: { data: Int32Array.of(1, 1, 1, 1, 1, 0), dims: [2, 3] },
  token_type_ids: { data: Int32Array.of(0, 1, 1, 0, 1, 0), dims: [2, 3] },
};

test('inputs come in the order and of the type that the graph wants, and no others', () => {
  const wanted = [int64('attention_mask'), { ...int64('input_ids'), type: 'int32' }];
  expect(completeInputs('model', wanted, given)).toEqual([
    { name: 'attention_mask', type: 'int64', ...given.attention_mask },
    { name: 'input_ids', type: 'int32', ...given.input_ids },
  ]);
});

test('positions are counted in each row', () => {
  expect(completeInputs('model', [int64('position_ids')], given)).toEqual([
    { name: 'position_ids', type: 'int64', dims: [2, 3], data: Int32Array.of(0, 1, 2, 0, 1, 2) },
  ]);
});

test('the past of a causal model is empty', () => {
  const past = {
    name: 'past_key_values.27.value',
    type: 'float16',
    shape: ['batch_size', 8, 'past_sequence_length', 128],
  };
  expect(completeInputs('model', [past], given)).toEqual([
    { name: 'past_key_values.27.value', type: 'float16', dims: [2, 8, 0, 128], data: new Int32Array(0) },
  ]);
});

describe('a graph that takes all rows one after the other', () => {
  const wanted = [int64('input_ids', ['tokens']), int64('offsets', ['batch_size'])];

  test('padding is left out, and the offsets say where rows begin', () => {
    expect(completeInputs('model', wanted, given)).toEqual([
      { name: 'input_ids', type: 'int64', dims: [5], data: Int32Array.of(2, 7, 3, 2, 3) },
      { name: 'offsets', type: 'int64', dims: [2], data: Int32Array.of(0, 3) },
    ]);
  });

  test('the rows can be cut out again', () => {
    const rows = fc.array(fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 6 }), { minLength: 1 });
    fc.assert(
      fc.property(rows, fc.nat(3), (ids, padding) => {
        const length = Math.max(...ids.map((row) => row.length)) + padding;
        const padded = ids.map((row) => [...row, ...Array<number>(length - row.length).fill(0)]);
        const mask = ids.map((row) => Array.from({ length }, (_, i) => (i < row.length ? 1 : 0)));
        const dims = [ids.length, length];
        const [joined, offsets] = completeInputs('model', wanted, {
          input_ids: { data: Int32Array.from(padded.flat()), dims },
          attention_mask: { data: Int32Array.from(mask.flat()), dims },
        });
        const ends = [...offsets.data.slice(1), joined.data.length];
        expect(ids).toEqual(ends.map((end, row) => [...joined.data.slice(offsets.data[row], end)]));
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

test.each([
  { name: 'pixel_values', shape: [1, 3, 224, 224] },
  // The number of heads must be known to make an empty past.
  { name: 'past_key_values.0.key', shape: ['batch_size', 'heads', 'past', 'head_size'] },
  { name: 'past_key_values.0.key', shape: ['batch_size', 8, 'past'] },
])('$name of $shape cannot be made', ({ name, shape }) => {
  expect(() => completeInputs('model', [int64('input_ids'), int64(name, shape)], given)).toThrow(
    `model: expected a graph that reads input_ids, attention_mask, token_type_ids, found one that also wants ${name}. ` +
      'Use another export of the model.',
  );
});
