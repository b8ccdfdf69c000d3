import type { ModelInputs } from './session.ts';
import type { SpecialIds } from './tokenizer.ts';

/** One input of the cross-encoder: `[CLS] query [SEP] passage [SEP]`. */
export interface Pair {
  readonly ids: readonly number[];
  /** Token type 0 before it, 1 from it on: the passage's first token. */
  readonly passageStart: number;
}

const SPECIAL_TOKENS_PER_PAIR = 3;

/**
 * How many tokens of a query are kept: at most half of the input, so that a very long query still leaves
 * room for what is to be judged.
 */
export function queryTokenLimit(maxTokens: number): number {
  return Math.floor(maxTokens / 2);
}

/** How many tokens of a passage fit beside a query of `queryTokens` (already limited). */
export function passageTokenLimit(queryTokens: number, maxTokens: number): number {
  return maxTokens - SPECIAL_TOKENS_PER_PAIR - queryTokens;
}

/**
 * Cuts both parts to their limits and adds the special tokens afterwards, so that neither [SEP] is ever
 * lost. The result has at most `maxTokens` ids.
 */
export function assemblePair(
  queryIds: readonly number[],
  passageIds: readonly number[],
  specialIds: SpecialIds,
  maxTokens: number,
): Pair {
  const query = queryIds.slice(0, queryTokenLimit(maxTokens));
  const passage = passageIds.slice(0, passageTokenLimit(query.length, maxTokens));
  const { start, separator } = specialIds;
  return {
    ids: [start, ...query, separator, ...passage, separator],
    passageStart: query.length + 2,
  };
}

/**
 * What the model reads for `pairs`: row-major, pairs.length x `length`, which no pair exceeds; padded on the
 * right and masked there.
 */
export function pairTensors(pairs: readonly Pair[], length: number, padId: number): ModelInputs {
  const size = pairs.length * length;
  const inputIds = new Int32Array(size).fill(padId);
  const attentionMask = new Int32Array(size);
  const tokenTypeIds = new Int32Array(size);
  pairs.forEach(({ ids, passageStart }, row) => {
    const rowStart = row * length;
    inputIds.set(ids, rowStart);
    attentionMask.fill(1, rowStart, rowStart + ids.length);
    tokenTypeIds.fill(1, rowStart + passageStart, rowStart + ids.length);
  });
  return { input_ids: inputIds, attention_mask: attentionMask, token_type_ids: tokenTypeIds };
}
