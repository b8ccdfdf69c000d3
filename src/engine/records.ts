/** What the page asks of the engine and what it gets back: plain data, so that it crosses to a worker. */

import type {
  IndexMethod,
  IndexSummary,
  PairChoice,
  StartSpace,
  TrainQuerySource,
} from '../core/index-records.ts';
import type { CrossEncoderSettings, DualEncoderSettings } from '../core/model-settings.ts';
import type { QueryFit } from '../core/query-fit.ts';
import type {
  BackendReport,
  CorpusSummary,
  ModelKind,
  ModelOrigin,
  RefusedLine,
  StoredJudgement,
} from '../core/records.ts';
import type { Cancel, Ranking } from '../core/types.ts';
import type { ReadOptions, SourceFile } from '../formats/records.ts';
import type { UnfinishedRanking } from './experiment-records.ts';

/** Given with every call: how to stop it, and where its progress goes. */
export interface CallContext<Progress = never> {
  readonly cancel?: Cancel;
  readonly onProgress?: (progress: Progress) => void;
}

/** Where a piece of long work stands. `done` and `total` are in `unit`; tokens, not items, where a model runs. */
export interface JobProgress {
  readonly stage:
    | 'fetching'
    | 'reading'
    | 'writing'
    | 'embedding'
    | 'planning'
    | 'scoring'
    | 'searching'
    | 'factorizing'
    | 'mapping'
    | 'saving'
    | 'checking';
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'documents' | 'queries' | 'tokens' | 'epochs' | 'parts';
  readonly elapsedMs: number;
  /** From the speed so far in this stage; absent until there is one. */
  readonly remainingMs?: number;
}

export interface ImportRequest {
  readonly name: string;
  readonly sourceName: string;
  readonly files: readonly SourceFile[];
  readonly options: ReadOptions;
  /** Documents whose title and text are those of an earlier one are refused. They are counted either way. */
  readonly leaveOutDuplicates: boolean;
}

export interface ImportProgress extends JobProgress {
  readonly documentCount: number;
  readonly queryCount: number;
  readonly judgementCount: number;
  readonly refusedCount: number;
}

export interface ImportReport {
  readonly corpus: CorpusSummary;
  readonly refusedCount: number;
  /** The first of them; at most `REFUSED_LINES_KEPT`. */
  readonly refused: readonly RefusedLine[];
  /** Documents with title and text of an earlier one: left out, or kept, as was asked. */
  readonly duplicateTextCount: number;
  readonly elapsedMs: number;
}

/** A corpus as a file of documents: one JSON object or one row a document, or BEIR with queries and judgements. */
export type CorpusExportFormat = 'jsonl' | 'csv' | 'beir';

/** What is stored in this browser, and how safely. Sizes are the browser's estimates. */
export interface StorageStatus {
  readonly usedBytes: number;
  readonly availableBytes: number;
  /** The browser has promised not to remove it on its own. */
  readonly persisted: boolean;
  readonly corpora: readonly { readonly corpusId: string; readonly bytesOnDisk: number }[];
  readonly modelBytes: number;
  /** Kept searches and experiments. */
  readonly recordBytes: number;
}

/** What a person would lose with this browser's data. */
export interface BackupStatus {
  /** When a project of it was last made; absent: never. */
  readonly exportedMs?: number;
  /** What is not in that file. */
  readonly unsaved: {
    /** They have changed since. */
    readonly documents: boolean;
    readonly queryCount: number;
    readonly judgementCount: number;
    readonly scoreCount: number;
    readonly indexCount: number;
    /** Kept searches, and experiments that are new or have got further. */
    readonly recordCount: number;
  };
}

export interface StoredQuery {
  readonly id: string;
  readonly text: string;
  readonly split: string;
}

/** Everything that decides which pairs are scored and what is made of them: same values, same index. */
export interface IndexParameters {
  readonly corpusId: string;
  readonly name: string;
  readonly seed: number;
  readonly space: StartSpace;
  readonly trainQueries: TrainQuerySource;
  readonly trainQueryCount: number;
  readonly pairs: PairChoice;
  readonly method: IndexMethod;
  /** The index that the new one takes the place of, once it is stored: a top-up. */
  readonly replaces?: string;
}

