import type { ModelIdentity } from '../../core/records.ts';
import type { CrossEncoder, ScoredBatch } from '../cross-encoder.ts';
import { createServer, dispatch } from './dispatch.ts';
import type { Endpoint } from './endpoint.ts';
import { type ScoreScale, toLogits } from './score-scale.ts';

export interface RemoteCrossEncoderParts {
  readonly identity: ModelIdentity;
  readonly maxTokens: number;
  readonly scale: ScoreScale;
  /** At least one; `batchSize` is where to begin. */
  readonly endpoints: readonly { readonly endpoint: Endpoint; readonly batchSize: number }[];
  /** Told for people: a server failed and is set aside while others work. */
  readonly onNotice?: (message: string) => void;
}

/** English has about 4 bytes of UTF-8 a token; a Chinese character is 3 bytes and somewhat less than a token. */
const BYTES_PER_TOKEN = 4;

/** [CLS] and two [SEP]. */
const SPECIAL_TOKENS_PER_PAIR = 3;

/**
 * A cross-encoder that runs on servers. Batches go to whichever server is free, two at a time each, over all calls
 * together, and are given to `onBatch` in the order they come back. `score` throws as `dispatch` does; what `onBatch`
 * was given before need not be asked for again. Tokens are estimates, since only the server has the tokenizer.
 */
export function createRemoteCrossEncoder(parts: RemoteCrossEncoderParts): CrossEncoder {
  const { identity, maxTokens, scale, onNotice } = parts;
  const servers = parts.endpoints.map(({ endpoint, batchSize }) => createServer(endpoint, batchSize));

  // As many batches on their way as the servers take.
  const atOnce = servers.reduce((sum, { lanes }) => sum + lanes.length, 0);
  const onSetAside = (reason: string) =>
    onNotice?.(`A server is set aside, the others go on without it. ${reason}`);

  return {
    identity,
    maxTokens,
    fixedTokens: SPECIAL_TOKENS_PER_PAIR,
    // A query of an index may be one batch only.
    queriesAtOnce: atOnce,
    countTokens: (texts) => Uint32Array.from(texts, estimateTokens),
    async score(query, passages, { cancel, onBatch } = {}) {
      const result = new Float32Array(passages.length);
      const perPair = estimateTokens(query) + SPECIAL_TOKENS_PER_PAIR;
      const tokensOf = (passage: string) => Math.min(maxTokens, perPair + estimateTokens(passage));

      const ask = async (endpoint: Endpoint, positions: readonly number[], signal: AbortSignal) => {
        const texts = positions.map((position) => passages[position]);
        const { scores, elapsedMs } = await endpoint.score(query, texts, signal);
        return {
          positions: Uint32Array.from(positions),
          scores: toLogits(scores, scale, endpoint.address),
          tokens: texts.reduce((sum, text) => sum + tokensOf(text), 0),
          // The others are on their way in the same time, so that the sum over all batches is the time that passed.
          modelMs: elapsedMs / atOnce,
        };
      };
      const deliver = (batch: ScoredBatch) => {
        batch.positions.forEach((position, i) => {
          result[position] = batch.scores[i];
        });
        return onBatch?.(batch);
      };

      await dispatch(servers, { pending: longestFirst(passages), ask, deliver, onSetAside }, cancel);
      return result;
    },
  };
}

/** Positions, so that passages of about the same length share a batch: some servers pad to the longest. */
function longestFirst(passages: readonly string[]): number[] {
  const order = Array.from(passages, (_, position) => position);
  return order.sort((a, b) => passages[b].length - passages[a].length || a - b);
}

function estimateTokens(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / BYTES_PER_TOKEN);
}
