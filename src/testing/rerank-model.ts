/** The tiny cross-encoder as a server runs it: on onnxruntime-node, and with nothing of the app's encoders. */
import { readFile } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** Raw logits of (query, text), aligned with `texts`. */
export type RerankModel = (query: string, texts: readonly string[]) => Promise<number[]>;

const MAX_TOKENS = 64;
const PAD = 0;
const CLS = 2;
const SEP = 3;

/** Cuts a query at half of the input, and then the passage. */
export async function loadRerankModel(): Promise<RerankModel> {
  const weights = await readFixture('onnx/model_fp16.onnx');
  const session = await InferenceSession.create(weights, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const readJson = async (path: string) => JSON.parse((await readFixture(path)).toString());
  const tokenizer = new Tokenizer(await readJson('tokenizer.json'), await readJson('tokenizer_config.json'));
  const idsOf = (text: string) => tokenizer.encode(text, { add_special_tokens: false }).ids;

  return async (query, texts) => {
    const first = [CLS, ...idsOf(query).slice(0, MAX_TOKENS / 2), SEP];
    const rows = texts.map((text) => [...first, ...idsOf(text).slice(0, MAX_TOKENS - first.length - 1), SEP]);
    const length = Math.max(...rows.map((ids) => ids.length));
    const tensor = (valueAt: (ids: readonly number[], column: number) => number) => {
      const values = rows.flatMap((ids) =>
        Array.from({ length }, (_, column) => BigInt(column < ids.length ? valueAt(ids, column) : PAD)),
      );
      return new Tensor('int64', BigInt64Array.from(values), [rows.length, length]);
    };
    const { logits } = await session.run({
      input_ids: tensor((ids, column) => ids[column]),
      attention_mask: tensor(() => 1),
      token_type_ids: tensor((_, column) => (column < first.length ? 0 : 1)),
    });
    return Array.from(logits.data as Float32Array);
  };
}

function readFixture(path: string): Promise<Buffer> {
  return readFile(new URL(`./fixtures/tiny-models/cross-encoder/${path}`, import.meta.url));
}