/** What building would cost, before anything is scored. */
export interface IndexPlanSummary {
  readonly parameters: IndexParameters;
  readonly trainQueryCount: number;
  /** A few of the queries, for the person to judge. */
  readonly trainQueryExamples: readonly string[];
  readonly scorerCalls: number;
  /** Of those, already stored and so not run again. */
  readonly knownCalls: number;
  readonly tokens: number;
  readonly knownTokens: number;
  /** From measured speed; what it leaves out is in `estimateBasis`. */
  readonly estimatedMs: number;
  readonly estimateBasis: string;
  /** What a person should know first: train queries that are also test queries, near-duplicates left out. */
  readonly notes: readonly string[];
}

export type IndexProgress = JobProgress & {
  /** As in `IndexSummary`, of the epochs that are finished. */
  readonly lossPerEpoch: readonly number[];
  readonly heldOutRmsePerEpoch: readonly number[];
  readonly scorerCallsDone: number;
  readonly scorerCallsTotal: number;
};

/** A build that was begun and neither finished nor cancelled: paused, or cut off by a reload. */
export interface UnfinishedBuild {
  readonly jobId: string;
  readonly createdMs: number;
  readonly parameters: IndexParameters;
}

/** A `StartSpace`, which needs no index, or the id of an index. */
export type ItemSpaceId = string;
export const DUAL_ENCODER_SPACE: StartSpace = 'dual-encoder';
export const START_SPACES: readonly StartSpace[] = ['dual-encoder', 'lsa', 'hybrid'];
/** What the person knows them as. */
export const START_SPACE_NAMES: Readonly<Record<StartSpace, string>> = {
  'dual-encoder': 'Dual-encoder',
  lsa: 'Lexical (LSA)',
  hybrid: 'Dual-encoder and lexical',
};

export interface ExactRankingRequest {
  readonly corpusId: string;
  readonly queryText: string;
}

export interface ExactRankingResult {
  readonly ranking: Ranking;
  readonly computedCalls: number;
  readonly elapsedMs: number;
}

export interface QueryDetails {
  readonly query: StoredQuery;
  readonly judgements: readonly StoredJudgement[];
}

export interface CorpusDetails {
  readonly corpus: CorpusSummary;
  readonly indexes: readonly IndexSummary[];
  readonly unfinishedBuilds: readonly UnfinishedBuild[];
  readonly unfinishedRankings: readonly UnfinishedRanking[];
  readonly queries: readonly StoredQuery[];
  /** Queries an index may be trained on: those marked train, or all where none is marked. */
  readonly ownTrainQueryCount: number;
  /** Searches that were typed, newest first. */
  readonly searchHistory: readonly PastSearch[];
  /** The last recall measured of each item space. */
  readonly recalls: readonly MeasuredRecall[];
}

export interface PastSearch {
  readonly queryText: string;
  readonly searchedMs: number;
  readonly times: number;
}

/** How recall is measured: adaptive search over test queries, against exact rankings. */
export interface RecallSettings {
  /** Top-k-Recall. */
  readonly k: number;
  readonly budget: number;
  readonly rounds: number;
  /** For item spaces with a query embedding; the others are fitted by least squares alone. */
  readonly fit: QueryFit;
  /** Test queries, at most; of each the whole corpus is scored. */
  readonly queryCount: number;
  readonly seed: number;
}

/** A mean over queries with its 95 % bootstrap interval. */
export interface RecallEstimate {
  readonly recall: number;
  readonly low: number;
  readonly high: number;
  readonly queryCount: number;
}

export interface MeasuredRecall extends RecallEstimate {
  readonly itemSpace: ItemSpaceId;
  /** Of the models in use: with others it is another recall. */
  readonly crossEncoderHash: string;
  readonly dualEncoderHash: string;
  readonly settings: RecallSettings;
  readonly measuredMs: number;
}

export type CostMethod = 'mf-trns' | 'mf-ind' | 'adacur';

