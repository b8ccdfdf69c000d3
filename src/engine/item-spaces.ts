/** Item spaces by their id, the last ones kept open. */
import { XennError } from '../core/errors.ts';
import type { IndexSummary, StartSpace } from '../core/index-records.ts';
import { rowOf } from '../core/matrix.ts';
import type { Matrix } from '../core/types.ts';
import { checkIndexModels } from './index-models.ts';
import { openIndexSpace } from './index-space.ts';
import type { ItemSpace } from './item-space.ts';
import { placePassages, readBasis } from './lexical-space.ts';
import type { OpenCorpus } from './open-corpus.ts';
import { createRecentCache } from './recent-cache.ts';
import type { ItemSpaceId, JobProgress } from './records.ts';
import { isStartSpace } from './space-matrices.ts';
import { openStartSpace, type StartSpaceVectors, startFrom } from './start-space.ts';

export interface ItemSpaces {
  /** Throws InvalidArgumentError for an index that is gone or was made with other models. */
  open(corpus: OpenCorpus, itemSpace: ItemSpaceId): Promise<ItemSpace>;
  /** Forgets those whose `<corpusId>/<itemSpace>` begins so. */
  drop(keyStart: string): void;
}

const CACHED_SPACES = 3;

export function createItemSpaces(): ItemSpaces {
  const spaces = createRecentCache<ItemSpace, JobProgress>(CACHED_SPACES);
  return {
    async open(corpus, itemSpace) {
      // Its vectors are the corpus's, which are kept with that.
      if (itemSpace === 'dual-encoder') return openStartAsItems(corpus, itemSpace);
      return spaces.get(
        `${corpus.corpusId}/${itemSpace}/${corpus.corpusHash}`,
        (shared) => {
          const opened = corpus.during(shared);
          return isStartSpace(itemSpace) ? openStartAsItems(opened, itemSpace) : openIndex(opened, itemSpace);
        },
        corpus.context,
      );
    },
    drop: (keyStart) => spaces.drop(keyStart),
  };
}

/** A start space to search in without an index. */
export async function openStartAsItems(corpus: OpenCorpus, space: StartSpace): Promise<ItemSpace> {
  const { itemVectors, embedQueries } = await corpus.openStart(space);
  return {
    itemVectors,
    scoreScale: 'first-batch',
    isDualEncoder: space === 'dual-encoder',
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
  const readTensor = (name: string) => store.readIndexTensor(corpusId, indexId, name);
  return openIndexSpace(
    { name: index.name, method: index.provenance.method, scoreScale: index.scoreScale },
    {
      ...corpus.spaceParts,
      readTensor,
      openStart: (firstRow) => openIndexStart(corpus, index, firstRow, readTensor),
    },
  );
}

/**
 * The space that an index started from, of the documents from `firstRow` on. Lexical vectors are made in the basis that
 * the index brings: the corpus's own may have come out differently on this machine. Older indexes bring none.
 */
async function openIndexStart(
  corpus: OpenCorpus,
  { name, provenance }: IndexSummary,
  firstRow: number,
  readTensor: (name: string) => Promise<Matrix | undefined>,
): Promise<StartSpaceVectors> {
  const { space, hybridWeight, lexicalBasis } = provenance;
  const basis = await readBasis(readTensor);
  if (basis) {
    return openStartSpace(space, {
      dualEncoder: startFrom(await corpus.openStart('dual-encoder'), firstRow),
      openLexical: async () => placePassages(basis, await corpus.spaceParts.passagesFrom(firstRow)),
      weight: hybridWeight,
    });
  }
  const start = await corpus.openStart(space, hybridWeight);
  if (start.basis?.hash === lexicalBasis) return startFrom(start, firstRow);
  throw new XennError(
    'InvalidArgumentError',
    `The index “${name}” was built on other lexical vectors than this corpus has here: its query embeddings would be of another space. Build it again.`,
  );
}
