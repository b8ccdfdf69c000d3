import { AutoModelForSequenceClassification, AutoTokenizer, env } from '@huggingface/transformers';
import type { ModelDescription } from './bench-models.ts';
import type { PlainRun } from './score-run.ts';

export interface PlainEncoder {
  score(query: string, passages: readonly string[]): Promise<PlainRun>;
}

const BATCH = 32;

/**
 * The way that the documentation of transformers.js shows: pairs in the order given, 32 at a time, padded to the
 * longest of the batch. The models are under `modelsPath`, which begins and ends with '/'. The runtime must be started.
 */
export async function openPlainEncoder(
  { name, dtype }: ModelDescription,
  modelsPath: string,
): Promise<PlainEncoder> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = modelsPath;
  // They would keep what is served anew for every run.
  env.useBrowserCache = false;
  env.useWasmCache = false;
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const model = await AutoModelForSequenceClassification.from_pretrained(name, { dtype, device: 'wasm' });
  return {
    score: async (query, passages) => {
      const scores = new Float32Array(passages.length);
      let tokens = 0;
      const start = performance.now();
      for (let first = 0; first < passages.length; first += BATCH) {
        const batch = passages.slice(first, first + BATCH);
        const inputs = tokenizer(Array<string>(batch.length).fill(query), {
          text_pair: batch,
          padding: true,
          truncation: true,
        });
        const { logits } = await model(inputs);
        scores.set(logits.data, first);
        tokens += inputs.input_ids.size;
        logits.dispose();
      }
      return { scores, elapsedMs: performance.now() - start, tokens };
    },
  };
}
