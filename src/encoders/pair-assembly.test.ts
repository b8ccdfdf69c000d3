import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGolden, readTokenizer } from '../testing/node-encoders.ts';
import { CROSS_ENCODER } from './models.ts';
import { assemblePair, pairTensors, passageTokenLimit, queryTokenLimit } from './pair-assembly.ts';

const special = { pad: 0, unknown: 1, start: 2, separator: 3 };
const golden = await readGolden();
const tokenizer = await readTokenizer();

describe('golden pairs', () => {
  test.each(golden.pairs)('$query / $passage', ({ query, passage, pair }) => {
    const { maxTokens } = CROSS_ENCODER;
    expect(assemblePair(tokenizer.encode(query), tokenizer.encode(passage), special, maxTokens)).toEqual(
      pair,
    );
  });
});

test.each([
  { query: [7, 8], passage: [9], ids: [2, 7, 8, 3, 9, 3], passageStart: 4 },
  { query: [], passage: [9], ids: [2, 3, 9, 3], passageStart: 2 },
  { query: [7], passage: [], ids: [2, 7, 3, 3], passageStart: 3 },
  { query: [7], passage: [9, 9, 9, 9, 9, 9, 9], ids: [2, 7, 3, 9, 9, 9, 9, 3], passageStart: 3 },
  { query: [7, 7, 7, 7, 7, 7], passage: [9, 9], ids: [2, 7, 7, 7, 7, 3, 9, 3], passageStart: 6 },
])('at most 8 tokens: $query + $passage', ({ query, passage, ids, passageStart }) => {
  expect(assemblePair(query, passage, special, 8)).toEqual({ ids, passageStart });
});

test('every pair fits, keeps both separators, and cuts only ends', () => {
  const token = fc.integer({ min: 5, max: 99 });
  fc.assert(
    fc.property(
      fc.array(token),
      fc.array(token),
      fc.integer({ min: 6, max: 24 }),
      (query, passage, maxTokens) => {
        const { ids, passageStart } = assemblePair(query, passage, special, maxTokens);
        const keptQuery = ids.slice(1, passageStart - 1);
        const keptPassage = ids.slice(passageStart, -1);
        expect(ids.length).toBeLessThanOrEqual(maxTokens);
        expect([ids[0], ids[passageStart - 1], ids.at(-1)]).toEqual([2, 3, 3]);
        expect(keptQuery).toEqual(query.slice(0, Math.min(query.length, queryTokenLimit(maxTokens))));
        expect(keptPassage).toEqual(passage.slice(0, passageTokenLimit(keptQuery.length, maxTokens)));
        if (keptPassage.length < passage.length) expect(ids.length).toBe(maxTokens);
      },
    ),
    { seed: 4, numRuns: 300 },
  );
});

test('tensors of two pairs, padded to 6', () => {
  const pairs = [
    { ids: [2, 7, 3, 9, 3], passageStart: 3 },
    { ids: [2, 3, 3], passageStart: 2 },
  ];
  const tensors = pairTensors(pairs, 6, 0);
  expect(Object.fromEntries(Object.entries(tensors).map(([name, values]) => [name, [...values]]))).toEqual({
    input_ids: [2, 7, 3, 9, 3, 0, 2, 3, 3, 0, 0, 0],
    attention_mask: [1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0],
    token_type_ids: [0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0],
  });
});
