/** An experiment: methods x budgets over test queries, against exact rankings and human judgements. Plain data. */
import type { ModelIdentity, RefusedLine, StoredJudgement } from '../core/records.ts';
import type { SearchMethod } from '../core/search-method.ts';
import type { Ranking } from '../core/types.ts';
import type { ItemSpaceId, JobProgress, RecallEstimate } from './records.ts';

/** Rankings are kept and judged down to this place, or to the largest k where that is more. */
export const RANKING_DEPTH = 100;

/** One row of the grid: a method in an item space. */
export interface ExperimentMethod {
  /** Different from those of the others. */
  readonly label: string;
  readonly method: SearchMethod;
}

/** Everything that decides the result: on the same corpus with the same models, the same rankings. */
export interface ExperimentRequest {
  readonly corpusId: string;
  readonly name: string;
  /** The first is what the others are tested against. */
  readonly methods: readonly ExperimentMethod[];
  /** B of each column of the grid; ascending. */
  readonly budgets: readonly number[];
  /** Of every measure that has one; ascending. */
  readonly ks: readonly number[];
  /** Test queries, at most; where there are more, a sample by the seed. */
  readonly queryCount: number;
  readonly seed: number;
}

/** Test queries of which the whole corpus is to be scored. */
export type RankingRequest = Pick<ExperimentRequest, 'corpusId' | 'queryCount' | 'seed'>;

/** What exact rankings take: every pair of a test query and a document. */
export interface RankingPlan {
  readonly queryCount: number;
  /** Test queries that there are; more than `queryCount` where a sample is taken. */
  readonly availableCount: number;
  /** Of the chosen queries, those with human judgements, and those whose exact ranking is stored. */
  readonly judgedQueryCount: number;
  readonly rankedQueryCount: number;
  readonly scorerCalls: number;
  readonly knownCalls: number;
  readonly tokens: number;
  readonly knownTokens: number;
  /** From measured speed; what it leaves out is in `estimateBasis`. */
  readonly estimatedMs: number;
  readonly estimateBasis: string;
}

/** What an experiment takes, before it begins. */
export interface ExperimentPlan {
  readonly ranking: RankingPlan;
  /** methods x budgets x queries */
  readonly searches: number;
  /** Of every item space of the grid, what its index has cost. */
  readonly itemSpaces: readonly ExperimentItemSpace[];
  /** What a person should know first: a sample, queries without judgements, a budget above the corpus. */
  readonly notes: readonly string[];
}

/** An item space as it was when the experiment ran. */
export interface ExperimentItemSpace {
  readonly itemSpace: ItemSpaceId;
  readonly name: string;
  /** Cross-encoder calls that the index took; 0 for a start space. Absent where nobody knows: vectors made elsewhere. */
  readonly indexCalls?: number;
  /** Over the item vectors, SHA-256 (hex). */
  readonly vectorsHash: string;
}

/** One search: a method at a budget, on one query. */
export interface CellResult {
  /** After each round; `recalls` is Top-k-Recall, aligned with the request's ks. */
  readonly rounds: readonly { readonly calls: number; readonly recalls: readonly number[] }[];
  /** Scored items, best exact score first, to `RANKING_DEPTH`. */
  readonly ranking: Ranking;
  /**
   * Of the rounds: all that chooses and fits, and the products of the first query embedding with the items, as if no other
   * search shared them. Neither retrieval nor the cross-encoder's runs.
   */
  readonly searchMs: number;
}

/** What was found for one test query. */
export interface ExperimentQueryResult {
  readonly queryId: string;
  readonly text: string;
  /** Ascending docRow; empty where nobody judged. */
  readonly judgements: readonly StoredJudgement[];
  /** By the cross-encoder over all documents: to `RANKING_DEPTH`, and all that tie with the last of those. */
  readonly exact: Ranking;
  /** By each retriever alone, to `RANKING_DEPTH`. */
  readonly bm25: Ranking;
  readonly dualEncoder: Ranking;
  /** Method by method, within each budget by budget. */
  readonly cells: readonly CellResult[];
}

