import type { IndexSummary } from '../../core/records.ts';
import { DUAL_ENCODER_SPACE, type ItemSpaceId } from '../../workers/client.ts';
import type { Method } from './search-settings.ts';

export const METHOD_NAMES: Record<Method, string> = {
  axn: 'AXN',
  'retrieve-and-rerank': 'Retrieve & re-rank',
};

/** What the person knows an item space as. */
export function itemSpaceName(indexes: readonly IndexSummary[], itemSpace: ItemSpaceId): string {
  if (itemSpace === DUAL_ENCODER_SPACE) return 'Dual-encoder';
  return indexes.find(({ indexId }) => indexId === itemSpace)?.name ?? 'a deleted index';
}
