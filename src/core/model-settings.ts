/**
 * How a model is fed and read, besides its weights: found in its files, shown to the person, who may change it.
 * Every field decides scores or vectors, so all of them are part of the identity these are stored under.
 */

/** How the cross-encoder's output becomes one score. */
export type ScoreRule =
  /** The only logit. */
  | 'single-logit'
  /** Log-odds of two classes: the second logit minus the first. */
  | 'logit-difference'
  /** A causal model that answers: the logit of "yes" minus that of "no" at the last token. */
  | 'yes-or-no';

/** The text that a causal reranker reads around query and passage. */
export interface PairPrompt {
  /** Special tokens are recognised in `start` and `end`, never in the texts between them. */
  readonly start: string;
  /** Holds `{query}` once. */
  readonly query: string;
  /** Holds `{passage}` once. */
  readonly passage: string;
  readonly end: string;
}

export interface CrossEncoderSettings {
  /** Longest pair in tokens, special tokens and prompt included; the passage is cut first. */
  readonly maxTokens: number;
  readonly scoreRule: ScoreRule;
  /** Absent: query and passage are joined by the tokenizer's own special tokens. */
  readonly prompt?: PairPrompt;
}

/** How the vectors of a text's tokens become one; of no effect where the graph itself gives one vector a text. */
export type Pooling = 'mean' | 'first-token' | 'last-token';

export interface DualEncoderSettings {
  /** Longest text in tokens, special tokens and prefix included; its end is cut. */
  readonly maxTokens: number;
  readonly pooling: Pooling;
  /** Whether vectors are scaled to length 1. */
  readonly normalize: boolean;
  /** Put before each query and each passage; empty for none. */
  readonly queryPrefix: string;
  readonly passagePrefix: string;
}
