import { useCallback, useReducer, useRef } from 'react';
import type { EngineClient } from '../../../workers/client.ts';
import { NO_RECALL_RUN, type RecallRun, reduceRecallRun } from './recall-run.ts';
import { type RecallRequest, runRecall } from './run-recall.ts';

export interface RecallControl {
  readonly run: RecallRun;
  readonly start: (request: RecallRequest) => void;
  /** Scores computed so far are kept. */
  readonly cancel: () => void;
}

/** Measures recall; goes on when the screen is left. `onEnded` is told afterwards, also when it was cancelled. */
export function useRecallRun(client: EngineClient, onEnded: () => void): RecallControl {
  const [run, dispatch] = useReducer(reduceRecallRun, NO_RECALL_RUN);
  const controller = useRef<AbortController>(undefined);

  const start = useCallback(
    (request: RecallRequest) => {
      controller.current = new AbortController();
      void runRecall(client, request, controller.current.signal, dispatch).then(onEnded);
    },
    [client, onEnded],
  );
  const cancel = useCallback(() => {
    dispatch({ type: 'cancelAsked' });
    controller.current?.abort();
  }, []);
  return { run, start, cancel };
}
