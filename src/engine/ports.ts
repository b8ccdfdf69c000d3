/**
 * What the engine needs from the outside. Storage and encoders satisfy these by shape; the workers plug
 * them together. Every method is asynchronous because the other side may be another worker.
 */

import type { IndexSummary } from '../core/index-records.ts';
import type { RemoteReranker } from '../core/model-choice.ts';
import type { CrossEncoderSettings, DualEncoderSettings } from '../core/model-settings.ts';
import type {
  BackendReport,
  CorpusPart,
  CorpusSummary,
  InstalledModel,
  ModelIdentity,
  ModelKind,
  ModelOrigin,
  SourceDocument,
  SourceJudgement,
  SourceQuery,
  StoredDocument,
  StoredJudgement,
} from '../core/records.ts';
import type { Cancel, Matrix, Ranking } from '../core/types.ts';
import type { SourceFile } from '../formats/records.ts';
import type { ExperimentSummary } from './experiment-records.ts';
import type { ModelFile, ModelOffer, PastSearch, StorageStatus } from './records.ts';
import type { RunSummary } from './search-records.ts';

/** Positions (in the given batch) of what was refused because its id is already taken. */
export type DuplicatePositions = readonly number[];

export interface Store {
  listCorpora(): Promise<CorpusSummary[]>;
  readCorpus(corpusId: string): Promise<CorpusSummary>;

  /** Opens a new corpus that no listing shows until `commitImport`. Returns its corpusId. */
  beginImport(name: string, sourceName: string): Promise<string>;
  appendDocuments(corpusId: string, documents: readonly SourceDocument[]): Promise<DuplicatePositions>;
  appendQueries(corpusId: string, queries: readonly SourceQuery[]): Promise<DuplicatePositions>;
  /** Positions of judgements whose query or document is unknown. */
  appendJudgements(corpusId: string, judgements: readonly SourceJudgement[]): Promise<readonly number[]>;
  /** Ends the import's one transaction with the summary row. Once a step of an import has thrown, only `abortImport` is left. */
  commitImport(corpusId: string): Promise<CorpusSummary>;
  /** Removes every trace of an import that was begun; also done on opening for imports cut off. */
  abortImport(corpusId: string): Promise<void>;
  renameCorpus(corpusId: string, name: string): Promise<CorpusSummary>;
  deleteCorpus(corpusId: string): Promise<void>;

  /** The database file of a corpus as it stands, whole; about a block of it is held in memory. */
  exportDatabase(corpusId: string): Promise<Blob>;
  /**
   * A database file as a new corpus with the id it is given here: upgraded where an older xenn wrote it. All or nothing. Throws
   * StorageError where it is not one, is damaged, or holds anything that the schema does not.
   */
  importDatabase(database: Blob): Promise<CorpusSummary>;
  readStorageStatus(): Promise<StorageStatus>;
  /**
   * Whether everything of the corpus is as it was written, or this part of it: the pages of its file, the records that
   * belong together, its text index, the documents' hash, every matrix' checksum. Throws DamagedError that says what is not.
   */
  checkCorpus(corpusId: string, part?: CorpusPart): Promise<void>;
  readContents(corpusId: string): Promise<CorpusContents>;

  /** In the order of `docRows`. */
  readDocuments(corpusId: string, docRows: Uint32Array): Promise<StoredDocument[]>;
  /**
   * The rows from `start` on, `count` at most and at least one: fewer where they hold more text than is to be in memory at
   * once. Throws StorageError for a row that is not there.
   */
  readDocumentPage(corpusId: string, start: number, count: number): Promise<StoredDocument[]>;
  /** Rows `start .. start + count // exclusive`, clipped to the corpus. */
  readDocumentRange(corpusId: string, start: number, count: number): Promise<StoredDocument[]>;
  /** BM25 by FTS5 over title and text; scores are "higher is better". May be shorter than `limit`, or empty. */
  searchBm25(corpusId: string, queryText: string, limit: number): Promise<Ranking>;
  listQueries(corpusId: string): Promise<SourceQuery[]>;
  readJudgements(corpusId: string, queryId: string): Promise<StoredJudgement[]>;
  /**
   * One transaction; the corpus' hash stays. A query whose id is taken is left out, and so is a second judgement of a
   * pair. New queries without a split take the one that they are judged in.
   */
  addQueries(
    corpusId: string,
    queries: readonly SourceQuery[],
    judgements: readonly SourceJudgement[],
  ): Promise<AddedQueries>;

