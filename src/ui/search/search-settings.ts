/** What the search form holds, what is wrong with it, and the requests it stands for. */
import { planRounds } from '../../core/adaptive-search.ts';
import type { IndexSummary } from '../../core/index-records.ts';
import {
  DUAL_ENCODER_SPACE,
  type ItemSpaceId,
  type SearchRequest,
  START_SPACES,
} from '../../workers/client.ts';
import { formatCount } from '../shared/format.ts';

export type Method = SearchRequest['method'];

export interface SearchSettings {
  readonly method: Method | 'both';
  readonly itemSpace: ItemSpaceId;
  readonly firstRound: SearchRequest['firstRound'];
  /** B; '' while the field is empty. */
  readonly budget: number | '';
  /** R */
  readonly rounds: number | '';
  readonly lambda: number | '';
}

/** The paper's BEIR setting for k = 1, on the newest index if there is one. */
export function defaultSettings(indexes: readonly IndexSummary[]): SearchSettings {
  const [newest] = [...indexes].sort((a, b) => b.createdMs - a.createdMs);
  return {
    method: 'axn',
    itemSpace: newest?.indexId ?? DUAL_ENCODER_SPACE,
    firstRound: 'bm25',
    budget: 100,
    rounds: 10,
    lambda: 0.8,
  };
}

/** The settings with the default vectors in place of an index that is gone. */
export function withKnownSpace(settings: SearchSettings, indexes: readonly IndexSummary[]): SearchSettings {
  const { itemSpace } = settings;
  const known: readonly ItemSpaceId[] = [...START_SPACES, ...indexes.map(({ indexId }) => indexId)];
  return known.includes(itemSpace)
    ? settings
    : { ...settings, itemSpace: defaultSettings(indexes).itemSpace };
}

/** Messages per field; a field without one is fine. */
export interface SettingsProblems {
  readonly query?: string;
  readonly budget?: string;
  readonly rounds?: string;
  readonly lambda?: string;
}

/** What keeps the search from starting; empty when nothing does. */
export function findProblems(settings: SearchSettings, queryText: string): SettingsProblems {
  const { budget, rounds, lambda } = settings;
  const usesRounds = settings.method !== 'retrieve-and-rerank';
  return {
    ...(queryText.trim() === '' && { query: 'Type a query, at least one word.' }),
    ...(!isCount(budget) && { budget: 'A whole number, at least 1.' }),
    ...(usesRounds && !isCount(rounds) && { rounds: 'A whole number, at least 1.' }),
    ...(usesRounds &&
      isCount(budget) &&
      isCount(rounds) &&
      rounds > budget && {
        rounds: `At most B = ${formatCount(budget)}: each round scores one item or more.`,
      }),
    ...(usesRounds && !(lambda !== '' && lambda >= 0 && lambda <= 1) && { lambda: 'A number from 0 to 1.' }),
  };
}

/** Not wrong, but worth knowing: the budget covers the whole corpus. */
export function budgetNote({ budget }: SearchSettings, documentCount: number): string | undefined {
  if (!isCount(budget) || budget <= documentCount) return undefined;
  return `More than the ${formatCount(documentCount)} documents: the whole corpus will be scored.`;
}

/** One request per method, AXN first. The settings must be free of problems. */
export function toRequests(settings: SearchSettings, corpusId: string, queryText: string): SearchRequest[] {
  const methods: Method[] = settings.method === 'both' ? ['axn', 'retrieve-and-rerank'] : [settings.method];
  return methods.map((method) => ({
    corpusId,
    queryText: queryText.trim(),
    itemSpace: settings.itemSpace,
    firstRound: settings.firstRound,
    method,
    budget: Number(settings.budget),
    rounds: method === 'axn' ? Number(settings.rounds) : 1,
    lambda: Number(settings.lambda),
  }));
}

/** How many rounds the request will take over this many documents. */
export function plannedRoundCount({ budget, rounds }: SearchRequest, documentCount: number): number {
  return planRounds(budget, rounds, documentCount).length;
}

function isCount(value: number | ''): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
