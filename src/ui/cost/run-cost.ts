import { isCancelled } from '../../core/errors.ts';
import type { CostPoint, CostReport, CostRequest, EngineClient } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import type { CostAction } from './cost-state.ts';

export interface CostRun {
  readonly runId: number;
  readonly request: CostRequest;
  /** Measured before for the same request. */
  readonly points: readonly CostPoint[];
  readonly signal: AbortSignal;
}

/** Measures, reporting every change as an action; never rejects. What was measured before it stopped is kept. */
export async function runCost(
  client: Pick<EngineClient, 'measureCost' | 'readCost'>,
  { runId, request, points, signal }: CostRun,
  dispatch: (action: CostAction) => void,
): Promise<void> {
  dispatch({ type: 'started', runId, request, points });
  try {
    const report = await client.measureCost(request, {
      signal,
      onProgress: (progress) => dispatch({ type: 'progressed', runId, progress }),
    });
    dispatch({ type: 'ended', runId, report });
  } catch (thrown) {
    const report = await readKept(client, request);
    const error = isCancelled(thrown) ? undefined : toError(thrown);
    dispatch({ type: 'ended', runId, ...(report && { report }), ...(error && { error }) });
  }
}

/** Undefined when it cannot be read: why the measurement ended says more than that. */
async function readKept(
  client: Pick<EngineClient, 'readCost'>,
  { corpusId }: CostRequest,
): Promise<CostReport | undefined> {
  try {
    return await client.readCost({ corpusId });
  } catch {
    return undefined;
  }
}