  /** All known cross-encoder scores of a query text, ascending docRow. */
  readScores(corpusId: string, crossEncoderHash: string, queryText: string): Promise<KnownScores>;
  /** One transaction: either all of them are stored or none. Scores already known are kept as they are. */
  writeScores(
    corpusId: string,
    crossEncoderHash: string,
    queryText: string,
    scores: KnownScores,
  ): Promise<void>;

  /** Matrices derived from the corpus, e.g. 'embedding:<model hash>'. Undefined when not stored. */
  readMatrix(corpusId: string, key: string): Promise<Matrix | undefined>;
  /**
   * `rowsAre` 'documents': row r is document r, and follows when documents are removed. 'packed-documents': all of them
   * in another form; deleted then. 'other': of no document; kept.
   */
  writeMatrix(
    corpusId: string,
    key: string,
    matrix: Matrix,
    rowsAre: 'documents' | 'packed-documents' | 'other',
  ): Promise<void>;
  /** Reads nothing, so that a damaged one goes too; does nothing where there is none. */
  deleteMatrix(corpusId: string, key: string): Promise<void>;

  listIndexes(corpusId: string): Promise<IndexSummary[]>;
  /** Of the matrices that `writeIndex` was given. Undefined when the index has none of that name. */
  listIndexTensors(corpusId: string, indexId: string): Promise<string[]>;
  readIndexTensor(corpusId: string, indexId: string, name: string): Promise<Matrix | undefined>;
  /**
   * One transaction; an index of the same id, the one that is replaced and the job that made it end with it.
   * `tensors.items` has a row a document.
   */
  writeIndex(
    corpusId: string,
    summary: IndexSummary,
    tensors: Readonly<Record<string, Matrix>>,
    ends?: { readonly replacedIndexId?: string | undefined; readonly jobId?: string | undefined },
  ): Promise<void>;
  deleteIndex(corpusId: string, indexId: string): Promise<void>;

  /** Adds to what `commitAddition` will add; nothing reads it before. Positions of those whose id is taken. */
  appendAddition(corpusId: string, documents: readonly SourceDocument[]): Promise<DuplicatePositions>;
  /** One transaction: the documents get the rows after the last one, the corpus another hash. */
  commitAddition(corpusId: string): Promise<CorpusSummary>;
  /** Forgets what `appendAddition` was given; also done on opening. */
  abortAddition(corpusId: string): Promise<void>;
  /**
   * One transaction: documents, their scores and judgements, and their rows in every matrix that has a row a document.
   * The last rows take the places that become free; matrices of packed documents are deleted.
   */
  removeDocuments(corpusId: string, docRows: Uint32Array): Promise<CorpusSummary>;

  /** Searches that were typed, newest first; the same text once. */
  listSearches(corpusId: string): Promise<PastSearch[]>;
  recordSearch(corpusId: string, queryText: string, searchedMs: number): Promise<void>;
  forgetSearches(corpusId: string): Promise<void>;

  /** Small results kept with the corpus, as JSON. Undefined when none is stored under the key. */
  readMeasurement(corpusId: string, key: string): Promise<string | undefined>;
  listMeasurements(corpusId: string, keyStart: string): Promise<string[]>;
  writeMeasurement(corpusId: string, key: string, value: string): Promise<void>;

  /** Rejects in words where this tab only reads: before long work whose results could not be kept. */
  assertWritable(corpusId: string): Promise<void>;

  /** Texts of all queries that have scores by the cross-encoder, in the order they were first scored. */
  listScoredQueries(corpusId: string, crossEncoderHash: string): Promise<string[]>;

  /** How many scores each query text has, of those with any: far less to read than the scores. */
  countScores(
    corpusId: string,
    crossEncoderHash: string,
  ): Promise<{ readonly queryText: string; readonly count: number }[]>;

