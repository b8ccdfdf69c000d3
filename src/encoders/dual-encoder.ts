import { cancelledError, XennError } from '../core/errors.ts';
import type { ModelIdentity } from '../core/records.ts';
import type { Cancel, Matrix } from '../core/types.ts';
import { type BatchRule, planBatches } from './batching.ts';
import { nextTask } from './queue.ts';
import type { ModelSession } from './session.ts';
import type { TextTokenizer } from './tokenizer.ts';

export interface EmbeddedDualEncoder {
  readonly identity: ModelIdentity;
  readonly dimension: number;
  /**
   * texts.length x dimension, rows L2-normalised; a text without a known token gives a zero row. `onBatch`
   * is awaited with the number of texts done so far. Throws CancelledError between batches, EncoderError
   * when the model fails.
   */
  embed(
    texts: readonly string[],
    options?: { cancel?: Cancel; onBatch?: (textsDone: number) => Promise<void> | void },
  ): Promise<Matrix>;
}

/** Texts tokenised at a time: a few tens of milliseconds, so that a cancellation is heard. */
const TEXTS_PER_STEP = 256;

/** 16,384 token vectors of 256 floats are 16 MiB, the most a batch holds. */
const TOKEN_BUDGET = 16_384;

/**
 * Texts are given to the model without [CLS] and [SEP]: their vectors are zero, so they would only scale the
 * mean, which is normalised afterwards.
 */
export function createDualEncoder(
  identity: ModelIdentity,
  tokenizer: TextTokenizer,
  session: ModelSession,
): EmbeddedDualEncoder {
  const { maxTokens, outputWidth: dimension } = session.model;
  const rule: BatchRule = { tokenBudget: TOKEN_BUDGET, leastFill: 0.8, maxTokens, lengthBuckets: [] };

  /** Writes the rows of `texts` to `data` from row `firstRow` on. */
  const embedStep = async (texts: readonly string[], data: Float32Array, firstRow: number): Promise<void> => {
    const ids = texts.map((text) => tokenizer.encode(text, maxTokens));
    const rows = ids.flatMap(({ length }, row) => (length > 0 ? [row] : []));
    const lengths = rows.map((row) => ids[row].length);
    for (const { positions, length } of planBatches(lengths, () => rule)) {
      const batchRows = Array.from(positions, (position) => rows[position]);
      const inputs = textTensors(
        batchRows.map((row) => ids[row]),
        length,
        tokenizer.specialIds.pad,
      );
      const { output } = await session.run(inputs, batchRows.length, length);
      checkFinite(output, session);
      batchRows.forEach((row, index) => {
        data.set(output.subarray(index * dimension, (index + 1) * dimension), (firstRow + row) * dimension);
      });
    }
  };

  return {
    identity,
    dimension,
    embed: async (texts, { cancel, onBatch } = {}) => {
      const data = new Float32Array(texts.length * dimension);
      for (let start = 0; start < texts.length; start += TEXTS_PER_STEP) {
        await nextTask();
        if (cancel?.aborted) throw cancelledError();
        const step = texts.slice(start, start + TEXTS_PER_STEP);
        await embedStep(step, data, start);
        await onBatch?.(start + step.length);
      }
      return { rows: texts.length, cols: dimension, data };
    },
  };
}

function textTensors(ids: readonly (readonly number[])[], length: number, padId: number) {
  const inputIds = new Int32Array(ids.length * length).fill(padId);
  const attentionMask = new Int32Array(ids.length * length);
  ids.forEach((row, index) => {
    inputIds.set(row, index * length);
    attentionMask.fill(1, index * length, index * length + row.length);
  });
  return { input_ids: inputIds, attention_mask: attentionMask };
}

function checkFinite(output: Float32Array, session: ModelSession): void {
  const bad = output.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new XennError(
    'EncoderError',
    `${session.model.name}: expected finite vectors, found ${output[bad]}. Load the models again.`,
  );
}