/** A run made elsewhere, read from a TREC run file; aligned with the experiment's results, empty where it has none. */
export interface ImportedTrecRun {
  readonly name: string;
  readonly rankings: readonly Ranking[];
  /** Left out: lines of queries that the experiment has not, of documents that the corpus has not. */
  readonly unknownQueryLines: number;
  readonly unknownDocumentLines: number;
}

/**
 * Where numbers come from: whatever differs here can make them differ. An experiment that went on with another version,
 * backend, arithmetic or machine names them one after the other: 'WebGPU fp16; then WASM, 2 threads'.
 */
export interface ExperimentProvenance {
  readonly appVersion: string;
  readonly corpusName: string;
  readonly corpusHash: string;
  readonly documentCount: number;
  /** Absent where an experiment ran on matrices that somebody computed elsewhere. */
  readonly crossEncoder?: ModelIdentity;
  readonly dualEncoder?: ModelIdentity;
  /** SHA-256 (hex) of each file of such matrices, by its role. */
  readonly matrices?: Readonly<Record<string, string>>;
  readonly itemSpaces: readonly ExperimentItemSpace[];
  /** What ran the cross-encoder and what the arithmetic: 'WebGPU fp16', 'WebAssembly, 2 threads'. */
  readonly backend: string;
  readonly compute: string;
  /** 'Chromium 141, 2 cores'; 'Node 20.20.0, 2 cores'. */
  readonly machine: string;
  readonly startedMs: number;
  /** Absent while it is unfinished. */
  readonly finishedMs?: number;
  /** Test queries that there are. */
  readonly availableQueryCount: number;
  /** The experiment's, done or not, in the corpus's order; absent in records older than this field. */
  readonly queryIds?: readonly string[];
  /** Of the experiment's queries, those that were made from documents; absent in records older than this field. */
  readonly madeQueryCount?: number;
  /** Mean of the cross-encoder's time for one pair; absent where no speed is known. */
  readonly msPerPair?: number;
  /** How that was measured, in words; absent in records older than this field. */
  readonly msPerPairBasis?: string;
}

export interface ExperimentSummary {
  readonly experimentId: string;
  readonly createdMs: number;
  readonly name: string;
  readonly corpusId: string;
  readonly corpusName: string;
  readonly labels: readonly string[];
  readonly budgets: readonly number[];
  readonly queryCount: number;
  /** Fewer than `queryCount`: it was stopped, and can go on. */
  readonly doneQueryCount: number;
  /** The experiment that this one repeats. */
  readonly repeats?: string;
}

/** As it is stored: JSON, rankings as base64. */
export interface Experiment extends ExperimentSummary {
  readonly version: 1;
  readonly request: ExperimentRequest;
  readonly provenance: ExperimentProvenance;
  /** In the corpus's order of queries. */
  readonly results: readonly ExperimentQueryResult[];
  readonly importedRuns: readonly ImportedTrecRun[];
  /** Ids of the documents in any ranking or judgement; aligned, ascending docRow. */
  readonly documentIds: { readonly docRows: Uint32Array; readonly ids: readonly string[] };
}

/** 'top-recall@10' is Top-k-Recall of the exact ranking; all others are of human judgements, as trec_eval defines them. */
export type MeasureName =
  | `top-recall@${number}`
  | `ndcg@${number}`
  | `recall@${number}`
  | `precision@${number}`
  | `success@${number}`
  | 'map'
  | 'mrr';

/** A mean over queries with its 95 % bootstrap interval. */
export interface MeasureEstimate {
  readonly measure: MeasureName;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Fewer than all for a measure of judgements, where some queries have none. */
  readonly queryCount: number;
}

/**
 * Top-k-Recall over the queries with judgements alone, to stand beside measures of judgements; aligned with the request's
 * ks, empty where no query has any.
 */
export type JudgedTopRecalls = readonly MeasureEstimate[];

export interface CellStatistics {
  readonly methodIndex: number;
  readonly budget: number;
  /** Means over queries. */
  readonly calls: number;
  readonly searchMs: number;
  /** Calls times the measured time for a pair: an estimate. Absent without one. */
  readonly modelMs?: number;
  readonly measures: readonly MeasureEstimate[];
  readonly judgedTopRecalls: JudgedTopRecalls;
  /** Mean Top-k-Recall after each round, aligned with the request's ks. */
  readonly rounds: readonly {
    readonly round: number;
    readonly calls: number;
    readonly recalls: readonly RecallEstimate[];
  }[];
}