  /** Long work that outlives the page: the plan as plain data. */
  listJobs(corpusId: string): Promise<StoredJob[]>;
  writeJob(corpusId: string, job: StoredJob): Promise<void>;
  deleteJob(corpusId: string, jobId: string): Promise<void>;
}

/** Stored searches, in a file of their own: they outlive their corpus. Newest first. */
export interface RunStore {
  listRuns(): Promise<RunSummary[]>;
  /** Ids of those that another version of xenn wrote: they are neither read nor written over, only deleted. */
  listRunsOfOtherVersion(): Promise<string[]>;
  /** The text of a `StoredRun`. Throws a StorageError when there is none of that id. */
  readRun(runId: string): Promise<string>;
  writeRun(summary: RunSummary, run: string): Promise<void>;
  deleteRun(runId: string): Promise<void>;
}

/** Experiments, each in a file of its own likewise. Newest first. */
export interface ExperimentStore {
  listExperiments(): Promise<ExperimentSummary[]>;
  /** As `listRunsOfOtherVersion`. */
  listExperimentsOfOtherVersion(): Promise<string[]>;
  /** The text of an `Experiment`. Throws a StorageError when there is none of that id. */
  readExperiment(experimentId: string): Promise<string>;
  /** In the place of the one of the same id, which stays until the new one is there. */
  writeExperiment(summary: ExperimentSummary, experiment: string): Promise<void>;
  deleteExperiment(experimentId: string): Promise<void>;
}

/** Files of models, each model in a folder of its own. A model exists once `commitModel` wrote its record. */
export interface ModelStore {
  /** Oldest first; unfinished ones are not among them. */
  listModels(): Promise<InstalledModel[]>;
  /** Bytes that are there of a file, of an unfinished model too: where a download goes on. 0 without one. */
  modelFileBytes(modelId: string, path: string): Promise<number>;
  /** Writes `bytes` at `offset`; the file ends after them. */
  writeModelFile(modelId: string, path: string, offset: number, bytes: Uint8Array): Promise<void>;
  /** The file as it is on the disk, read when asked for. */
  readModelFile(modelId: string, path: string): Promise<Blob>;
  /** Writes the record last, so that a model cut off in the middle is not one; again to change it. */
  commitModel(model: InstalledModel): Promise<void>;
  /** Every trace, of an unfinished one too. */
  deleteModel(modelId: string): Promise<void>;
}

