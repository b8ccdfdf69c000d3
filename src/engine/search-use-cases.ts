/** Searching and what is drawn of it, over a corpus that is open. */
import { compareMethods } from './compare-methods.ts';
import type { Engine } from './engine.ts';
import { computeExactRanking, readExactRanking } from './exact-ranking.ts';
import { findNeighbours } from './find-neighbours.ts';
import type { ItemSpaces } from './item-spaces.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { unpackPassageIds } from './passage-ids.ts';
import type { Encoders, Store } from './ports.ts';
import { createRecentCache } from './recent-cache.ts';
import type { CallContext, ItemSpaceId, JobProgress } from './records.ts';
import { search } from './search.ts';
import type { OpenPlace } from './search-place.ts';
import type { ItemMap, UmapMap } from './search-records.ts';
import { createTurns } from './turns.ts';
import { computeUmap, readUmap } from './umap.ts';

/** Opens a corpus, whose documents keep their rows meanwhile, for some work; see `create-engine`. */
export type WithCorpus = <Result>(
  corpusId: string,
  context: CallContext<JobProgress> | undefined,
  work: (corpus: OpenCorpus) => Promise<Result>,
) => Promise<Result>;

export interface SearchUseCaseParts {
  readonly store: Store;
  readonly loadEncoders: () => Promise<Encoders>;
  readonly searching: WithCorpus;
  readonly indexing: WithCorpus;
  readonly spaces: ItemSpaces;
  readonly openPlace: OpenPlace;
  readonly readMap: (corpus: OpenCorpus, itemSpace: ItemSpaceId) => Promise<ItemMap>;
  /** Tells the person what happened beside the answer. */
  readonly tell: (notice: string) => void;
}

/** So many that none is dropped while it is computed for several; a map is small. */
const CACHED_UMAPS = 8;

type SearchUseCases = Pick<
  Engine,
  | 'search'
  | 'readExactRanking'
  | 'computeExactRanking'
  | 'compareMethods'
  | 'readItemMap'
  | 'computeUmap'
  | 'readUmap'
  | 'findNeighbours'
>;

export function createSearchUseCases(parts: SearchUseCaseParts): SearchUseCases {
  const { store, loadEncoders, searching, indexing, spaces, openPlace, readMap, tell } = parts;

  const umaps = createRecentCache<UmapMap, JobProgress>(CACHED_UMAPS);
  // Each takes much of the memory that a tab has.
  const takeUmapTurn = createTurns();

  return {
    search: (request, context) =>
      searching(request.corpusId, withoutProgress(context), async (corpus) => {
        const result = await search(
          corpus,
          await openPlace(corpus, request.method.itemSpace),
          request,
          context,
        );
        // The answer is there: that it is not remembered is no reason to withhold it.
        await store
          .recordSearch(request.corpusId, request.queryText.trim(), Date.now())
          .catch((error: Error) => tell(`The search was not added to your history: ${error.message}`));
        return result;
      }),
    async readExactRanking({ corpusId, queryText }) {
      const { crossEncoder } = await loadEncoders();
      return readExactRanking(store, crossEncoder.identity.hash, corpusId, queryText.trim());
    },
    computeExactRanking: ({ corpusId, queryText }, context) =>
      searching(corpusId, context, (corpus) => {
        const { packedIds, passageTokens } = corpus.matrices;
        const { crossEncoder } = corpus.encoders;
        const passageIds = unpackPassageIds(packedIds);
        const options = { ...corpus, crossEncoder, queryText: queryText.trim(), passageTokens, passageIds };
        return computeExactRanking(options, context);
      }),
    compareMethods: (request, context) =>
      searching(request.corpusId, context, async (corpus) => {
        await store.assertWritable(request.corpusId);
        return compareMethods(corpus, request, (itemSpace) => openPlace(corpus, itemSpace), context);
      }),

    readItemMap: ({ corpusId, itemSpace }, context) =>
      searching(corpusId, context, (corpus) => readMap(corpus, itemSpace)),
    computeUmap: ({ corpusId, itemSpace }, context) =>
      indexing(corpusId, context, async (corpus) => {
        const space = await spaces.open(corpus, itemSpace);
        return umaps.get(
          `${corpusId}/${itemSpace}/${corpus.corpusHash}`,
          (shared) => takeUmapTurn(() => computeUmap(corpus, itemSpace, space, shared), shared.cancel),
          context,
        );
      }),
    readUmap: ({ corpusId, itemSpace }, context) =>
      searching(corpusId, withoutProgress(context), (corpus) =>
        readUmap(corpus, itemSpace, corpus.matrices.itemVectors.rows),
      ),
    findNeighbours: ({ corpusId, itemSpace, ...wanted }, context) =>
      searching(corpusId, withoutProgress(context), async (corpus) =>
        findNeighbours(corpus, await spaces.open(corpus, itemSpace), wanted),
      ),
  };
}

/** For the preparation of what reports something else. */
function withoutProgress(context: CallContext<never> | undefined): CallContext<JobProgress> {
  return context?.cancel ? { cancel: context.cancel } : {};
}
