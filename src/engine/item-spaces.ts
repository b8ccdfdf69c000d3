/** Item spaces by their id, the last ones kept open. */
import { XennError } from '../core/errors.ts';
import type { StartSpace } from '../core/index-records.ts';
import { rowOf } from '../core/matrix.ts';
import { checkIndexModels } from './index-models.ts';
import { openIndexSpace } from './index-space.ts';
import type { ItemSpace } from './item-space.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { createRecentCache } from './recent-cache.ts';
import { type ItemSpaceId, START_SPACES } from './records.ts';

export interface ItemSpaces {
  /** Throws InvalidArgumentError for an index that is gone or was made with other models. */
  open(corpus: OpenCorpus, itemSpace: ItemSpaceId): Promise<ItemSpace>;
  /** Forgets those whose `<corpusId>/<itemSpace>` begins so. */
  drop(keyStart: string): void;
}

const CACHED_SPACES = 3;

export function createItemSpaces(): ItemSpaces {
  const spaces = createRecentCache<ItemSpace>(CACHED_SPACES);
  return {
    open: (corpus, itemSpace) =>
      spaces.get(`${corpus.corpusId}/${itemSpace}/${corpus.corpusHash}`, () =>
        isStartSpace(itemSpace) ? openStartAsItems(corpus, itemSpace) : openIndex(corpus, itemSpace),
      ),
    drop: (keyStart) => spaces.drop(keyStart),
  };
}

function isStartSpace(itemSpace: ItemSpaceId): itemSpace is StartSpace {
  return START_SPACES.some((space) => space === itemSpace);
}

/** A start space to search in without an index. */
export async function openStartAsItems(corpus: OpenCorpus, space: StartSpace): Promise<ItemSpace> {
  const { itemVectors, embedQueries } = await corpus.openStart(space);
  return {
    itemVectors,
    scoreScale: 'first-batch',
    priorOf: async (text) => Float64Array.from(rowOf(await embedQueries([text]), 0)),
  };
}

async function openIndex(corpus: OpenCorpus, indexId: string): Promise<ItemSpace> {
  const { store, corpusId, encoders } = corpus;
  const index = (await store.listIndexes(corpusId)).find((candidate) => candidate.indexId === indexId);
  if (!index) {
    throw new XennError(
      'InvalidArgumentError',
      'This index is not stored any more: choose another one or the dual-encoder vectors.',
    );
  }
  checkIndexModels(index, encoders);
  const { space, hybridWeight, lexicalBasis, method } = index.provenance;
  return openIndexSpace(
    { name: index.name, method, scoreScale: index.scoreScale },
    {
      ...corpus.spaceParts,
      readTensor: (name) => store.readIndexTensor(corpusId, indexId, name),
      async openStart() {
        const start = await corpus.openStart(space, hybridWeight);
        if (start.lexicalBasis === lexicalBasis) return start;
        throw new XennError(
          'InvalidArgumentError',
          `The index “${index.name}” was built on other lexical vectors than this corpus has here: its query embeddings would be of another space. Build it again.`,
        );
      },
    },
  );
}
