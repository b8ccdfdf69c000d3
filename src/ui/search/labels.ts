/** What the person knows each setting as: the terms of the field. */
import type { PickedBy } from '../../core/adaptive-search.ts';
import type { IndexSummary, StartSpace } from '../../core/index-records.ts';
import type { QueryFit } from '../../core/query-fit.ts';
import type { ScoreTransform } from '../../core/score-transform.ts';
import type { BatchRule, FirstRound, RoundSchedule, ScoreColumn } from '../../core/search-method.ts';
import { type ItemSpaceId, START_SPACES } from '../../workers/client.ts';

export const FIRST_ROUND_NAMES: Readonly<Record<FirstRound, string>> = {
  bm25: 'BM25',
  'dual-encoder': 'Dual-encoder',
  'item-space': 'Item vectors',
  fusion: 'Fusion (RRF)',
  random: 'Random',
};

export const SCHEDULE_NAMES: Readonly<Record<RoundSchedule['kind'], string>> = {
  equal: 'Equal rounds',
  geometric: 'Geometric rounds',
  batches: 'Batches of a size',
};

export const FIT_NAMES: Readonly<Record<QueryFit['kind'], string>> = {
  mix: 'Least squares, mixed with the prior',
  ridge: 'Prior-centred ridge',
  'gradient-step': 'Gradient step (TouR)',
};

/** How mu of the ridge is found. */
export const MU_CHOICE_NAMES = { 'leave-one-out': 'By leave-one-out', fixed: 'Fixed' } as const;

export const COLUMN_NAMES: Readonly<Record<ScoreColumn, string>> = {
  bm25: 'BM25 score',
  'dual-encoder': 'Dual-encoder score',
};

export const TRANSFORM_NAMES: Readonly<Record<ScoreTransform, string>> = {
  identity: 'None',
  clip: 'Clip at the median',
  sigmoid: 'Sigmoid',
  rank: 'Normal scores of ranks',
};

export const BATCH_RULE_NAMES: Readonly<Record<BatchRule['kind'], string>> = {
  greedy: 'Greedy',
  'upper-confidence': 'Upper confidence bound',
  thompson: 'Thompson sampling',
  softmax: 'Softmax',
  'epsilon-greedy': 'ε-greedy',
  uniform: 'Uniform',
  variance: 'Variance',
  graph: 'Graph neighbours (GAR)',
};

/** How an item came into its batch, in a few words beside it. */
export const PICKED_BY_NAMES: Readonly<Record<PickedBy, string>> = {
  'first-stage': 'by the first stage',
  prior: 'by the prior',
  greedy: 'by estimate',
  'upper-confidence': 'by upper confidence',
  thompson: 'by a Thompson draw',
  softmax: 'by a softmax draw',
  'epsilon-greedy': 'by estimate',
  uniform: 'at random',
  variance: 'by variance',
  graph: 'by the graph',
  exploration: 'at random (ε)',
};

/** The item spaces that need no index. */
export const START_SPACE_NAMES: Readonly<Record<StartSpace, string>> = {
  'dual-encoder': 'Dual-encoder',
  lsa: 'Lexical (LSA)',
  hybrid: 'Dual-encoder and lexical',
};

/** What the person knows an item space as. */
export function itemSpaceName(indexes: readonly IndexSummary[], itemSpace: ItemSpaceId): string {
  const start = START_SPACES.find((space) => space === itemSpace);
  if (start) return START_SPACE_NAMES[start];
  return indexes.find(({ indexId }) => indexId === itemSpace)?.name ?? 'a deleted index';
}
