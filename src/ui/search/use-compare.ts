import { useCallback, useEffect, useReducer, useRef } from 'react';
import { isCancelled } from '../../core/errors.ts';
import type { CompareRequest } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import { type CompareState, NO_COMPARISON, reduceCompare } from './compare-state.ts';
import type { SearchClient } from './search-client.ts';

export interface Compare {
  readonly state: CompareState;
  /** One that is under way is cancelled. */
  readonly start: (request: CompareRequest) => void;
  readonly cancel: () => void;
}

/** The comparison of one screen; leaving the screen cancels it, and its scores are kept. */
export function useCompare(client: Pick<SearchClient, 'compareMethods'>): Compare {
  const [state, dispatch] = useReducer(reduceCompare, NO_COMPARISON);
  const controller = useRef<AbortController>(undefined);
  const lastRunId = useRef(0);
  const cancel = useCallback(() => controller.current?.abort(), []);
  useEffect(() => cancel, [cancel]);

  const start = useCallback(
    (request: CompareRequest) => {
      cancel();
      controller.current = new AbortController();
      const { signal } = controller.current;
      lastRunId.current += 1;
      const runId = lastRunId.current;
      dispatch({ type: 'started', runId });
      client
        .compareMethods(request, {
          signal,
          onProgress: (progress) => dispatch({ type: 'progressed', runId, progress }),
        })
        .then(
          (report) => dispatch({ type: 'finished', runId, report }),
          (thrown) =>
            dispatch({ type: 'stopped', runId, ...(!isCancelled(thrown) && { error: toError(thrown) }) }),
        );
    },
    [client, cancel],
  );
  return { state, start, cancel };
}
