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

/** BERT, 3 layers, hidden 128; 192 learned positions, so a longer input fails. One raw logit per pair. */
export const CROSS_ENCODER: EmbeddedModel = {
  kind: 'cross-encoder',
  name: 'xenn-starter-cross-encoder',
  weightsPath: 'models/cross-encoder/onnx/model.onnx',
  weightsBytes: 8_717_911,
  weightsHash: '7ca2bb76a3a02e3d23e87fd47071ff73396885316188cc4495c3eb9328802972',
  maxTokens: 192,
  outputName: 'logits',
  outputWidth: 1,
};

/** A table of token vectors; mean pooling and L2 normalisation are inside the graph. */
export const DUAL_ENCODER: EmbeddedModel = {
  kind: 'dual-encoder',
  name: 'xenn-starter-dual-encoder',
  weightsPath: 'models/dual-encoder/onnx/model_fp16.onnx',
  weightsBytes: 4_609_575,
  weightsHash: '3a91d8f5bba54de1cdd3fa5fbe4e04d8f058440858213dd27192fe72d8c32dc2',
  // The graph takes any length, but holds every token's vector at once: 4,096 of them are 3 MiB.
  maxTokens: 4096,
  outputName: 'sentence_embedding',
  outputWidth: 192,
};

/** Both models were trained with one tokenizer; the copies in the two folders are the same file. */
export const TOKENIZER_PATH = 'models/cross-encoder/tokenizer.json';
export const TOKENIZER_CONFIG_PATH = 'models/cross-encoder/tokenizer_config.json';

/** Pairs and texts with their ids, and the numbers PyTorch gives for them in fp32, unpadded. */
export const GOLDEN_PATH = 'models/golden.json';
