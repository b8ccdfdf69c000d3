/**
 * The two encoders in miniature, with random weights and a file of golden numbers of their own: what loads and
 * runs them is the real thing, in Node and in the browser. `training/make_tiny.py` writes the files.
 */
import { parseGolden } from '../encoders/golden.ts';
import { loadWeights, type ModelWeights } from '../encoders/model-files.ts';
import type { EmbeddedModel } from '../encoders/models.ts';
import { createTokenizer } from '../encoders/tokenizer.ts';
import crossEncoderWeights from './fixtures/tiny-models/cross-encoder/onnx/model_fp16.onnx?url&inline';
import tokenizerJson from './fixtures/tiny-models/cross-encoder/tokenizer.json';
import tokenizerConfig from './fixtures/tiny-models/cross-encoder/tokenizer_config.json';
import dualEncoderWeights from './fixtures/tiny-models/dual-encoder/onnx/model_int8.onnx?url&inline';
import goldenJson from './fixtures/tiny-models/golden.json';

/** BERT, 2 layers, hidden 32, 64 positions. */
export const TINY_CROSS_ENCODER: EmbeddedModel = {
  kind: 'cross-encoder',
  name: 'tiny-cross-encoder',
  weightsPath: crossEncoderWeights,
  weightsBytes: 76_954,
  weightsHash: 'dc02727e704f6b019eb016651de65601f909217b8d48e983ec49bf8ccc750e82',
  maxTokens: 64,
  outputName: 'logits',
  outputWidth: 1,
};

export const TINY_DUAL_ENCODER: EmbeddedModel = {
  kind: 'dual-encoder',
  name: 'tiny-dual-encoder',
  weightsPath: dualEncoderWeights,
  weightsBytes: 7_610,
  weightsHash: 'cf16ec0d30b18d2793b014f57977d9200bf0f339cbb62266796a3cd17a3cb29f',
  maxTokens: 64,
  outputName: 'sentence_embedding',
  outputWidth: 16,
};

/** 19 pairs, 4 of them longer than the model takes, and 8 texts. */
export const tinyGolden = parseGolden(goldenJson);

export const tinyTokenizer = createTokenizer(tokenizerJson, tokenizerConfig);

/** Size and hash are checked as they are for the real weights. */
export function loadTinyWeights(model: EmbeddedModel): Promise<ModelWeights> {
  // The paths are data URLs, which Node fetches as browsers do.
  return loadWeights(model, async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer()));
}
