import { cancelledError, XennError } from '../core/errors.ts';
import type { DualEncoderSettings } from '../core/model-settings.ts';
import type { ModelIdentity } from '../core/records.ts';
import type { Cancel, Matrix } from '../core/types.ts';
import { type BatchRule, planBatches } from './batching.ts';
import type { ModelInputs } from './graph-inputs.ts';
import { normalizeRows, poolTokens } from './pool-tokens.ts';
import { nextTask } from './queue.ts';
import type { ModelSession } from './session.ts';
import type { TextFrame } from './special-tokens.ts';
import type { StaticTokens } from './static-tokens.ts';
import type { TextTokenizer } from './tokenizer.ts';

/** Some models read queries and passages differently. */
export type TextRole = 'query' | 'passage';

export interface DualEncoder {
  readonly identity: ModelIdentity;
  readonly dimension: number;
  /** Absent: the model is more than a table of token vectors. */
  readonly staticTokens?: () => Promise<StaticTokens>;
  /**
   * texts.length x dimension, L2-normalised where the model is meant so; a text without a known token gives a zero
   * row. `onBatch` is awaited with the number of texts done so far. Throws CancelledError between batches,
   * EncoderError when the model fails.
   */
  embed(
    texts: readonly string[],
    role: TextRole,
    options?: { cancel?: Cancel; onBatch?: (textsDone: number) => Promise<void> | void },
  ): Promise<Matrix>;
}

export interface DualEncoderParts {
  readonly identity: ModelIdentity;
  readonly tokenizer: TextTokenizer;
  readonly session: ModelSession;
  readonly settings: DualEncoderSettings;
  /** Special tokens around each text. */
  readonly frame: TextFrame;
  /** Reads the token vectors (vocabulary x d) of a model that is nothing else. */
  readonly readTokenTable?: () => Promise<Matrix>;
  /** Where batches are to be formed otherwise than usual. */
  readonly batching?: Partial<Pick<BatchRule, 'mostRows' | 'leastFill'>>;
}

/** Texts tokenised at a time: a few tens of milliseconds, so that a cancellation is heard. */
const TEXTS_PER_STEP = 256;

/** Tokens of a batch: 16,384 token vectors of 256 floats are 16 MiB. */
const TOKEN_BUDGET = 16_384;

/**
 * A dual-encoder over an open session. Embeds one text to learn the number of dimensions; throws EncoderError when
 * the model gives no vectors.
 */
export async function createDualEncoder(parts: DualEncoderParts): Promise<DualEncoder> {
  const { identity, tokenizer, session, settings, frame, readTokenTable } = parts;
  const { maxTokens, pooling, normalize, queryPrefix, passagePrefix } = settings;
  const room = maxTokens - frame.before.length - frame.after.length;
  const rule: BatchRule = {
    tokenBudget: TOKEN_BUDGET,
    mostRows: Number.POSITIVE_INFINITY,
    leastFill: 0.8,
    maxTokens,
    lengthBuckets: [],
    ...parts.batching,
  };

  /** Empty for a text without a token: special tokens alone say nothing. */
  const idsOf = (text: string, role: TextRole): number[] => {
    if (tokenizer.encode(text, 1).length === 0) return [];
    const prefix = role === 'query' ? queryPrefix : passagePrefix;
    return [...frame.before, ...tokenizer.encode(prefix + text, room), ...frame.after];
  };

  const embedRows = async (ids: readonly (readonly number[])[], length: number): Promise<Float32Array> => {
    const run = await session.run(textTensors(ids, length, tokenizer.padId));
    const lengths = ids.map((row) => row.length);
    const vectors = poolTokens(run, lengths, pooling, session.name);
    if (normalize) normalizeRows(vectors, vectors.length / ids.length);
    checkFinite(vectors, session.name);
    return vectors;
  };

  const anyToken = [[...frame.before, tokenizer.padId, ...frame.after]];
  const dimension = (await embedRows(anyToken, anyToken[0].length)).length;

  /** Writes the rows of `texts` to `data` from row `firstRow` on. */
  const embedStep = async (
    texts: readonly string[],
    role: TextRole,
    data: Float32Array,
    firstRow: number,
  ) => {
    const ids = texts.map((text) => idsOf(text, role));
    const rows = ids.flatMap(({ length }, row) => (length > 0 ? [row] : []));
    const lengths = rows.map((row) => ids[row].length);
    for (const { positions, length } of planBatches(lengths, () => rule)) {
      const batchRows = Array.from(positions, (position) => rows[position]);
      const vectors = await embedRows(
        batchRows.map((row) => ids[row]),
        length,
      );
      batchRows.forEach((row, index) => {
        data.set(vectors.subarray(index * dimension, (index + 1) * dimension), (firstRow + row) * dimension);
      });
    }
  };

  return {
    identity,
    dimension,
    ...(readTokenTable && {
      staticTokens: async () => ({
        table: await readTokenTable(),
        encode: (texts: readonly string[], role: TextRole) =>
          texts.map((text) => Uint32Array.from(idsOf(text, role))),
      }),
    }),
    embed: async (texts, role, { cancel, onBatch } = {}) => {
      const data = new Float32Array(texts.length * dimension);
      for (let start = 0; start < texts.length; start += TEXTS_PER_STEP) {
        await nextTask();
        if (cancel?.aborted) throw cancelledError();
        const step = texts.slice(start, start + TEXTS_PER_STEP);
        await embedStep(step, role, data, start);
        await onBatch?.(start + step.length);
      }
      return { rows: texts.length, cols: dimension, data };
    },
  };
}

function textTensors(ids: readonly (readonly number[])[], length: number, padId: number): ModelInputs {
  const inputIds = new Int32Array(ids.length * length).fill(padId);
  const attentionMask = new Int32Array(ids.length * length);
  ids.forEach((row, index) => {
    inputIds.set(row, index * length);
    attentionMask.fill(1, index * length, index * length + row.length);
  });
  const dims = [ids.length, length];
  return {
    input_ids: { data: inputIds, dims },
    attention_mask: { data: attentionMask, dims },
    token_type_ids: { data: new Int32Array(ids.length * length), dims },
  };
}

function checkFinite(vectors: Float32Array, name: string): void {
  const bad = vectors.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new XennError(
    'EncoderError',
    `${name}: expected finite vectors, found ${vectors[bad]}. Load the models again.`,
  );
}
