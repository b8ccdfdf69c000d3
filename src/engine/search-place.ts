import type { ItemSpaces } from './item-spaces.ts';
import type { NeighbourGraphs } from './neighbour-graphs.ts';
import { once } from './once.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { SearchPlace } from './prepare-search.ts';
import type { ItemSpaceId } from './records.ts';

/** Opens what a search in an item space needs. Throws as `ItemSpaces.open`. */
export type OpenPlace = (corpus: OpenCorpus, itemSpace: ItemSpaceId) => Promise<SearchPlace>;

export function createPlaceOpener(spaces: ItemSpaces, graphs: NeighbourGraphs): OpenPlace {
  return async (corpus, id) => {
    const itemSpace = await spaces.open(corpus, id);
    return { itemSpace, openGraph: once(() => graphs.open(corpus, id, itemSpace)) };
  };
}
