import { useMemo } from 'react';
import type { StoredDocument } from '../../core/records.ts';
import { type Loaded, useLoaded } from '../shared/use-loaded.ts';
import type { LiveSearch } from './panel-props.ts';
import type { RunView } from './run-view.ts';
import { findDocument } from './why-item.ts';

export interface DocumentSources {
  readonly runs: readonly RunView[];
  /** Kept with a stored search. */
  readonly documents: readonly StoredDocument[];
  readonly live: LiveSearch | undefined;
}

/** A document where a run or the stored search has it, else read from the corpus where that is open; absent where neither. */
export function useDocument(
  docRow: number | undefined,
  { runs, documents, live }: DocumentSources,
): Loaded<StoredDocument> {
  const found = docRow === undefined ? undefined : findDocument(runs, documents, docRow);
  const { client, corpusId } = live ?? {};
  const isMissing = found === undefined;
  const { value, ...loaded } = useLoaded(
    useMemo(
      () =>
        client && corpusId !== undefined && docRow !== undefined && isMissing
          ? (signal: AbortSignal) =>
              client.readDocuments({ corpusId, docRows: Uint32Array.of(docRow) }, { signal })
          : undefined,
      [client, corpusId, docRow, isMissing],
    ),
  );
  const document = found ?? value?.[0];
  return { ...loaded, ...(document && { value: document }) };
}
