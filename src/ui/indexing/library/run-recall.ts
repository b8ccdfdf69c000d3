import { isCancelled } from '../../../core/errors.ts';
import type { EngineClient } from '../../../workers/client.ts';
import { toError } from '../../shared/error.ts';
import type { RecallAction } from './recall-run.ts';

export type RecallRequest = Parameters<EngineClient['measureRecall']>[0];

/** Measures recall, reporting every change as an action; never rejects. */
export async function runRecall(
  client: Pick<EngineClient, 'measureRecall'>,
  request: RecallRequest,
  signal: AbortSignal,
  dispatch: (action: RecallAction) => void,
): Promise<void> {
  dispatch({ type: 'started', corpusId: request.corpusId });
  try {
    await client.measureRecall(request, {
      signal,
      onProgress: (progress) => dispatch({ type: 'progressed', progress }),
    });
    dispatch({ type: 'ended' });
  } catch (thrown) {
    dispatch({ type: 'ended', ...(!isCancelled(thrown) && { error: toError(thrown) }) });
  }
}
