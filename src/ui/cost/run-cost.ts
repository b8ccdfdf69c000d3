import { isCancelled } from '../../core/errors.ts';
import type { CostPoint } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import type { CostAction, CostSubject } from './cost-state.ts';

export interface CostRun {
  readonly runId: number;
  readonly subject: CostSubject;
  /** Measured before for the same request. */
  readonly points: readonly CostPoint[];
  readonly signal: AbortSignal;
}

/** Measures, reporting every change as an action; never rejects. What was measured before it stopped is stored. */
export async function runCost(
  { runId, subject, points, signal }: CostRun,
  dispatch: (action: CostAction) => void,
): Promise<void> {
  dispatch({ type: 'started', runId, subject, points });
  try {
    await subject.client.measureCost(subject.request, {
      signal,
      onProgress: (progress) => dispatch({ type: 'progressed', runId, progress }),
    });
    dispatch({ type: 'ended', runId });
  } catch (thrown) {
    dispatch({ type: 'ended', runId, ...(!isCancelled(thrown) && { error: toError(thrown) }) });
  }
}
