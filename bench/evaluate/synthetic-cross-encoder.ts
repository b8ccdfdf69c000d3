import { createRandom } from '../../src/core/random.ts';
import { hashText } from '../../src/core/seeded-hash.ts';
import type { CrossEncoder } from '../../src/engine/ports.ts';

/** What a real cross-encoder's scores are about: mostly of low rank. */
const RANK = 20;
const NOISE = 0.5;
const SEED = 1;

/**
 * A cross-encoder that takes no time, to fill the store: scores of low rank plus noise, made of the texts alone, so that the
 * page and Node store the same. Of the real one are the tokenizer and the limits.
 */
export function syntheticCrossEncoder({ countTokens, maxTokens, fixedTokens }: CrossEncoder): CrossEncoder {
  const factors = new Map<string, Float64Array>();
  const factorsOf = (text: string): Float64Array => {
    const known = factors.get(text);
    if (known) return known;
    const random = createRandom(hashText(SEED, text));
    const made = Float64Array.from({ length: RANK }, () => random.nextGaussian());
    factors.set(text, made);
    return made;
  };
  return {
    identity: { name: 'synthetic', hash: 'synthetic' },
    maxTokens,
    fixedTokens,
    queriesAtOnce: 1,
    countTokens,
    async score(query, passages, { cancel, onBatch } = {}) {
      cancel?.throwIfAborted();
      const left = factorsOf(query);
      const noise = createRandom(hashText(SEED, query));
      const scores = Float32Array.from(passages, (passage) => {
        const right = factorsOf(passage);
        let sum = NOISE * noise.nextGaussian();
        for (let i = 0; i < RANK; i++) sum += (left[i] * right[i]) / Math.sqrt(RANK);
        return sum;
      });
      const positions = Uint32Array.from(passages.keys());
      await onBatch?.({ positions, scores, tokens: passages.length, modelMs: 1 });
      return scores;
    },
  };
}
