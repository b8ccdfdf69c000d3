import type { IndexSummary } from '../core/index-records.ts';
import type { RemoteReranker } from '../core/model-choice.ts';
import type { CrossEncoderSettings, DualEncoderSettings } from '../core/model-settings.ts';
import type {
  Calibration,
  CorpusSummary,
  InstalledModel,
  ModelKind,
  SourceDocument,
  StoredDocument,
} from '../core/records.ts';
import type { Ranking } from '../core/types.ts';
import type { FormatName, ImportPreview, ReadOptions, SourceFile } from '../formats/records.ts';
import type {
  ExperimentDifferences,
  ExperimentPlan,
  ExperimentProgress,
  ExperimentReport,
  ExperimentRequest,
  ExperimentSummary,
  ImportedTrecRun,
  MeasureName,
  QueriesReport,
  QueryMeasures,
  RankingPlan,
  RankingProgress,
  RankingRequest,
} from './experiment-records.ts';
import type {
  BackupStatus,
  CallContext,
  ComputeStatus,
  CorpusDetails,
  CorpusExportFormat,
  CostPlan,
  CostProgress,
  CostReport,
  CostRequest,
  EncoderStatus,
  ExactRankingRequest,
  ExactRankingResult,
  ExportedFile,
  FetchedFile,
  ImportProgress,
  ImportReport,
  ImportRequest,
  IndexParameters,
  IndexPlanSummary,
  IndexProgress,
  InstallModelRequest,
  InstallProgress,
  ItemSpaceId,
  JobProgress,
  MeasuredRecall,
  ModelOffer,
  ModelSettingsDetails,
  QueryDetails,
  RecallSettings,
  ScoreImportReport,
  StorageStatus,
} from './records.ts';
import type {
  CompareReport,
  CompareRequest,
  ItemMap,
  ItemNeighbour,
  MapKind,
  RoundReport,
  RunSummary,
  SearchRequest,
  SearchResult,
  StoredRun,
  UmapMap,
} from './search-records.ts';

/**
 * The use cases of the program. Every method takes one plain object and a context with cancel and
 * progress, and rejects with a XennError; long ones can be cancelled between batches.
 */
export interface Engine {
  /** Loads the models and chooses the backend if that has not been done; its progress is a stage in words. */
  readEncoderStatus(input: Record<string, never>, context?: CallContext<string>): Promise<EncoderStatus>;

  /** Reports, until it is cancelled, what happens to the models while they are in use: a GPU lost, say. */
  watchNotices(input: Record<string, never>, context?: CallContext<string>): Promise<void>;

  /** Installed models, oldest first. */
  listModels(input: Record<string, never>, context?: CallContext): Promise<InstalledModel[]>;
  lookUpModel(
    input: { kind: ModelKind; hubUrl: string; repository: string; revision?: string },
    context?: CallContext,
  ): Promise<ModelOffer>;
  openModelFolder(
    input: { kind: ModelKind; folderName: string; files: readonly SourceFile[] },
    context?: CallContext,
  ): Promise<ModelOffer>;
  /** What has arrived stays when it is cancelled or fails: the next installation goes on from there. */
  installModel(input: InstallModelRequest, context?: CallContext<InstallProgress>): Promise<InstalledModel>;
  removeModel(input: { modelId: string }, context?: CallContext): Promise<void>;
  readModelSettings(input: { modelId: string }, context?: CallContext): Promise<ModelSettingsDetails>;
  /** Absent settings: as the model's files say. Takes effect when the models are loaded again. */
  changeModelSettings(
    input: { modelId: string; settings?: CrossEncoderSettings | DualEncoderSettings },
    context?: CallContext,
  ): Promise<void>;
  /** Tries an installed cross-encoder on every backend, without using it. */
  measureModel(input: { modelId: string }, context?: CallContext): Promise<Calibration>;
  /** A sentence on the servers and what their scores are. */
  tryReranker(input: { reranker: RemoteReranker; apiKey?: string }, context?: CallContext): Promise<string>;

  /** Chooses by a trial what indexing computes with, if that has not been done. */
  readComputeStatus(input: Record<string, never>, context?: CallContext): Promise<ComputeStatus>;

