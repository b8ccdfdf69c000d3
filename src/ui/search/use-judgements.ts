import { useMemo } from 'react';
import type { StoredQuery } from '../../workers/client.ts';
import { type Loaded, useLoaded } from '../shared/use-loaded.ts';
import { findQuery } from './query-suggestions.ts';
import type { SearchClient } from './search-client.ts';

export interface Judgements {
  /** Per docRow; empty when the query is not the corpus's own. */
  readonly grades: ReadonlyMap<number, number>;
  readonly loaded: Pick<Loaded<unknown>, 'error' | 'reload'>;
}

/** The corpus's judgements for a query text. */
export function useJudgements(
  client: SearchClient,
  corpusId: string,
  queries: readonly StoredQuery[],
  queryText: string,
): Judgements {
  const query = useMemo(() => findQuery(queries, queryText), [queries, queryText]);
  const loaded = useLoaded(
    useMemo(
      () =>
        query &&
        ((signal: AbortSignal) => client.readQueryDetails({ corpusId, queryId: query.id }, { signal })),
      [client, corpusId, query],
    ),
  );
  const grades = useMemo(
    () => new Map(loaded.value?.judgements.map(({ docRow, grade }) => [docRow, grade])),
    [loaded.value],
  );
  return { grades, loaded };
}
