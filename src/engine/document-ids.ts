import { pagesOfDocuments } from './documents.ts';
import type { Store } from './ports.ts';

const PAGE_SIZE = 4096;

/** The ids of all documents by docRow: what another program knows the rows by. */
export async function readDocumentIds(
  store: Pick<Store, 'readDocumentPage'>,
  corpusId: string,
  documentCount: number,
): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of pagesOfDocuments(store, corpusId, documentCount, PAGE_SIZE)) {
    for (const { id } of page) ids.push(id);
  }
  return ids;
}
