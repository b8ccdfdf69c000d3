/** The form of a cost measurement, as data. Number fields hold what was typed, '' when empty. */
import type { StartSpace, TrainQuerySource } from '../../core/index-records.ts';
import type { QueryFit } from '../../core/query-embedding.ts';
import type { CorpusDetails, CostMethod, CostRequest } from '../../workers/client.ts';
import { initialRecallDraft, type RecallDraft } from '../indexing/library/recall-draft.ts';
import type { NumberField } from '../indexing/new-index/number-rule.ts';
import { COST_METHODS } from './cost-labels.ts';

export interface CostDraft extends RecallDraft {
  readonly methods: readonly CostMethod[];
  readonly trainQueries: TrainQuerySource;
  readonly documentsPerQuery: NumberField;
  /** One number an entry, as typed. */
  readonly queryCounts: readonly string[];
  readonly anchorCounts: readonly string[];
  readonly space: StartSpace;
  readonly fit: QueryFit['kind'];
  readonly lambda: NumberField;
  readonly mu: NumberField;
}

const DEFAULT_QUERY_COUNTS = [25, 100, 400];
const DEFAULT_ANCHOR_COUNTS = [5, 10, 25, 50];
const DEFAULT_DOCUMENTS_PER_QUERY = 50;
/** The paper's setting for BEIR. */
const DEFAULT_LAMBDA = 0.8;
/** A tenth of an item's own share in V V^T, for item vectors of length 1. */
const DEFAULT_MU = 0.1;

/** The paper's comparison, as large as the corpus allows. */
export function initialCostDraft(details: CorpusDetails): CostDraft {
  const trainQueries = details.ownTrainQueryCount > 0 ? 'own' : 'titles';
  const most = trainQueriesAvailable(details, trainQueries);
  return {
    ...initialRecallDraft(details),
    methods: COST_METHODS,
    trainQueries,
    documentsPerQuery: Math.min(DEFAULT_DOCUMENTS_PER_QUERY, details.corpus.documentCount),
    queryCounts: countsUpTo(DEFAULT_QUERY_COUNTS, most),
    anchorCounts: countsUpTo(DEFAULT_ANCHOR_COUNTS, most),
    space: 'dual-encoder',
    fit: 'mix',
    lambda: DEFAULT_LAMBDA,
    mu: DEFAULT_MU,
  };
}

/** The form filled in as it was for this request. */
export function draftOfRequest({ recall, ...request }: CostRequest): CostDraft {
  const { k, budget, rounds, queryCount, fit } = recall;
  return {
    k,
    budget,
    rounds,
    queryCount,
    methods: request.methods,
    trainQueries: request.trainQueries,
    documentsPerQuery: request.documentsPerQuery,
    queryCounts: request.queryCounts.map(String),
    anchorCounts: request.anchorCounts.map(String),
    space: request.space,
    fit: fit.kind,
    lambda: fit.kind === 'mix' ? fit.lambda : DEFAULT_LAMBDA,
    mu: fit.kind === 'ridge' ? fit.mu : DEFAULT_MU,
  };
}

/** How many train queries there can be: at most one a document where they are made. */
export function trainQueriesAvailable(
  { corpus, ownTrainQueryCount, searchHistory }: CorpusDetails,
  source: TrainQuerySource,
): number {
  if (source === 'own') return ownTrainQueryCount;
  if (source === 'history') return searchHistory.length;
  return corpus.documentCount;
}

export function usesFactorization({ methods }: CostDraft): boolean {
  return methods.some((method) => method !== 'adacur');
}

export function usesAnchors({ methods }: CostDraft): boolean {
  return methods.includes('adacur');
}

function countsUpTo(counts: readonly number[], most: number): string[] {
  return [...new Set(counts.map((count) => String(Math.min(count, most))))];
}
