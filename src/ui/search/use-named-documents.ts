import { useMemo } from 'react';
import { useLoaded } from '../shared/use-loaded.ts';
import type { NamedDocument } from './map-selection.ts';
import type { LiveSearch } from './panel-props.ts';
import type { RunView } from './run-view.ts';

/** Documents at most in one call, so that no message is too large. */
const PAGE_SIZE = 1000;

/** Of the documents that a run found; no call is needed for them. */
export function documentsOf({ rounds }: Pick<RunView, 'rounds'>): Map<number, NamedDocument> {
  return new Map(
    rounds.flatMap(({ newItems }) => newItems.map(({ document }) => [document.docRow, document] as const)),
  );
}

/** The documents of these rows: those the run found, the others read from the corpus where there is one. */
export async function readNamedDocuments(
  live: LiveSearch | undefined,
  run: Pick<RunView, 'rounds'>,
  docRows: readonly number[],
  signal: AbortSignal,
): Promise<Map<number, NamedDocument>> {
  const documents = documentsOf(run);
  const missing = live ? docRows.filter((docRow) => !documents.has(docRow)) : [];
  for (let start = 0; start < missing.length; start += PAGE_SIZE) {
    const page = Uint32Array.from(missing.slice(start, start + PAGE_SIZE));
    const read = await live?.client.readDocuments({ corpusId: live.corpusId, docRows: page }, { signal });
    for (const document of read ?? []) documents.set(document.docRow, document);
  }
  return documents;
}

/** The same as state: at once what the run found, then all. */
export function useNamedDocuments(
  live: LiveSearch | undefined,
  run: RunView,
  docRows: readonly number[],
): { readonly documents: ReadonlyMap<number, NamedDocument>; readonly error?: Error } {
  const found = useMemo(() => documentsOf(run), [run]);
  const loaded = useLoaded(
    useMemo(
      () => (signal: AbortSignal) => readNamedDocuments(live, run, docRows, signal),
      [live, run, docRows],
    ),
  );
  return { documents: loaded.value ?? found, ...(loaded.error && { error: loaded.error }) };
}
