import type { SourceDocument, StoredDocument } from '../core/records.ts';
import type { Store } from './ports.ts';

/** What the encoders read of a document: title and text, as in the models' training. */
export function passageOf({ title, text }: SourceDocument): string {
  return `${title} ${text}`.trim();
}

export type ReadDocuments = (docRows: Uint32Array) => Promise<StoredDocument[]>;

/** Reads documents in the order asked for, each one from storage at most once. */
export function createDocumentReader(store: Store, corpusId: string): ReadDocuments {
  const known = new Map<number, StoredDocument>();
  return async (docRows) => {
    const missing = docRows.filter((docRow) => !known.has(docRow));
    if (missing.length > 0) {
      for (const document of await store.readDocuments(corpusId, missing)) {
        known.set(document.docRow, document);
      }
    }
    return Array.from(docRows, (docRow) => known.get(docRow) as StoredDocument);
  };
}

/**
 * The documents from a row on in row order, a page at a time, so that the text never is in memory whole. `pageSize`
 * documents a page, fewer where they are long.
 */
export async function* pagesOfDocuments(
  store: Pick<Store, 'readDocumentPage'>,
  corpusId: string,
  documentCount: number,
  pageSize: number,
  firstRow = 0,
): AsyncGenerator<StoredDocument[]> {
  for (let start = firstRow; start < documentCount; ) {
    const page = await store.readDocumentPage(corpusId, start, Math.min(pageSize, documentCount - start));
    yield page;
    start += page.length;
  }
}
