import { useCallback, useEffect, useRef, useState } from 'react';
import type { StoredDocument } from '../../core/records.ts';
import type { EngineClient } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import { addPage, DOCUMENTS_PER_PAGE, pagesOfRows } from './document-pages.ts';

export interface DocumentPages {
  /** Undefined while its page is not loaded. */
  readonly documentAt: (docRow: number) => StoredDocument | undefined;
  readonly error: Error | undefined;
  readonly retry: () => void;
}

type Pages = ReadonlyMap<number, readonly StoredDocument[]>;

/** Loads the pages around rows `start .. end // exclusive` as they come into view. Use it with a key per corpus. */
export function useDocumentPages(
  client: EngineClient,
  corpusId: string,
  start: number,
  end: number,
): DocumentPages {
  const [pages, setPages] = useState<Pages>(new Map());
  const [error, setError] = useState<Error>();
  const asked = useRef(new Set<number>());

  useEffect(() => {
    if (error) return;
    for (const page of pagesOfRows(start, end)) {
      if (pages.has(page) || asked.current.has(page)) continue;
      asked.current.add(page);
      client
        .readDocumentRange({ corpusId, start: page * DOCUMENTS_PER_PAGE, count: DOCUMENTS_PER_PAGE })
        .then((documents) => setPages((old) => addPage(old, page, documents)))
        .catch((thrown) => setError(toError(thrown)))
        .finally(() => asked.current.delete(page));
    }
  }, [client, corpusId, start, end, pages, error]);

  const documentAt = (docRow: number) =>
    pages.get(Math.floor(docRow / DOCUMENTS_PER_PAGE))?.[docRow % DOCUMENTS_PER_PAGE];
  const retry = useCallback(() => setError(undefined), []);
  return { documentAt, error, retry };
}