  listCorpora(input: Record<string, never>, context?: CallContext): Promise<CorpusSummary[]>;
  readCorpusDetails(input: { corpusId: string }, context?: CallContext): Promise<CorpusDetails>;
  /** `format`: one of the preview's `formats`; absent: as it seems. */
  previewImport(
    input: { files: readonly SourceFile[]; format?: FormatName },
    context?: CallContext,
  ): Promise<ImportPreview>;
  /** The first documents that an import with these options would store. Stores nothing. */
  previewDocuments(
    input: { files: readonly SourceFile[]; options: ReadOptions },
    context?: CallContext,
  ): Promise<SourceDocument[]>;
  /** A file at an address, to be imported like one that was picked. Throws ImportError that says what a person can do where its server does not let pages read it. */
  fetchFile(input: { url: string }, context?: CallContext<JobProgress>): Promise<FetchedFile>;
  exportCorpus(
    input: { corpusId: string; format: CorpusExportFormat },
    context?: CallContext<JobProgress>,
  ): Promise<ExportedFile>;
  /** The corpus with everything that belongs to it: queries, judgements, scores, vectors, indexes, its kept searches and experiments. */
  exportProject(input: { corpusId: string }, context?: CallContext<JobProgress>): Promise<ExportedFile>;
  /** All or nothing. It is checked before anything of it is kept; a corpus of the same content is not replaced. */
  importProject(
    input: { files: readonly SourceFile[] },
    context?: CallContext<JobProgress>,
  ): Promise<CorpusSummary>;
  readBackup(input: { corpusId: string }, context?: CallContext): Promise<BackupStatus>;
  /** Whether everything stored of the corpus is as it was written. Throws DamagedError that says what is not. */
  checkCorpus(input: { corpusId: string }, context?: CallContext<JobProgress>): Promise<void>;
  readStorageStatus(input: Record<string, never>, context?: CallContext): Promise<StorageStatus>;
  /** All or nothing: a cancelled or failed import leaves no trace. */
  importCorpus(input: ImportRequest, context?: CallContext<ImportProgress>): Promise<ImportReport>;
  renameCorpus(input: { corpusId: string; name: string }, context?: CallContext): Promise<CorpusSummary>;
  deleteCorpus(input: { corpusId: string }, context?: CallContext): Promise<void>;
  /** All or nothing, like an import. Indexes stay usable; their vectors of the new documents are made on the fly. */
  addDocuments(
    input: {
      corpusId: string;
      files: readonly SourceFile[];
      options: ReadOptions;
      leaveOutDuplicates: boolean;
    },
    context?: CallContext<ImportProgress>,
  ): Promise<ImportReport>;
  /** With their scores and vectors. Other documents get the rows that become free. */
  removeDocuments(
    input: { corpusId: string; docRows: Uint32Array },
    context?: CallContext,
  ): Promise<CorpusSummary>;
  readDocumentRange(
    input: { corpusId: string; start: number; count: number },
    context?: CallContext,
  ): Promise<StoredDocument[]>;
  readDocuments(
    input: { corpusId: string; docRows: Uint32Array },
    context?: CallContext,
  ): Promise<StoredDocument[]>;
  readQueryDetails(
    input: { corpusId: string; queryId: string },
    context?: CallContext,
  ): Promise<QueryDetails>;

  /** The dual-encoder's pass over the corpus; does nothing when its vectors are stored. */
  embedCorpus(input: { corpusId: string }, context?: CallContext<JobProgress>): Promise<void>;

