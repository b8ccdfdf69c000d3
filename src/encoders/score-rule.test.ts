import { expect, test } from 'vitest';
import type { ScoreRule } from '../core/model-settings.ts';
import { architectureFiles } from '../testing/architectures.ts';
import { prepareCrossEncoder } from './prepare-model.ts';
import { scoreReader } from './score-rule.ts';
import { createTokenizer } from './tokenizer.ts';

const { tokenizer } = await prepareCrossEncoder(await architectureFiles('qwen3'));

const runOf = (dims: number[], ...output: number[]) => ({
  output: Float32Array.from(output),
  dims,
  modelMs: 1,
});

test('one logit is the score', () => {
  const reader = scoreReader('single-logit', 'model', tokenizer);
  expect(reader.readAt([3, 4])).toBeUndefined();
  expect(reader.onePairAtATime).toBeUndefined();
  expect(reader.scores(runOf([2, 1], -1, 2.5), 2)).toEqual(Float32Array.of(-1, 2.5));
});

test('of two logits: the second less the first', () => {
  const reader = scoreReader('logit-difference', 'model', tokenizer);
  expect(reader.readAt([3, 4])).toBeUndefined();
  expect(reader.scores(runOf([2, 2], 1, 3, 0, -4), 2)).toEqual(Float32Array.of(2, -4));
});

test('of an answer: "yes" less "no", at the last token of each row', () => {
  const reader = scoreReader('yes-or-no', 'model', tokenizer);
  expect(reader.onePairAtATime).toBe(true);
  expect(reader.readAt([3, 5])).toEqual({ positions: [2, 4], columns: [279, 284] });
  expect(reader.scores(runOf([2, 5, 485], 1, 3, 0, -4), 2)).toEqual(Float32Array.of(2, -4));
});

test.each<{ rule: ScoreRule; dims: number[]; message: string }>([
  {
    rule: 'single-logit',
    dims: [2, 2],
    message:
      'model: expected one logit a pair for 2 pairs, found an output of 2 x 2. Choose another score rule or another model.',
  },
  {
    rule: 'logit-difference',
    dims: [2, 1],
    message:
      'model: expected two logits a pair for 2 pairs, found an output of 2 x 1. Choose another score rule or another model.',
  },
  {
    rule: 'logit-difference',
    dims: [2, 3],
    message:
      'model: expected two logits a pair for 2 pairs, found an output of 2 x 3. Choose another score rule or another model.',
  },
])('$rule of $dims: refused', ({ rule, dims, message }) => {
  const output = new Float32Array(dims[0] * dims[1]);
  const reader = scoreReader(rule, 'model', tokenizer);
  expect(() => reader.scores({ output, dims, modelMs: 1 }, 2)).toThrow(message);
});

test('a vocabulary without the answers is refused', () => {
  const model = { type: 'WordPiece', unk_token: '[UNK]', vocab: { '[UNK]': 0, no: 1 } };
  const nothing = { normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null };
  const other = createTokenizer({ ...nothing, added_tokens: [], model }, {});
  expect(() => scoreReader('yes-or-no', 'model', other)).toThrow(
    'tokenizer.json: expected the token yes in the vocabulary, found none. Use the files of one and the same model.',
  );
});