/** A ranking that no search of the grid made: what its measures are is what the grid's are compared with. */
export interface ReferenceStatistics {
  readonly kind: 'exact' | 'bm25' | 'dual-encoder' | 'imported';
  readonly name: string;
  readonly measures: readonly MeasureEstimate[];
  readonly judgedTopRecalls: JudgedTopRecalls;
}

/** A method against the first one, at the same budget, over the same queries. */
export interface Comparison {
  readonly methodIndex: number;
  readonly budget: number;
  readonly measure: MeasureName;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Paired randomisation test. */
  readonly p: number;
  /** After Holm, over all comparisons of the measure. */
  readonly adjustedP: number;
}

/** All that charts and tables draw; of the queries that are done. */
export interface ExperimentStatistics {
  readonly queryCount: number;
  readonly judgedQueryCount: number;
  readonly cells: readonly CellStatistics[];
  readonly references: readonly ReferenceStatistics[];
  readonly comparisons: readonly Comparison[];
}

/** What came of a run made elsewhere, without its rankings. */
export type ImportedRunReport = Omit<ImportedTrecRun, 'rankings'> & {
  /** Queries of the experiment for which the run has nothing: they count as nothing found. */
  readonly missingQueryCount: number;
};

/** An experiment without its results. */
export interface ExperimentReport {
  readonly summary: ExperimentSummary;
  readonly request: ExperimentRequest;
  readonly provenance: ExperimentProvenance;
  readonly importedRuns: readonly ImportedRunReport[];
  readonly statistics: ExperimentStatistics;
}

/** One query of a cell against the same of another: where does method A lose to B. */
export interface QueryMeasures {
  readonly queryId: string;
  readonly text: string;
  readonly isJudged: boolean;
  /** By cell, in the order of `ExperimentQueryResult.cells`; NaN for a measure of judgements where there are none. */
  readonly values: Float64Array;
}

export type ExperimentProgress = JobProgress & {
  readonly experimentId: string;
  /** At some of the reports: of the queries done so far. */
  readonly statistics?: ExperimentStatistics;
};

/** What differs between an experiment and one that repeats it. */
export interface ExperimentDifferences {
  /** Of what decides the numbers: 'cross-encoder', 'corpus', 'backend' … with both values as text. */
  readonly conditions: readonly { readonly what: string; readonly before: string; readonly after: string }[];
  readonly comparedQueryCount: number;
  /** Cells with another ranking for at least one query. */
  readonly cells: readonly {
    readonly methodIndex: number;
    readonly budget: number;
    readonly differentRankings: number;
    /** Largest difference of the scores of the same document. */
    readonly largestScoreDifference: number;
  }[];
  /** True: every ranking of every cell is the same, down to the order. */
  readonly isIdentical: boolean;
}

/** Exact rankings that were begun and neither finished nor discarded: paused, or cut off by a reload. */
export interface UnfinishedRanking {
  readonly jobId: string;
  readonly createdMs: number;
  readonly queryCount: number;
  readonly seed: number;
}

export type RankingProgress = JobProgress & {
  readonly scorerCallsDone: number;
  readonly scorerCallsTotal: number;
};

/** What adding queries and judgements to a corpus did. */
export interface QueriesReport {
  readonly newQueryCount: number;
  readonly newJudgementCount: number;
  /** Queries whose id was taken. */
  readonly duplicateQueryCount: number;
  /** Judgements of pairs that were judged before; the first stands. */
  readonly duplicateJudgementCount: number;
  readonly unknownQueryCount: number;
  readonly unknownDocumentCount: number;
  /** Up to three ids of each, for the person to see what went wrong. */
  readonly unknownQueryExamples: readonly string[];
  readonly unknownDocumentExamples: readonly string[];
  readonly refusedCount: number;
  /** The first of them; at most `REFUSED_LINES_KEPT`. */
  readonly refused: readonly RefusedLine[];
}
