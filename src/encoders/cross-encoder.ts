import { cancelledError } from '../core/errors.ts';
import type { ModelIdentity } from '../core/records.ts';
import type { Cancel } from '../core/types.ts';
import { adaptRule, type BatchRule, type PlannedBatch, planBatches } from './batching.ts';
import { checkScores } from './check-scores.ts';
import {
  assemblePair,
  encodePassage,
  encodeQuery,
  type Pair,
  type PairFormat,
  pairTensors,
  passageTokenLimit,
} from './pair-assembly.ts';
import { nextTask } from './queue.ts';
import type { ScoreReader } from './score-rule.ts';
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

export interface ScoreOptions {
  readonly cancel?: Cancel;
  readonly onBatch?: (batch: ScoredBatch) => Promise<void> | void;
}

export interface CrossEncoder {
  readonly identity: ModelIdentity;
  /** Longest pair in tokens. */
  readonly maxTokens: number;
  /** Tokens of every pair whatever query and passage are: special ones and a prompt's. */
  readonly fixedTokens: number;
  /** Queries worth scoring at the same time: while the pairs of one run, those of the next are prepared. */
  readonly queriesAtOnce: number;
  /** Tokens of each text alone, without special tokens, before any cut. */
  countTokens(texts: readonly string[]): Uint32Array;
  /**
   * Raw logits of (query, passage), aligned with `passages`. `onBatch` is awaited after each batch. Throws
   * CancelledError between batches, EncoderError or GpuError when the model fails.
   */
  score(query: string, passages: readonly string[], options?: ScoreOptions): Promise<Float32Array>;
  /** Passages as token ids, to be made once and kept; absent where the tokenizer is elsewhere. */
  readonly passageIds?: {
    /** At most `maxTokens` ids each. */
    encode(passages: readonly string[]): Int32Array[];
    /** As `score`, from what `encode` made of the passages. */
    score(query: string, passages: readonly Int32Array[], options?: ScoreOptions): Promise<Float32Array>;
  };
}

export interface CrossEncoderParts {
  readonly identity: ModelIdentity;
  readonly tokenizer: TextTokenizer;
  readonly session: ModelSession;
  readonly format: PairFormat;
  readonly scoreReader: ScoreReader;
  /** To begin with; its budget follows the speed of the batches. */
  readonly batchRule: BatchRule;
}

/** A cross-encoder that runs here, over an open session. */
export function createCrossEncoder(parts: CrossEncoderParts): CrossEncoder {
  const { identity, tokenizer, session, format, scoreReader } = parts;
  let rule = parts.batchRule;

  const assembleTexts = (query: string, passages: readonly string[]): Pair[] => {
    const queryIds = encodeQuery(query, format, tokenizer);
    const room = passageTokenLimit(queryIds.length, format);
    return passages.map((passage) =>
      assemblePair(queryIds, encodePassage(passage, format, tokenizer, room), format),
    );
  };

  const assembleIds = (query: string, passages: readonly Int32Array[]): Pair[] => {
    const queryIds = encodeQuery(query, format, tokenizer);
    return passages.map((ids) => assemblePair(queryIds, ids, format));
  };

  const run = async ({ positions, length }: PlannedBatch, pairs: readonly Pair[]): Promise<ScoredBatch> => {
    const batch = Array.from(positions, (position) => pairs[position]);
    const lengths = batch.map(({ ids }) => ids.length);
    const result = await session.run(pairTensors(batch, length, format), scoreReader.readAt(lengths));
    const scores = scoreReader.scores(result, batch.length);
    checkScores(scores, batch, session);
    rule = adaptRule(rule, batch.length * length, result.modelMs / 1000);
    const tokens = lengths.reduce((sum, count) => sum + count, 0);
    return { positions, scores, tokens, modelMs: result.modelMs };
  };

  const scorePairs = async (
    pairs: readonly Pair[],
    { cancel, onBatch }: ScoreOptions = {},
  ): Promise<Float32Array> => {
    const result = new Float32Array(pairs.length);
    const batches = planBatches(
      pairs.map(({ ids }) => ids.length),
      () => rule,
    );
    const startNext = async (): Promise<ScoredBatch | undefined> => {
      await nextTask();
      if (cancel?.aborted) throw cancelledError();
      const next = batches.next();
      return next.done ? undefined : run(next.value, pairs);
    };
    // What is done with one batch's scores happens while the next one runs.
    for (let running = startNext(); ; ) {
      const scored = await running;
      if (!scored) return result;
      running = startNext();
      // Until it is awaited, a failure of the next batch is nobody's.
      running.catch(() => undefined);
      scored.positions.forEach((position, row) => {
        result[position] = scored.scores[row];
      });
      await onBatch?.(scored);
    }
  };

  const passageIds: CrossEncoder['passageIds'] = {
    encode: (passages) =>
      passages.map((passage) => Int32Array.from(encodePassage(passage, format, tokenizer, format.maxTokens))),
    score: async (query, passages, options) => scorePairs(assembleIds(query, passages), options),
  };

  return {
    identity,
    maxTokens: format.maxTokens,
    fixedTokens: format.fixedTokens,
    queriesAtOnce: 2,
    countTokens: (texts) => Uint32Array.from(texts, (text) => tokenizer.encode(text).length),
    score: async (query, passages, options) => scorePairs(assembleTexts(query, passages), options),
    // Text that stands after a passage has to stay when the passage is cut, which ids alone do not tell.
    ...(format.passage.after === '' && { passageIds }),
  };
}
