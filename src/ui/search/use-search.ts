import { startTransition, useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import type { SearchRequest } from '../../workers/client.ts';
import { runSearch } from './run-search.ts';
import type { SearchClient } from './search-client.ts';
import { INITIAL_SEARCH, reduceSearch, type SearchState } from './search-state.ts';

export interface Search {
  readonly state: SearchState;
  /** Starts a search; one that is under way is cancelled. */
  readonly start: (requests: readonly SearchRequest[]) => void;
  readonly cancel: () => void;
  readonly chooseRun: (key: string) => void;
  readonly showRound: (round: number | 'latest') => void;
  readonly step: (by: number) => void;
}

/** The search of one screen; leaving the screen cancels it. `onEnd`: it ended, whether well or not. */
export function useSearch(client: SearchClient, onEnd?: () => void): Search {
  const [state, dispatch] = useReducer(reduceSearch, INITIAL_SEARCH);
  const controller = useRef<AbortController>(undefined);
  const lastSearchId = useRef(0);

  const cancel = useCallback(() => controller.current?.abort(), []);
  useEffect(() => cancel, [cancel]);

  const start = useCallback(
    (requests: readonly SearchRequest[]) => {
      cancel();
      controller.current = new AbortController();
      lastSearchId.current += 1;
      const search = { searchId: lastSearchId.current, requests };
      // A round changes the whole screen: as a transition it is drawn in slices, and what the person does comes first.
      void runSearch(client, search, controller.current.signal, (action) =>
        startTransition(() => dispatch(action)),
      ).then(onEnd);
    },
    [client, cancel, onEnd],
  );
  const chooseRun = useCallback((key: string) => dispatch({ type: 'choose-run', key }), []);
  const showRound = useCallback((round: number | 'latest') => dispatch({ type: 'show-round', round }), []);
  const step = useCallback((by: number) => dispatch({ type: 'step', by }), []);
  return useMemo(
    () => ({ state, start, cancel, chooseRun, showRound, step }),
    [state, start, cancel, chooseRun, showRound, step],
  );
}