/** Recall against the calls that an index takes: the paper's claim, on one corpus. */
export interface CostRequest {
  readonly corpusId: string;
  readonly seed: number;
  /** What both factorisations start from. */
  readonly space: StartSpace;
  readonly trainQueries: TrainQuerySource;
  /** k_d of both factorisations. */
  readonly documentsPerQuery: number;
  /** |Qtrain| of each factorisation; ascending. */
  readonly queryCounts: readonly number[];
  /** k_q of each ADACUR index; ascending. */
  readonly anchorCounts: readonly number[];
  readonly methods: readonly CostMethod[];
  readonly recall: RecallSettings;
}

export interface CostPoint extends RecallEstimate {
  /** 'none': the start space itself, without an index. */
  readonly method: CostMethod | 'none';
  /** |Qtrain| or k_q. */
  readonly trainQueryCount: number;
  /** Cross-encoder calls that the index takes. */
  readonly indexCalls: number;
  /** Without scoring. */
  readonly buildMs: number;
}

export interface CostReport {
  readonly request: CostRequest;
  readonly points: readonly CostPoint[];
  /** False: it was stopped, and goes on when it is asked for again. */
  readonly complete: boolean;
  readonly measuredMs: number;
}

export type CostProgress = JobProgress & { readonly points: readonly CostPoint[] };

/** What measuring takes, before it begins. */
export interface CostPlan {
  readonly scorerCalls: number;
  readonly knownCalls: number;
  readonly estimatedMs: number;
  readonly estimateBasis: string;
}

/** A file to save. */
export interface ExportedFile {
  readonly fileName: string;
  readonly blob: Blob;
  /** For people: what could not be put into it, and what to do. */
  readonly note?: string;
}

/** A file that was fetched from an address. */
export interface FetchedFile {
  /** Its name, with an ending that tells its format where the server says the type and the address does not. */
  readonly path: string;
  readonly blob: Blob;
}

export interface ScoreImportReport {
  readonly queryCount: number;
  readonly pairCount: number;
  /** Of those, pairs that had no score before; the others stay as they were. */
  readonly newPairCount: number;
}

export interface EncoderStatus {
  readonly report: BackendReport;
  readonly crossEncoder: { readonly name: string; readonly hash: string; readonly maxTokens: number };
  readonly dualEncoder: { readonly name: string; readonly hash: string; readonly dimension: number };
}

/** One graph of a model that can be had, with every file that it needs. */
export interface ModelVariant {
  /** The graph that is run. */
  readonly weightsPath: string;
  /** What it computes with: 'fp32', 'int8 (avx512_vnni)'. */
  readonly label: string;
  /** What to know before choosing it. */
  readonly caution?: string;
  /** Of all its files. */
  readonly bytes: number;
  readonly recommended: boolean;
  readonly files: readonly ModelFile[];
}

/** A file to install, as a hub or a folder lists it. */
export interface ModelFile {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 (hex), where the listing says it. */
  readonly sha256?: string;
}

/** A model that can be installed: what is known before anything of it is downloaded. */
export interface ModelOffer {
  readonly kind: ModelKind;
  readonly name: string;
  readonly origin: ModelOrigin;
  readonly licence?: string;
  readonly variants: readonly ModelVariant[];
}

export interface InstallModelRequest {
  readonly offer: ModelOffer;
  readonly weightsPath: string;
  /** The picked folder's files, for an offer that came from one. */
  readonly files?: readonly SourceFile[];
}

/** Bytes over all files of the model, those that were there already included. */
export interface InstallProgress extends JobProgress {
  /** The file at hand. */
  readonly path: string;
  /** All of it is there and its hash is being computed. */
  readonly checking: boolean;
}

/** How an installed model is used. */
export interface ModelSettingsDetails {
  /** In use: as a person set them, else as the files say. */
  readonly settings: CrossEncoderSettings | DualEncoderSettings;
  readonly fromFiles: CrossEncoderSettings | DualEncoderSettings;
  /** The longest input that the model can take, in tokens. */
  readonly longestTokens: number;
}

/** What does the matrix arithmetic of indexing. */
export interface ComputeStatus {
  readonly name: string;
  readonly reason: string;
}
