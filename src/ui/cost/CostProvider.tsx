import { type ReactNode, useCallback, useMemo, useReducer, useRef } from 'react';
import type { CorpusSummary } from '../../core/records.ts';
import type { CostPoint, CostRequest } from '../../workers/client.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { CostContext, type CostControl } from './cost-context.ts';
import { NO_COST, reduceCost } from './cost-state.ts';
import { runCost } from './run-cost.ts';

/** Holds the measurement above the screens, so that it goes on whichever of them is open. */
export function CostProvider({ children }: { children: ReactNode }) {
  const { client, details } = useWorkspace();
  const [state, dispatch] = useReducer(reduceCost, NO_COST);
  const controller = useRef<AbortController>(undefined);
  const nextRunId = useRef(1);
  const { reload } = details;

  const start = useCallback(
    ({ hash }: CorpusSummary, request: CostRequest, points: readonly CostPoint[]) => {
      controller.current = new AbortController();
      const { signal } = controller.current;
      const subject = { client, corpusHash: hash, request };
      // Plans are made anew then: more scores are stored.
      void runCost({ runId: nextRunId.current++, subject, points, signal }, dispatch).then(reload);
    },
    [client, reload],
  );
  const stop = useCallback(() => {
    dispatch({ type: 'stopAsked' });
    controller.current?.abort();
  }, []);

  const control = useMemo<CostControl>(() => ({ state, start, stop }), [state, start, stop]);
  return <CostContext value={control}>{children}</CostContext>;
}