  planIndex(input: IndexParameters, context?: CallContext<JobProgress>): Promise<IndexPlanSummary>;
  /**
   * Scores what the plan names and is not stored yet, factorises, stores the index. Cancelling pauses:
   * the job stays listed as unfinished, every finished batch of scores is kept, and calling this again
   * with the same parameters goes on where it stopped.
   */
  buildIndex(input: IndexParameters, context?: CallContext<IndexProgress>): Promise<IndexSummary>;
  /** Forgets an unfinished build. Its scores stay: they are true whatever they are used for. */
  discardBuild(input: { corpusId: string; jobId: string }, context?: CallContext): Promise<void>;
  deleteIndex(input: { corpusId: string; indexId: string }, context?: CallContext): Promise<void>;
  /** One safetensors file: the vectors, and in its metadata where they came from and their hashes. */
  exportIndex(input: { corpusId: string; indexId: string }, context?: CallContext): Promise<ExportedFile>;
  /** Checked before anything is stored: version, shapes, hashes, finite numbers, that it is of this corpus. */
  importIndex(
    input: { corpusId: string; files: readonly SourceFile[] },
    context?: CallContext,
  ): Promise<IndexSummary>;
  /**
   * Item vectors made elsewhere as an index: one .npy or safetensors file, a row a document in the corpus's order;
   * with a second one, named for queries, those of the corpus's queries in their order.
   */
  importVectors(
    input: { corpusId: string; name: string; files: readonly SourceFile[] },
    context?: CallContext,
  ): Promise<IndexSummary>;
  /** All scores of the cross-encoder in use: a row a pair (Parquet), or dense with NaN for pairs without (.npz). */
  exportScores(
    input: { corpusId: string; format: 'parquet' | 'npz' },
    context?: CallContext,
  ): Promise<ExportedFile>;
  /** Scores made elsewhere, in either of the formats; a few pairs are scored here to see that they are the model's. */
  importScores(
    input: { corpusId: string; files: readonly SourceFile[] },
    context?: CallContext,
  ): Promise<ScoreImportReport>;

  /**
   * Recall of each item space over test queries. Scores the whole corpus for every query that has no exact ranking
   * yet; every finished batch is kept, so cancelling loses nothing.
   */
  measureRecall(
    input: { corpusId: string; itemSpaces: readonly ItemSpaceId[]; settings: RecallSettings },
    context?: CallContext<JobProgress>,
  ): Promise<MeasuredRecall[]>;
  planCost(input: CostRequest, context?: CallContext): Promise<CostPlan>;
  /** Goes on where the same request stopped. */
  measureCost(input: CostRequest, context?: CallContext<CostProgress>): Promise<CostReport>;
  /** The last one of this corpus. */
  readCost(input: { corpusId: string }, context?: CallContext): Promise<CostReport | undefined>;
  forgetSearches(input: { corpusId: string }, context?: CallContext): Promise<void>;

  /** Each round is reported as it finishes. */
  search(input: SearchRequest, context?: CallContext<RoundReport>): Promise<SearchResult>;
  /** The exact ranking if every document of the corpus has a stored score for this query. */
  readExactRanking(input: ExactRankingRequest, context?: CallContext): Promise<Ranking | undefined>;
  /** Scores what is missing; every finished batch is kept, so cancelling loses nothing. */
  computeExactRanking(
    input: ExactRankingRequest,
    context?: CallContext<JobProgress>,
  ): Promise<ExactRankingResult>;
  readItemMap(
    input: { corpusId: string; itemSpace: ItemSpaceId },
    context?: CallContext<JobProgress>,
  ): Promise<ItemMap>;
  /** UMAP of the item space: computed once, then stored with the corpus. */
  computeUmap(
    input: { corpusId: string; itemSpace: ItemSpaceId },
    context?: CallContext<JobProgress>,
  ): Promise<UmapMap>;
  /** The stored UMAP, if it has been computed. */
  readUmap(
    input: { corpusId: string; itemSpace: ItemSpaceId },
    context?: CallContext,
  ): Promise<UmapMap | undefined>;
  /** In the item space itself, nearest first, without the item. */
  findNeighbours(
    input: { corpusId: string; itemSpace: ItemSpaceId; docRow: number; count: number },
    context?: CallContext,
  ): Promise<ItemNeighbour[]>;

  /** Several methods on all test queries; exact rankings are computed where they are missing, and kept. */
  compareMethods(input: CompareRequest, context?: CallContext<JobProgress>): Promise<CompareReport>;

