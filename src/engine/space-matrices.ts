/** Matrices that are made of an item space and kept with the corpus, such as its neighbour graph: they go with their index. */
import type { StartSpace } from '../core/index-records.ts';
import type { Matrix } from '../core/types.ts';
import type { Encoders, Store } from './ports.ts';
import { type ItemSpaceId, START_SPACES } from './records.ts';

export function isStartSpace(itemSpace: ItemSpaceId): itemSpace is StartSpace {
  return START_SPACES.some((space) => space === itemSpace);
}

/** Names the vectors of a space: those of a start space depend on the dual-encoder, those of an index are its own. */
export function spaceKey({ dualEncoder }: Pick<Encoders, 'dualEncoder'>, itemSpace: ItemSpaceId): string {
  return isStartSpace(itemSpace) ? `${itemSpace}-${dualEncoder.identity.hash}` : itemSpace;
}

/** As `Store.writeMatrix`; nothing stays where the index was deleted while its matrix was made. */
export async function writeSpaceMatrix(
  store: Pick<Store, 'writeMatrix' | 'deleteMatrix' | 'listIndexes'>,
  corpusId: string,
  itemSpace: ItemSpaceId,
  ...[key, matrix, rowsAre]: [key: string, matrix: Matrix, rowsAre: Parameters<Store['writeMatrix']>[3]]
): Promise<void> {
  await store.writeMatrix(corpusId, key, matrix, rowsAre);
  if (isStartSpace(itemSpace)) return;
  const indexes = await store.listIndexes(corpusId);
  if (indexes.every(({ indexId }) => indexId !== itemSpace)) await store.deleteMatrix(corpusId, key);
}