/** Where models come from and what their files say about them. */
export interface ModelSources {
  /** Looks a repository up on a hub; of the model itself only its small files are read, to refuse a wrong one. */
  lookUp(
    request: { kind: ModelKind; hubUrl: string; repository: string; revision?: string },
    signal: AbortSignal,
  ): Promise<ModelOffer>;
  /** A picked folder, listed the same way. */
  openFolder(kind: ModelKind, folderName: string, files: readonly SourceFile[]): Promise<ModelOffer>;
  /** The bytes of an offer's files; `files` are the folder's. */
  bytesOf(origin: ModelOrigin, files: readonly SourceFile[]): ModelBytes;
  sha256(file: Blob, signal: AbortSignal): Promise<string>;
  /** Bytes that this site may still store, about. */
  availableBytes(): Promise<number>;
  /** What an installed model's files say about its use; `read` reads one of them. */
  readSettings(
    model: InstalledModel,
    read: (path: string) => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<{ settings: CrossEncoderSettings | DualEncoderSettings; longestTokens: number }>;
  /** Contacts the servers of a reranker; a sentence on what they are and what their scores are. */
  tryReranker(reranker: RemoteReranker, apiKey: string | undefined, signal: AbortSignal): Promise<string>;
}

export interface ModelBytes {
  /** The bytes of a file from `offset` on, to its end; `offset` is not beyond it. */
  read(file: ModelFile, offset: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** What of a corpus took work to make, to be compared with what it was when a copy was made. */
export interface CorpusContents {
  /** Of its documents. */
  readonly hash: string;
  readonly queryCount: number;
  readonly judgementCount: number;
  /** Pairs scored, under every cross-encoder. */
  readonly scoreCount: number;
  readonly indexIds: readonly string[];
}

/** What `addQueries` took, and what not. */
export interface AddedQueries {
  readonly newQueryCount: number;
  readonly newJudgementCount: number;
  readonly duplicateQueryCount: number;
  readonly duplicateJudgementCount: number;
  /** Each once, as they were met. */
  readonly unknownQueryIds: readonly string[];
  readonly unknownDocumentIds: readonly string[];
}

/** Aligned by index; each docRow at most once. */
export interface KnownScores {
  readonly docRows: Uint32Array;
  readonly scores: Float32Array;
}

export interface StoredJob {
  readonly jobId: string;
  readonly kind: 'build-index' | 'rank-queries';
  readonly createdMs: number;
  /** JSON of the plan: what to do, never what was done (that is in the scores). */
  readonly plan: string;
}

export interface ScoreBatch {
  /** Positions in the `passages` argument. */
  readonly positions: Uint32Array;
  readonly scores: Float32Array;
  /** Tokens of these pairs, without padding. */
  readonly tokens: number;
  /** Time inside the model's run for this batch. */
  readonly modelMs: number;
}

export interface CrossEncoder {
  readonly identity: ModelIdentity;
  /** Longest pair in tokens; longer passages are cut. */
  readonly maxTokens: number;
  /** Tokens of every pair whatever query and passage are: special ones and a prompt's. */
  readonly fixedTokens: number;
  /** Queries worth scoring at the same time: while the pairs of one run, those of the next are prepared. */
  readonly queriesAtOnce: number;
  /** Tokens of each text alone, without special tokens; before any cut. */
  countTokens(texts: readonly string[]): Uint32Array;
  /**
   * Raw logits of (query, passage), aligned with `passages`. Batches are formed by length; `onBatch` is
   * awaited after each, so a caller can commit it; cancel takes effect between batches (throws CancelledError).
   */
  score(
    query: string,
    passages: readonly string[],
    options?: { cancel?: Cancel; onBatch?: (batch: ScoreBatch) => Promise<void> | void },
  ): Promise<Float32Array>;
  /** Passages as token ids, to be made once and kept; absent where the tokenizer is elsewhere. */
  readonly passageIds?: {
    /** At most `maxTokens` ids each. */
    encode(passages: readonly string[]): Int32Array[];
    /** As `score`, from what `encode` made of the passages. */
    score(
      query: string,
      passages: readonly Int32Array[],
      options?: { cancel?: Cancel; onBatch?: (batch: ScoreBatch) => Promise<void> | void },
    ): Promise<Float32Array>;
  };
}

/** A dual-encoder whose vector of a text is the sum of its tokens' vectors, made one long: it can be trained in the page. */
export interface StaticTokens {
  /** vocabulary x d */
  readonly table: Matrix;
  /** Token ids of each text, cut as `embed` cuts them; a text without a token has none. */
  encode(texts: readonly string[], role: 'query' | 'passage'): Uint32Array[];
}

export interface DualEncoder {
  readonly identity: ModelIdentity;
  readonly dimension: number;
  /** Absent: the model is more than a table of token vectors. */
  readonly staticTokens?: () => Promise<StaticTokens>;
  /**
   * texts.length x dimension, rows L2-normalised where the model is meant so; a text without a known token gives a
   * zero row. Some models read queries and passages differently.
   */
  embed(
    texts: readonly string[],
    role: 'query' | 'passage',
    options?: { cancel?: Cancel; onBatch?: (textsDone: number) => Promise<void> | void },
  ): Promise<Matrix>;
}

export interface Encoders {
  /** What runs the cross-encoder now. */
  readonly report: () => BackendReport;
  readonly crossEncoder: CrossEncoder;
  readonly dualEncoder: DualEncoder;
  /** What runs the cross-encoder, in words, where that is none of a browser's backends: 'onnxruntime-node, 2 threads'. */
  readonly device?: string;
  /** SHA-256 (hex), by role, of files with all scores and vectors: there is no model behind them. */
  readonly matrixHashes?: Readonly<Record<string, string>>;
}
