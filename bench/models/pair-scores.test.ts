import { expect, it } from 'vitest';
import type { ModelInputs } from '../../src/encoders/session.ts';
import { createPairScorer } from './pair-scores.ts';

/** A token per letter; the score of a pair is its ids read as digits of a number, the specials being 0. */
function fakeModels() {
  const batches: [rows: number, length: number][] = [];
  const tokenised: string[] = [];
  return {
    batches,
    tokenised,
    tokenizer: {
      specialIds: { pad: 0, unknown: 0, start: 0, separator: 0 },
      encode: (text: string, maxTokens = 99) => {
        tokenised.push(text);
        return Array.from(text, Number).slice(0, maxTokens);
      },
    },
    crossEncoder: {
      maxTokens: 8,
      run: async ({ input_ids, attention_mask }: ModelInputs, rows: number, length: number) => {
        batches.push([rows, length]);
        expect(attention_mask.every((mask) => mask === 1)).toBe(true);
        const output = Float32Array.from({ length: rows }, (_, row) =>
          Number(input_ids.subarray(row * length, (row + 1) * length).join('')),
        );
        return { output, modelMs: 2 };
      },
    },
  };
}

it('scores pairs in their order, in batches without padding, each text tokenised once', async () => {
  const models = fakeModels();
  const score = createPairScorer(models, ['12', '7'], ['34', '5', '99999999']);
  const { scores, modelMs } = await score([
    { query: 1, docRow: 1 },
    { query: 0, docRow: 0 },
    { query: 1, docRow: 0 },
    { query: 0, docRow: 1 },
    { query: 0, docRow: 2 },
  ]);
  // Of 8 places three are for special tokens: beside "12" three digits of the long text are left.
  expect(Array.from(scores)).toEqual([7050, 120340, 70340, 12050, 1209990]);
  expect(models.batches).toEqual([
    [1, 8],
    [1, 7],
    [2, 6],
    [1, 5],
  ]);
  expect(modelMs).toBe(8);
  expect(models.tokenised).toEqual(['12', '7', '34', '5', '99999999']);
});