  /** Newest first, of all corpora; a run outlives the corpus it is of. */
  listRuns(input: Record<string, never>, context?: CallContext): Promise<RunSummary[]>;
  /** Ids of those that another version of xenn kept here: they cannot be read, only deleted. */
  listRunsOfOtherVersion(input: Record<string, never>, context?: CallContext): Promise<string[]>;
  /** Keeps the results of one query's methods. `mapKind` is what the map shows. */
  keepRun(
    input: { corpusId: string; results: readonly SearchResult[]; mapKind: MapKind },
    context?: CallContext,
  ): Promise<RunSummary>;
  readRun(input: { runId: string }, context?: CallContext): Promise<StoredRun>;
  deleteRun(input: { runId: string }, context?: CallContext): Promise<void>;
  /** One JSON file. */
  exportRun(input: { runId: string }, context?: CallContext): Promise<ExportedFile>;
  /** Checked before it is stored: version, shapes, finite numbers. */
  importRun(input: { files: readonly SourceFile[] }, context?: CallContext): Promise<RunSummary>;

  /** Test queries that a file brings, and judgements (qrels) of them: all or nothing. */
  addQueries(
    input: { corpusId: string; files: readonly SourceFile[] },
    context?: CallContext,
  ): Promise<QueriesReport>;
  /** Test queries from the documents themselves, for a corpus without any. Resolves with how many. */
  makeTestQueries(
    input: { corpusId: string; source: 'titles' | 'sentences' | 'phrases'; count: number; seed: number },
    context?: CallContext,
  ): Promise<number>;
  /** All judgements, as a TREC qrels file. */
  exportJudgements(input: { corpusId: string }, context?: CallContext): Promise<ExportedFile>;

  planExactRankings(input: RankingRequest, context?: CallContext): Promise<RankingPlan>;
  /** Cancelling pauses: the job stays listed as unfinished, every finished batch of scores is kept. */
  computeExactRankings(input: RankingRequest, context?: CallContext<RankingProgress>): Promise<void>;
  /** Forgets an unfinished job; its scores stay. */
  discardExactRankings(input: { corpusId: string; jobId: string }, context?: CallContext): Promise<void>;

  planExperiment(input: ExperimentRequest, context?: CallContext): Promise<ExperimentPlan>;
  /** Scores what exact rankings miss, then searches. Kept from the first query on: cancelling pauses. */
  runExperiment(
    input: { request: ExperimentRequest; repeats?: string },
    context?: CallContext<ExperimentProgress>,
  ): Promise<ExperimentSummary>;
  /** Goes on with the queries that are not done; refused where the corpus or the models are others by now. */
  resumeExperiment(
    input: { experimentId: string },
    context?: CallContext<ExperimentProgress>,
  ): Promise<ExperimentSummary>;
  /** Newest first, of all corpora; an experiment outlives its corpus. */
  listExperiments(input: Record<string, never>, context?: CallContext): Promise<ExperimentSummary[]>;
  /** As `listRunsOfOtherVersion`. */
  listExperimentsOfOtherVersion(input: Record<string, never>, context?: CallContext): Promise<string[]>;
  /** Without the results, which are megabytes: what was asked, where, and what came of it. */
  readExperiment(input: { experimentId: string }, context?: CallContext): Promise<ExperimentReport>;
  /** One measure, query by query. */
  readQueryMeasures(
    input: { experimentId: string; measure: MeasureName },
    context?: CallContext,
  ): Promise<QueryMeasures[]>;
  compareExperiments(
    input: { experimentId: string; otherId: string },
    context?: CallContext,
  ): Promise<ExperimentDifferences>;
  deleteExperiment(input: { experimentId: string }, context?: CallContext): Promise<void>;
  /** 'json': all of it, to open elsewhere; 'csv': the table; 'trec': a zip of one run a cell, and the qrels. */
  exportExperiment(
    input: { experimentId: string; format: 'json' | 'csv' | 'trec' },
    context?: CallContext,
  ): Promise<ExportedFile>;
  /** Checked before it is stored: version, shapes, finite numbers. */
  importExperiment(
    input: { files: readonly SourceFile[] },
    context?: CallContext,
  ): Promise<ExperimentSummary>;
  /** Rankings made elsewhere, set beside the experiment's own: one TREC run a file. */
  importTrecRuns(
    input: { experimentId: string; files: readonly SourceFile[] },
    context?: CallContext,
  ): Promise<ImportedTrecRun[]>;
}
