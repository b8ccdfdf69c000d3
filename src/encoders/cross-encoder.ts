import { cancelledError, XennError } from '../core/errors.ts';
import type { ModelIdentity } from '../core/records.ts';
import type { Cancel } from '../core/types.ts';
import { adaptRule, type BatchRule, planBatches } from './batching.ts';
import { assemblePair, type Pair, pairTensors, passageTokenLimit, queryTokenLimit } from './pair-assembly.ts';
import { nextTask } from './queue.ts';
import type { ModelSession } from './session.ts';
import type { TextTokenizer } from './tokenizer.ts';

/** The scores of one batch, as they come. */
export interface ScoredBatch {
  /** Positions in the `passages` argument. */
  readonly positions: Uint32Array;
  /** Raw logits, aligned with `positions`. */
  readonly scores: Float32Array;
  /** Tokens of these pairs, without padding. */
  readonly tokens: number;
  readonly modelMs: number;
}

export interface EmbeddedCrossEncoder {
  readonly identity: ModelIdentity;
  /** Longest pair in tokens. */
  readonly maxTokens: number;
  /** Tokens of each text alone, without special tokens, before any cut. */
  countTokens(texts: readonly string[]): Uint32Array;
  /**
   * Raw logits of (query, passage), aligned with `passages`. `onBatch` is awaited after each batch. Throws
   * CancelledError between batches, EncoderError or GpuError when the model fails.
   */
  score(
    query: string,
    passages: readonly string[],
    options?: { cancel?: Cancel; onBatch?: (batch: ScoredBatch) => Promise<void> | void },
  ): Promise<Float32Array>;
}

export interface CrossEncoderParts {
  readonly identity: ModelIdentity;
  readonly tokenizer: TextTokenizer;
  readonly session: ModelSession;
  /** To begin with; its budget follows the speed of the batches. */
  readonly batchRule: BatchRule;
}

export function createCrossEncoder(parts: CrossEncoderParts): EmbeddedCrossEncoder {
  const { identity, tokenizer, session } = parts;
  const { maxTokens } = session.model;
  let rule = parts.batchRule;

  const assemble = (query: string, passages: readonly string[]): Pair[] => {
    const queryIds = tokenizer.encode(query, queryTokenLimit(maxTokens));
    const room = passageTokenLimit(queryIds.length, maxTokens);
    return passages.map((passage) =>
      assemblePair(queryIds, tokenizer.encode(passage, room), tokenizer.specialIds, maxTokens),
    );
  };

  return {
    identity,
    maxTokens,
    countTokens: (texts) => Uint32Array.from(texts, (text) => tokenizer.encode(text).length),
    score: async (query, passages, { cancel, onBatch } = {}) => {
      const pairs = assemble(query, passages);
      const result = new Float32Array(pairs.length);
      const lengths = pairs.map(({ ids }) => ids.length);
      for (const { positions, length } of planBatches(lengths, () => rule)) {
        await nextTask();
        if (cancel?.aborted) throw cancelledError();
        const batch = Array.from(positions, (position) => pairs[position]);
        const inputs = pairTensors(batch, length, tokenizer.specialIds.pad);
        const { output: scores, modelMs } = await session.run(inputs, batch.length, length);
        checkFinite(scores, session);
        rule = adaptRule(rule, batch.length * length, modelMs / 1000);
        positions.forEach((position, row) => {
          result[position] = scores[row];
        });
        const tokens = batch.reduce((sum, { ids }) => sum + ids.length, 0);
        await onBatch?.({ positions, scores, tokens, modelMs });
      }
      return result;
    },
  };
}

function checkFinite(scores: Float32Array, session: ModelSession): void {
  const bad = scores.findIndex((score) => !Number.isFinite(score));
  if (bad < 0) return;
  throw new XennError(
    'EncoderError',
    `${session.model.name}: expected finite scores, found ${scores[bad]} for pair ${bad + 1} of ` +
      `${scores.length} on ${session.backend}. Choose the other backend in the settings.`,
  );
}
