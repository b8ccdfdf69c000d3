import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { embedText, embedTokens } from './static-embedding.ts';

const table = { rows: 4, cols: 2, data: Float32Array.of(3, 0, 0, 4, -3, 0, 1, 1) };

describe('embedTokens', () => {
  it.each([
    ['one token', [1], [0, 1]],
    ['the sum of tokens', [0, 1], [0.6, 0.8]],
    ['a token that is there twice', [0, 0, 1, 1, 1], [6 / Math.hypot(6, 12), 12 / Math.hypot(6, 12)]],
    ['tokens that cancel out', [0, 2], [0, 0]],
    ['no token', [], [0, 0]],
  ])('%s', (_, tokens, expected) => {
    const { rows, cols, data } = embedTokens(table, [Uint32Array.of(3), Uint32Array.from(tokens)]);
    expect({ rows, cols }).toEqual({ rows: 2, cols: 2 });
    expectAllClose(data.subarray(2), expected, 1e-7);
  });

  it('refuses a token that the table does not have', () => {
    expect(() => embedTokens(table, [Uint32Array.of(0), Uint32Array.of(1, 4)])).toThrow(
      'The tokens of text 1 must hold rows below 4, but entry 1 is 4.',
    );
  });
});

it('embedText overwrites the vector and gives the length of the sum', () => {
  const vector = Float64Array.of(9, 9);
  expect(embedText(table.data, Uint32Array.of(0, 1), vector)).toBe(5);
  expect(vector).toEqual(Float64Array.of(0.6, 0.8));
  expect(embedText(table.data, Uint32Array.of(0, 2), vector)).toBe(0);
  expect(vector).toEqual(Float64Array.of(0, 0));
});
