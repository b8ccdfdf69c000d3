/** What the page asks of the engine and what it gets back: plain data, so that it crosses to a worker. */
import type { CrossEncoderSettings, DualEncoderSettings } from '../core/model-settings.ts';
import type {
  BackendReport,
  CorpusSummary,
  IndexSummary,
  ModelKind,
  ModelOrigin,
  RefusedLine,
  StoredDocument,
  StoredJudgement,
} from '../core/records.ts';
import type { Cancel, Ranking } from '../core/types.ts';
import type { ReadOptions, SourceFile } from '../formats/records.ts';

/** Given with every call: how to stop it, and where its progress goes. */
export interface CallContext<Progress = never> {
  readonly cancel?: Cancel;
  readonly onProgress?: (progress: Progress) => void;
}

/** Where a piece of long work stands. `done` and `total` are in `unit`; tokens, not items, where a model runs. */
export interface JobProgress {
  readonly stage: 'reading' | 'writing' | 'embedding' | 'planning' | 'scoring' | 'factorizing' | 'saving';
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'documents' | 'queries' | 'tokens' | 'epochs';
  readonly elapsedMs: number;
  /** From the speed so far in this stage; absent until there is one. */
  readonly remainingMs?: number;
}

export interface ImportRequest {
  readonly name: string;
  readonly sourceName: string;
  readonly files: readonly SourceFile[];
  readonly options: ReadOptions;
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
  readonly elapsedMs: number;
}

export interface StoredQuery {
  readonly id: string;
  readonly text: string;
  readonly split: string;
}

/** Everything that decides which pairs are scored and how the factorisation runs: same values, same index. */
export interface IndexParameters {
  readonly corpusId: string;
  readonly name: string;
  readonly trainQueries: 'own' | 'pseudo';
  readonly trainQueryCount: number;
  /** k_d: items scored per train query. */
  readonly pairsPerQuery: number;
  readonly pairSource: 'dual-encoder' | 'random';
  readonly seed: number;
  readonly learningRate: number;
  readonly epochs: number;
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
}

export type IndexProgress = JobProgress & {
  /** Mean squared error after each finished epoch, scaled units. */
  readonly lossPerEpoch: readonly number[];
  readonly scorerCallsDone: number;
  readonly scorerCallsTotal: number;
};

/** A build that was begun and neither finished nor cancelled: paused, or cut off by a reload. */
export interface UnfinishedBuild {
  readonly jobId: string;
  readonly createdMs: number;
  readonly parameters: IndexParameters;
}

/** 'dual-encoder' stands for the dual-encoder's own vectors, which need no index. */
export type ItemSpaceId = string;
export const DUAL_ENCODER_SPACE: ItemSpaceId = 'dual-encoder';

export interface SearchRequest {
  readonly corpusId: string;
  readonly queryText: string;
  readonly itemSpace: ItemSpaceId;
  readonly firstRound: 'bm25' | 'dual-encoder';
  /** 'retrieve-and-rerank' is the same loop with one round. */
  readonly method: 'axn' | 'retrieve-and-rerank';
  /** B: exact cross-encoder scores used, stored ones included. */
  readonly budget: number;
  /** R */
  readonly rounds: number;
  /** Share of the dual-encoder's query embedding in the mix of eq. 7. */
  readonly lambda: number;
}

/** How far down the first-stage ranking is kept, for "where did this stand before". */
export const FIRST_STAGE_DEPTH = 1000;

export interface RetrievedItem {
  readonly document: StoredDocument;
  readonly exactScore: number;
  /**
   * What the query embedding before this round expected, cross-encoder units. In round 1 that is the
   * prior's, and absent where the score scale is only known after it.
   */
  readonly estimateBefore?: number;
  /** From 1; absent when beyond `FIRST_STAGE_DEPTH` or not found by it. */
  readonly firstStageRank?: number;
}

export interface RoundReport {
  /** From 1. */
  readonly index: number;
  /** Best exact score first. */
  readonly newItems: readonly RetrievedItem[];
  /** d entries, after this round's fit. */
  readonly queryVector: Float64Array;
  /** One per docRow after this round's fit, cross-encoder units. Estimates, never measurements. */
  readonly estimates: Float32Array;
  /** All items scored so far, exact scores only. */
  readonly best: Ranking;
  /** Cumulative: exact scores used, and how many of them the model had to compute now. */
  readonly scorerCalls: number;
  readonly computedCalls: number;
  /** Cumulative since the query was sent; modelMs is the part spent inside the cross-encoder's runs. */
  readonly elapsedMs: number;
  readonly modelMs: number;
}

export interface SearchResult {
  readonly request: SearchRequest;
  readonly itemCount: number;
  readonly rounds: readonly RoundReport[];
  /** The dual-encoder's embedding of the query, before any round. */
  readonly priorVector: Float64Array;
  readonly firstStage: Ranking;
  /** What a person should know about this result, e.g. that no query token is known. */
  readonly notes: readonly string[];
  readonly elapsedMs: number;
  readonly modelMs: number;
}

/** 2-D view of an item space: PCA, so that query embeddings can be drawn in the same axes. */
export interface ItemMap {
  /** rows x 2 */
  readonly points: Float32Array;
  readonly mean: Float64Array;
  readonly axes: readonly Float64Array[];
  readonly varianceShare: readonly number[];
  /** Mean distance of the items from the origin, to draw a query embedding at a comparable length. */
  readonly meanItemNorm: number;
}

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
  readonly queries: readonly StoredQuery[];
  /** Queries an index may be trained on: those marked train, or all where none is marked. */
  readonly ownTrainQueryCount: number;
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
