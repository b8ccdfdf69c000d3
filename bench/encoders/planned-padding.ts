import { batchRule, planBatches } from '../../src/encoders/batching.ts';

/** Of a GPU that is worth using: its batches are as large as they may be. */
const TOKENS_PER_SECOND = 1e6;

/**
 * Share of padding in the batches that would be planned for WebGPU, 0..1. Planned only, so it takes no GPU. For each
 * search the tokens of its pairs.
 */
export function plannedPaddingShare(searches: readonly (readonly number[])[], maxTokens: number): number {
  const rule = batchRule('webgpu', TOKENS_PER_SECOND, maxTokens);
  let tokens = 0;
  let paddedTokens = 0;
  for (const lengths of searches) {
    for (const length of lengths) tokens += length;
    for (const batch of planBatches(lengths, () => rule))
      paddedTokens += batch.positions.length * batch.length;
  }
  return 1 - tokens / paddedTokens;
}
