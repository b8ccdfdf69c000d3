import type { IndexSummary, StartSpace } from '../../core/index-records.ts';
import { type ItemSpaceId, START_SPACES } from '../../workers/client.ts';
import type { Method } from './search-settings.ts';

export const METHOD_NAMES: Record<Method, string> = {
  axn: 'AXN',
  'retrieve-and-rerank': 'Retrieve & re-rank',
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
