/**
 * The two encoders in miniature, with random weights and a file of golden numbers of their own: what loads and
 * runs them is the real thing, in Node and in the browser. `training/make_tiny.py` writes the files.
 */
import { embeddedFiles, type ReadFile } from '../encoders/embedded-files.ts';
import { parseGolden } from '../encoders/golden.ts';
import type { EmbeddedModel } from '../encoders/models.ts';
import { prepareCrossEncoder, prepareDualEncoder } from '../encoders/prepare-model.ts';
import goldenJson from './fixtures/tiny-models/golden.json';

/** BERT, 2 layers, hidden 32, 64 positions. */
const TINY_CROSS_ENCODER: EmbeddedModel = {
  kind: 'cross-encoder',
  name: 'tiny-cross-encoder',
  folder: 'models/cross-encoder/',
  weightsPath: 'onnx/model_fp16.onnx',
  weightsBytes: 76_954,
  weightsHash: 'dc02727e704f6b019eb016651de65601f909217b8d48e983ec49bf8ccc750e82',
};

/** Vectors of 16 floats. */
const TINY_DUAL_ENCODER: EmbeddedModel = {
  kind: 'dual-encoder',
  name: 'tiny-dual-encoder',
  folder: 'models/dual-encoder/',
  weightsPath: 'onnx/model_int8.onnx',
  weightsBytes: 7_610,
  weightsHash: 'cf16ec0d30b18d2793b014f57977d9200bf0f339cbb62266796a3cd17a3cb29f',
};

/** 19 pairs, 4 of them longer than the model takes, and 8 texts. */
export const tinyGolden = parseGolden(goldenJson);

/** Data URLs, which Node fetches as browsers do. */
const addresses = import.meta.glob<string>('./fixtures/tiny-models/*/**/*', {
  query: '?url&inline',
  import: 'default',
  eager: true,
});

const readTinyFile: ReadFile = async (path) => {
  const response = await fetch(addresses[path.replace('models/', './fixtures/tiny-models/')]);
  return new Uint8Array(await response.arrayBuffer());
};

/** Size and hash of the weights are checked as they are for the real ones. */
export const prepareTinyCrossEncoder = () =>
  prepareCrossEncoder(embeddedFiles(TINY_CROSS_ENCODER, readTinyFile));

export const prepareTinyDualEncoder = () =>
  prepareDualEncoder(embeddedFiles(TINY_DUAL_ENCODER, readTinyFile));
