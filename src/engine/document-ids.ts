import type { Store } from './ports.ts';

const PAGE_SIZE = 4096;

/** The ids of all documents by docRow: what another program knows the rows by. */
export async function readDocumentIds(
  store: Pick<Store, 'readDocumentRange'>,
  corpusId: string,
  documentCount: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < documentCount; start += PAGE_SIZE) {
    for (const { id } of await store.readDocumentRange(corpusId, start, PAGE_SIZE)) ids.push(id);
  }
  return ids;
}
