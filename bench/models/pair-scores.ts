import { type BatchRule, planBatches } from '../../src/encoders/batching.ts';
import {
  assemblePair,
  encodePassage,
  encodeQuery,
  type Pair,
  pairTensors,
} from '../../src/encoders/pair-assembly.ts';
import type { ModelPair } from './model-folder.ts';

/** A query (its position in the set) and a document. */
export interface TextPair {
  readonly query: number;
  readonly docRow: number;
}

export interface PairScores {
  /** Raw logits, aligned with the pairs. */
  readonly scores: Float64Array;
  /** Time inside the model. */
  readonly modelMs: number;
}

export type PairScorer = (pairs: readonly TextPair[]) => Promise<PairScores>;

/** Small enough to stay in a CPU's cache. */
const TOKEN_BUDGET = 4096;

/**
 * Scores pairs of these texts as the app does, token by token the same, except that only pairs of the same length
 * share a batch: no padding, so nothing of it can be in a score. Every text is tokenised once.
 */
export function createPairScorer(
  { crossEncoder }: Pick<ModelPair, 'crossEncoder'>,
  queryTexts: readonly string[],
  docTexts: readonly string[],
): PairScorer {
  const { tokenizer, format, scoreReader } = crossEncoder;
  const { maxTokens } = format;
  const queryIds = queryTexts.map((text) => encodeQuery(text, format, tokenizer));
  const docIds = docTexts.map((text) => encodePassage(text, format, tokenizer, maxTokens));
  const rule: BatchRule = {
    tokenBudget: TOKEN_BUDGET,
    mostRows: Number.POSITIVE_INFINITY,
    leastFill: 1,
    maxTokens,
    lengthBuckets: [],
  };
  const assemble = ({ query, docRow }: TextPair): Pair =>
    assemblePair(queryIds[query], docIds[docRow], format);

  return async (pairs) => {
    // Assembled twice instead of kept: a large set has millions of tokens.
    const lengths = pairs.map((pair) => assemble(pair).ids.length);
    const scores = new Float64Array(pairs.length);
    let modelMs = 0;
    for (const { positions, length } of planBatches(lengths, () => rule)) {
      const batch = Array.from(positions, (position) => assemble(pairs[position]));
      const readAt = scoreReader.readAt(batch.map(({ ids }) => ids.length));
      const run = await crossEncoder.run(pairTensors(batch, length, format), readAt);
      modelMs += run.modelMs;
      const batchScores = scoreReader.scores(run, batch.length);
      positions.forEach((position, row) => {
        scores[position] = batchScores[row];
      });
    }
    return { scores, modelMs };
  };
}
