/** What an index is made of and what is known of it: plain data that crosses layers. */
import type { ModelIdentity, RunsOn } from './records.ts';

/**
 * The vectors that a factorisation starts from, and that stand for documents which have no scores: those of the
 * dual-encoder, the lexical ones (LSA of the TF-IDF matrix), or the two side by side.
 */
export type StartSpace = 'dual-encoder' | 'lsa' | 'hybrid';

/**
 * Train queries: the corpus's own; searches that were typed; or made from the documents: titles (a sentence where
 * there is none), the most salient sentences, key phrases by TF-IDF.
 */
export type TrainQuerySource = 'own' | 'history' | 'titles' | 'sentences' | 'key-phrases';

/** Of a query's documents, the share that each source gives; they add up to 1. */
export interface PairShares {
  readonly dualEncoder: number;
  readonly bm25: number;
  readonly random: number;
}

/** Which pairs of train query and document are scored. */
export type PairChoice =
  /** k_d documents a train query. */
  | { readonly kind: 'per-query'; readonly documentsPerQuery: number; readonly shares: PairShares }
  /** k_d train queries a document, at random (the paper's ablation). */
  | { readonly kind: 'per-document'; readonly queriesPerDocument: number }
  /** All of them: the dense scores that ANNCUR and ADACUR need. */
  | { readonly kind: 'all' };

/** How item vectors are made of the scores, and with which settings. */
export type IndexMethod =
  | {
      readonly kind: 'mf-trns';
      readonly solver: 'adamw';
      readonly learningRate: number;
      readonly weightDecay: number;
      /** At most; training stops when the held-out error has not fallen for `patience` epochs. */
      readonly epochs: number;
      readonly patience: number;
      /** Pairs a step. */
      readonly batchSize: number;
    }
  | {
      readonly kind: 'mf-trns';
      readonly solver: 'als';
      /** mu of `RidgeProblem`. */
      readonly regularization: number;
      /** Sweeps over both factors, at most. */
      readonly epochs: number;
      readonly patience: number;
    }
  | {
      readonly kind: 'mf-ind';
      readonly learningRate: number;
      readonly weightDecay: number;
      readonly epochs: number;
      readonly patience: number;
      readonly batchSize: number;
    }
  | {
      readonly kind: 'de-dstl';
      readonly learningRate: number;
      readonly weightDecay: number;
      readonly epochs: number;
      readonly patience: number;
      /** Train queries a step. */
      readonly batchSize: number;
      /** Both distributions over a query's documents are softmax(score / temperature). */
      readonly temperature: number;
    }
  | { readonly kind: 'anchors' };

/** Vectors made elsewhere and imported: nothing is known of how. */
export interface ImportedMethod {
  readonly kind: 'imported';
  /** The file's name. */
  readonly source: string;
}

/** Where an item matrix came from; enough to make it again. */
export interface IndexProvenance {
  readonly corpusHash: string;
  /** Absent: imported vectors whose scores nobody knows. */
  readonly crossEncoder?: ModelIdentity;
  readonly dualEncoder?: ModelIdentity;
  readonly codeVersion: string;
  readonly seed: number;
  readonly space: StartSpace;
  /** What the lexical half was multiplied by; of the hybrid space only. */
  readonly hybridWeight?: number;
  /** SHA-256 (hex) of the basis of the lexical vectors; of the spaces that have them. */
  readonly lexicalBasis?: string;
  readonly trainQueries: TrainQuerySource;
  readonly trainQueryCount: number;
  readonly pairs: PairChoice;
  readonly method: IndexMethod | ImportedMethod;
  readonly trainPairCount: number;
  readonly heldOutPairCount: number;
  readonly backend: RunsOn;
  readonly compute: string;
}

export interface IndexSummary {
  readonly indexId: string;
  readonly name: string;
  readonly createdMs: number;
  /** Documents when it was made; those added later have vectors made on the fly. */
  readonly rows: number;
  readonly cols: number;
  readonly provenance: IndexProvenance;
  /** The affine map of A.4 used for the factorisation target: beta * (score - alpha). */
  readonly scoreScale: { readonly alpha: number; readonly beta: number };
  /**
   * Root mean square error on scaled held-out scores, before (the vectors it started from) and after training. Absent
   * where nothing was held out.
   */
  readonly heldOutRmseBefore?: number;
  readonly heldOutRmseAfter?: number;
  /** Over the training pairs after each epoch: mean squared error in scaled units; cross-entropy for distillation. */
  readonly lossPerEpoch: readonly number[];
  /** Root mean square error on held-out pairs after each epoch, scaled units. */
  readonly heldOutRmsePerEpoch: readonly number[];
  /** The epoch whose vectors were kept, counted from 1; 0: none was better than the start. Absent without epochs. */
  readonly bestEpoch?: number;
  /** Cross-encoder calls that its pairs take, stored ones included. */
  readonly scorerCalls: number;
  readonly elapsedMs: number;
}
