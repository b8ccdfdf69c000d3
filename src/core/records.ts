/**
 * Plain records that cross layers: what a corpus, a query, a model, an index is. Types only: the layers
 * that read and write them stay apart, and core itself never looks inside.
 */
import type { CrossEncoderSettings, DualEncoderSettings } from './model-settings.ts';

export interface SourceDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Of a passage that was cut from a longer document: that document's id. The passage's own is `parentId#n`, n from 1. */
  readonly parentId?: string;
}

export interface SourceQuery {
  readonly id: string;
  readonly text: string;
  /** 'train', 'test', 'dev', ... or '' when the source does not say. */
  readonly split: string;
}

export interface SourceJudgement {
  readonly queryId: string;
  readonly docId: string;
  /** 0 = judged not relevant; higher is more relevant. */
  readonly grade: number;
  /** The qrels file it came from: 'train', 'test', ... */
  readonly split: string;
}

/** One thing in the input that was not taken, and why. */
export interface RefusedLine {
  readonly file: string;
  /** Counted from 1; 0 when the whole file is meant. */
  readonly line: number;
  readonly reason: string;
}

export interface StoredDocument extends SourceDocument {
  readonly docRow: number;
}

export interface CorpusSummary {
  readonly corpusId: string;
  readonly name: string;
  readonly sourceName: string;
  readonly createdMs: number;
  readonly documentCount: number;
  readonly queryCount: number;
  readonly judgementCount: number;
  /** SHA-256 (hex) over ids, titles and texts in row order: two imports of the same documents agree. */
  readonly hash: string;
  readonly bytesOnDisk: number;
}

/** What there is to be checked of a stored corpus, one after the other. */
export const CORPUS_PARTS = ['pages', 'records', 'text-index', 'documents', 'matrices'] as const;

export type CorpusPart = (typeof CORPUS_PARTS)[number];

/** A judgement of a stored query, with the document as its row. */
export interface StoredJudgement {
  readonly docRow: number;
  readonly grade: number;
}

export type ModelKind = 'cross-encoder' | 'dual-encoder';

export interface ModelIdentity {
  /** Stable name, e.g. 'xenn-small-cross-encoder'. */
  readonly name: string;
  /** SHA-256 (hex) over what decides the scores or vectors; for an embedded model, over its weights alone. */
  readonly hash: string;
}

/** Where the files of an installed model came from. */
export type ModelOrigin =
  | {
      readonly source: 'hub';
      /** Address of the hub or its mirror, without a '/' at its end. */
      readonly hubUrl: string;
      /** 'owner/name' */
      readonly repository: string;
      /** The commit (40 hex digits): a branch would change under the stored scores. */
      readonly revision: string;
    }
  | { readonly source: 'folder'; readonly folderName: string };

/** A file of an installed model; checked on every load. */
export interface InstalledFile {
  /** Inside the model's folder, with '/'. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 (hex). */
  readonly sha256: string;
}

/** A model that is kept in this browser. */
export interface InstalledModel {
  readonly modelId: string;
  readonly kind: ModelKind;
  /** For people: the repository's or the folder's name. */
  readonly name: string;
  readonly origin: ModelOrigin;
  /** As its model card says, e.g. 'apache-2.0'; absent when it says nothing. */
  readonly licence?: string;
  readonly installedMs: number;
  readonly files: readonly InstalledFile[];
  /** Which of the files is the graph that is run. */
  readonly weightsPath: string;
  /** What a person changed; absent: as the files say. */
  readonly settings?: CrossEncoderSettings | DualEncoderSettings;
}

export type BackendName = 'wasm' | 'webgpu';

/** What was tried for one backend when it was chosen. */
export interface BackendTrial {
  readonly backend: BackendName;
  /** Measured in the trial; absent when the backend never got that far. */
  readonly pairsPerSecond?: number;
  readonly tokensPerSecond?: number;
  /** Largest |logit - golden logit| over the golden pairs. */
  readonly maxScoreError?: number;
  /** Spearman's, between scores and golden scores; absent where there are too few. */
  readonly rankCorrelation?: number;
  /** Pairs are run one by one: a score depends on the pairs that are run beside it, or several take too much memory. */
  readonly onePairAtATime?: true;
  /** Why this backend cannot be used; absent when it can. */
  readonly unusableBecause?: string;
}

/** What the trials of a model found on one device; kept, so that the next start need not measure again. */
export interface Calibration {
  /** Of model, settings, device and browser: with another one of them it does not hold. */
  readonly key: string;
  /** 'embedded' or that of an installed model. */
  readonly modelId: string;
  readonly measuredMs: number;
  readonly trials: readonly BackendTrial[];
}

/** What runs the cross-encoder: a backend of this browser, or servers elsewhere. */
export type RunsOn = BackendName | 'remote';

export interface BackendReport {
  readonly backend: RunsOn;
  /** 1 on WebGPU and for servers. */
  readonly threads: number;
  /** The GPU adapter's description; absent when there is none. */
  readonly adapter?: string;
  readonly forced: boolean;
  /** One sentence for the person: which backend and why. */
  readonly reason: string;
  readonly trials: readonly BackendTrial[];
  /** Where the trials come from; absent when they cannot be used again. */
  readonly calibration?: Calibration;
  /** Measured in the trial, before any batch; absent for servers. */
  readonly tokensPerSecond?: number;
}
