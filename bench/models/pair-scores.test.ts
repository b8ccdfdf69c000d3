import { expect, it } from 'vitest';
import type { ModelInputs } from '../../src/encoders/graph-inputs.ts';
import { fakeCrossEncoder } from './fake-models.ts';
import { createPairScorer } from './pair-scores.ts';

/** A token per letter; the score of a pair is its ids read as digits of a number, the specials being 0. */
function fakeModels() {
  const batches: (readonly number[])[] = [];
  const tokenised: string[] = [];
  const crossEncoder = fakeCrossEncoder(
    8,
    (text) => {
      tokenised.push(text);
      return Array.from(text, Number);
    },
    (ids) => Number(ids.join('')),
  );
  return {
    batches,
    tokenised,
    crossEncoder: {
      ...crossEncoder,
      run: (inputs: ModelInputs) => {
        batches.push(inputs.input_ids.dims);
        expect(inputs.attention_mask.data.every((mask) => mask === 1)).toBe(true);
        return crossEncoder.run(inputs);
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
  expect(modelMs).toBe(4);
  expect(models.tokenised).toEqual(['12', '7', '34', '5', '99999999']);
});
