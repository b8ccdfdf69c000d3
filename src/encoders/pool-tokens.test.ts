import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pooling } from '../core/model-settings.ts';
import { normalizeRows, poolTokens } from './pool-tokens.ts';

describe('two texts of 2 and 1 tokens, padded to 3, vectors of 2', () => {
  // Padding is not 0 where a graph does not mask it.
  const tokens = [
    [1, 10, 3, 30, 99, 99],
    [5, 50, 99, 99, 99, 99],
  ];
  const run = { output: Float32Array.from(tokens.flat()), dims: [2, 3, 2] };

  test.each([
    { pooling: 'mean', vectors: [2, 20, 5, 50] },
    { pooling: 'first-token', vectors: [1, 10, 5, 50] },
    { pooling: 'last-token', vectors: [3, 30, 5, 50] },
  ] as const)('$pooling', ({ pooling, vectors }) => {
    expect([...poolTokens(run, [2, 1], pooling, 'model')]).toEqual(vectors);
  });
});

test('one vector a text is taken as it is', () => {
  const output = Float32Array.of(1, 2, 3, 4);
  expect(poolTokens({ output, dims: [2, 2] }, [5, 6], 'mean', 'model')).toBe(output);
});

test('the numbers of the padding do not count', () => {
  const value = fc.float({ noNaN: true, min: -100, max: 100 });
  const pooling = fc.constantFrom<Pooling[]>('mean', 'first-token', 'last-token');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 5 }),
      fc.array(fc.tuple(value, value), { maxLength: 3 }),
      pooling,
      (text, padding, how) => {
        const pool = (rows: [number, number][]) =>
          poolTokens(
            { output: Float32Array.from(rows.flat()), dims: [1, rows.length, 2] },
            [text.length],
            how,
            'model',
          );
        expect(pool([...text, ...padding])).toEqual(pool(text));
      },
    ),
    { seed: 1, numRuns: 100 },
  );
});

test.each([
  { dims: [2, 1], lengths: [3] },
  { dims: [1, 3, 2], lengths: [3, 3] },
  { dims: [6], lengths: [3, 3] },
  { dims: [2, 3, 2, 1], lengths: [3, 3] },
])('an output of $dims for $lengths.length texts: refused', ({ dims, lengths }) => {
  const output = new Float32Array(dims.reduce((product, size) => product * size));
  expect(() => poolTokens({ output, dims }, lengths, 'mean', 'model')).toThrow(
    `model: expected a vector for each of ${lengths.length} texts or for each of their tokens, found an output of ` +
      `${dims.join(' x ')}. Choose a dual-encoder.`,
  );
});

test('rows of length 1, and a row of zeros as it is', () => {
  const vectors = Float32Array.of(3, 4, 0, 0, 0, -2);
  normalizeRows(vectors, 2);
  expect(vectors).toEqual(Float32Array.of(0.6, 0.8, 0, 0, 0, -1));
});
