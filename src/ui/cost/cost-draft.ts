/** The form of a cost measurement, as data. */
import type { StartSpace, TrainQuerySource } from '../../core/index-records.ts';
import type { CorpusDetails, CostMethod, CostRequest } from '../../workers/client.ts';
import { draftOfRecall, initialRecallDraft, type RecallDraft } from '../indexing/library/recall-draft.ts';
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
}

const DEFAULT_QUERY_COUNTS = [25, 100, 400];
const DEFAULT_ANCHOR_COUNTS = [5, 10, 25, 50];
const DEFAULT_DOCUMENTS_PER_QUERY = 50;

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
  };
}

/** The form filled in as it was for this request. */
export function draftOfRequest({ recall, ...request }: CostRequest): CostDraft {
  return {
    ...draftOfRecall(recall),
    methods: request.methods,
    trainQueries: request.trainQueries,
    documentsPerQuery: request.documentsPerQuery,
    queryCounts: request.queryCounts.map(String),
    anchorCounts: request.anchorCounts.map(String),
    space: request.space,
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
