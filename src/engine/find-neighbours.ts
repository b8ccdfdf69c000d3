/** The neighbours of an item in its own space, where a map of two dimensions can be wrong. */
import { XennError } from '../core/errors.ts';
import { dot, norm, rowOf } from '../core/matrix.ts';
import type { ItemSpace } from './item-space.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { ItemNeighbour } from './search-records.ts';

/**
 * The `count` items with the largest inner products with the item, largest first, without itself; fewer where there are
 * fewer. The cosine with an item of no length is 0.
 *
 * @throws InvalidArgumentError for a row that the corpus does not have; StorageError.
 */
export async function findNeighbours(
  corpus: Pick<OpenCorpus, 'corpusId' | 'store' | 'compute'>,
  { itemVectors }: Pick<ItemSpace, 'itemVectors'>,
  { docRow, count }: { readonly docRow: number; readonly count: number },
): Promise<ItemNeighbour[]> {
  if (!Number.isInteger(docRow) || docRow < 0 || docRow >= itemVectors.rows) {
    throw new XennError(
      'InvalidArgumentError',
      `Expected the row of a document from 0 to ${itemVectors.rows - 1}, found ${docRow}.`,
    );
  }
  const vector = Float64Array.from(rowOf(itemVectors, docRow));
  const excluded = new Uint8Array(itemVectors.rows);
  excluded[docRow] = 1;
  const { docRows, scores } = await corpus.compute.nearest(itemVectors, vector, count, excluded);
  const documents = await corpus.store.readDocuments(corpus.corpusId, docRows);
  return documents.map((document, i) => ({
    document,
    similarity: scores[i],
    cosine: cosineOf(vector, rowOf(itemVectors, docRows[i])),
  }));
}

function cosineOf(a: Float64Array, b: Float32Array): number {
  const lengths = norm(a) * norm(b);
  return lengths > 0 ? dot(a, b) / lengths : 0;
}
