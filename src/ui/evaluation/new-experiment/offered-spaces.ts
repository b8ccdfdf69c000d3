import type { IndexSummary } from '../../../core/index-records.ts';
import { START_SPACES } from '../../../workers/client.ts';
import { itemSpaceName } from '../../search/labels.ts';
import { isAnchorSpace } from '../../search/search-settings.ts';
import type { OfferedSpace } from './experiment-draft.ts';

/** The start spaces, then the indexes. `indexes`: those that the models in use can search. */
export function offeredSpaces(indexes: readonly IndexSummary[]): OfferedSpace[] {
  return [...START_SPACES, ...indexes.map(({ indexId }) => indexId)].map((itemSpace) => ({
    itemSpace,
    name: itemSpaceName(indexes, itemSpace),
    isAnchors: isAnchorSpace(indexes, itemSpace),
  }));
}
