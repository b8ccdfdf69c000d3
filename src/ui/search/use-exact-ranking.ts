import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { isCancelled } from '../../core/errors.ts';
import { toError } from '../shared/error.ts';
import { type ExactState, NO_EXACT_RANKING, reduceExact } from './exact-state.ts';
import type { SearchClient } from './search-client.ts';

export interface ExactRanking {
  readonly state: ExactState;
  readonly compute: () => void;
  readonly cancel: () => void;
}

/**
 * The exact ranking of `queryText`: looked up when `settled` becomes true (each search may have completed
 * it), computed when asked for. Another query cancels a computation; its scores are kept.
 */
export function useExactRanking(
  client: SearchClient,
  corpusId: string,
  queryText: string,
  settled: boolean,
): ExactRanking {
  const [state, dispatch] = useReducer(reduceExact, NO_EXACT_RANKING);
  const controller = useRef<AbortController>(undefined);
  const cancel = useCallback(() => controller.current?.abort(), []);

  useEffect(() => {
    dispatch({ type: 'query', queryText });
    return cancel;
  }, [queryText, cancel]);

  useEffect(() => {
    if (!settled || queryText === '') return;
    const lookUp = new AbortController();
    client.readExactRanking({ corpusId, queryText }, { signal: lookUp.signal }).then(
      (ranking) => {
        if (ranking && !lookUp.signal.aborted) dispatch({ type: 'found', queryText, ranking });
      },
      (thrown) => {
        if (!lookUp.signal.aborted) dispatch({ type: 'fail', queryText, error: toError(thrown) });
      },
    );
    return () => lookUp.abort();
  }, [client, corpusId, queryText, settled]);

  const compute = useCallback(() => {
    cancel();
    controller.current = new AbortController();
    const { signal } = controller.current;
    dispatch({ type: 'compute', queryText });
    client
      .computeExactRanking(
        { corpusId, queryText },
        { signal, onProgress: (progress) => dispatch({ type: 'progress', queryText, progress }) },
      )
      .then(
        ({ ranking }) => dispatch({ type: 'found', queryText, ranking }),
        (thrown) =>
          dispatch(
            isCancelled(thrown)
              ? { type: 'cancel', queryText }
              : { type: 'fail', queryText, error: toError(thrown) },
          ),
      );
  }, [client, corpusId, queryText, cancel]);

  // Until the effect above has run, the state is still that of the query before.
  const own = state.queryText === queryText ? state : NO_EXACT_RANKING;
  return useMemo(() => ({ state: own, compute, cancel }), [own, compute, cancel]);
}
