import type { ModelKind } from '../core/records.ts';

/** An embedded model: where its weights lie under the application's base address, and what they must be. */
export interface EmbeddedModel {
  readonly kind: ModelKind;
  /** Stable name, part of the identity of every stored score and index. */
  readonly name: string;
  readonly weightsPath: string;
  readonly weightsBytes: number;
  /** SHA-256 (hex) of the weights. */
  readonly weightsHash: string;
  /** Longest input in tokens, special tokens included; what is longer is cut. */
  readonly maxTokens: number;
  /** The graph's output that is read. */
  readonly outputName: string;
  /** Floats per row of that output. */
  readonly outputWidth: number;
}

/** BERT, 3 layers, hidden 192; 256 learned positions, so a longer input fails. One raw logit per pair. */
export const CROSS_ENCODER: EmbeddedModel = {
  kind: 'cross-encoder',
  name: 'xenn-small-cross-encoder',
  weightsPath: 'models/cross-encoder/onnx/model_fp16.onnx',
  weightsBytes: 8_428_561,
  weightsHash: '068fba9f7484bdee016550551792817fa748c96d79e7ef9bfd7a9134fc10d4e5',
  maxTokens: 256,
  outputName: 'logits',
  outputWidth: 1,
};

/** A table of token vectors; mean pooling and L2 normalisation are inside the graph. */
export const DUAL_ENCODER: EmbeddedModel = {
  kind: 'dual-encoder',
  name: 'xenn-static-dual-encoder',
  weightsPath: 'models/dual-encoder/onnx/model_int8.onnx',
  weightsBytes: 4_160_800,
  weightsHash: '0c956d34dd0d99ca18d4643063c96e301f5d500988ed15b2283261f318a7c112',
  // The graph takes any length, but holds every token's vector at once: 4,096 of them are 4 MiB.
  maxTokens: 4096,
  outputName: 'sentence_embedding',
  outputWidth: 256,
};

/** Both models were trained with one tokenizer. */
export const TOKENIZER_PATH = 'models/cross-encoder/tokenizer.json';
export const TOKENIZER_CONFIG_PATH = 'models/cross-encoder/tokenizer_config.json';

/** Pairs and texts with their ids, and the numbers PyTorch gives for them in fp32, unpadded. */
export const GOLDEN_PATH = 'models/golden.json';
