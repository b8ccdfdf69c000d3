import type { ModelKind } from '../core/records.ts';

/** An embedded model: where its files lie under the application's base address, and what its weights must be. */
export interface EmbeddedModel {
  readonly kind: ModelKind;
  /** Stable name, part of the identity of every stored score and index. */
  readonly name: string;
  /** Ends with '/'. */
  readonly folder: string;
  /** Inside the folder. */
  readonly weightsPath: string;
  readonly weightsBytes: number;
  /** SHA-256 (hex) of the weights. */
  readonly weightsHash: string;
}

/** BERT, 3 layers, hidden 192; 256 learned positions, so a longer input fails. One raw logit per pair. */
export const CROSS_ENCODER: EmbeddedModel = {
  kind: 'cross-encoder',
  name: 'xenn-small-cross-encoder',
  folder: 'models/cross-encoder/',
  weightsPath: 'onnx/model_fp16.onnx',
  weightsBytes: 8_428_561,
  weightsHash: '068fba9f7484bdee016550551792817fa748c96d79e7ef9bfd7a9134fc10d4e5',
};

/** A table of token vectors of 256 floats; mean pooling and L2 normalisation are inside the graph. */
export const DUAL_ENCODER: EmbeddedModel = {
  kind: 'dual-encoder',
  name: 'xenn-static-dual-encoder',
  folder: 'models/dual-encoder/',
  weightsPath: 'onnx/model_int8.onnx',
  weightsBytes: 4_160_800,
  weightsHash: '0c956d34dd0d99ca18d4643063c96e301f5d500988ed15b2283261f318a7c112',
};

/** Both models were trained with one tokenizer, whose files lie beside the cross-encoder. */
export const TOKENIZER_FOLDER = CROSS_ENCODER.folder;

/** Pairs and texts with their ids, and the numbers PyTorch gives for them in fp32, unpadded. */
export const GOLDEN_PATH = 'models/golden.json';
