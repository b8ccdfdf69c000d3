import type { SourceDocument, StoredDocument } from '../core/records.ts';
import type { Store } from './ports.ts';

/** What the encoders read of a document: title and text, as in the models' training. */
export function passageOf({ title, text }: SourceDocument): string {
  return `${title} ${text}`.trim();
}

/** All documents of a corpus in row order, a page at a time, so that the text never is in memory whole. */
export async function* pagesOfDocuments(
  store: Store,
  corpusId: string,
  documentCount: number,
  pageSize: number,
): AsyncGenerator<StoredDocument[]> {
  for (let start = 0; start < documentCount; start += pageSize) {
    yield await store.readDocumentRange(corpusId, start, pageSize);
  }
}
