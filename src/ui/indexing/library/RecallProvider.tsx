import { type ReactNode, useCallback, useMemo, useReducer, useRef } from 'react';
import { useWorkspace } from '../../shared/workspace.ts';
import { RecallContext, type RecallControl } from './recall-context.ts';
import { NO_RECALL_RUN, reduceRecallRun } from './recall-run.ts';
import { type RecallRequest, runRecall } from './run-recall.ts';

/** Holds the measurement above the screens, so that it goes on whichever of them, and whichever corpus, is open. */
export function RecallProvider({ children }: { children: ReactNode }) {
  const { client, details } = useWorkspace();
  const [run, dispatch] = useReducer(reduceRecallRun, NO_RECALL_RUN);
  const controller = useRef<AbortController>(undefined);
  const { reload } = details;

  const start = useCallback(
    (request: RecallRequest) => {
      controller.current = new AbortController();
      // Also when it was cancelled: more scores are stored then.
      void runRecall(client, request, controller.current.signal, dispatch).then(reload);
    },
    [client, reload],
  );
  const cancel = useCallback(() => {
    dispatch({ type: 'cancelAsked' });
    controller.current?.abort();
  }, []);

  const control = useMemo<RecallControl>(() => ({ run, start, cancel }), [run, start, cancel]);
  return <RecallContext value={control}>{children}</RecallContext>;
}
