import { isCancelled } from '../../core/errors.ts';
import type { EngineClient, IndexParameters } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import { type BuildAction, sameParameters } from './build-state.ts';

export interface BuildRun {
  readonly runId: number;
  readonly parameters: IndexParameters;
  /** Its abort reason says how to stop: 'pause' or 'cancel'. */
  readonly signal: AbortSignal;
}

/** Builds, reporting every change as an action; never rejects. */
export async function runBuild(
  client: EngineClient,
  { runId, parameters, signal }: BuildRun,
  dispatch: (action: BuildAction) => void,
): Promise<void> {
  dispatch({ type: 'started', runId, parameters });
  try {
    const index = await client.buildIndex(parameters, {
      signal,
      onProgress: (progress) => dispatch({ type: 'progressed', runId, progress }),
    });
    dispatch({ type: 'finished', runId, index });
  } catch (thrown) {
    const error = isCancelled(thrown) ? await afterStop(client, parameters, signal.reason) : toError(thrown);
    dispatch(error ? { type: 'failed', runId, error } : { type: 'stopped', runId });
  }
}

/**
 * A stopped build is paused as it is; a cancelled one is discarded, if it got far enough to be listed. No
 * reason means that the connection was closed, which pauses too. Returns what went wrong, if anything.
 */
async function afterStop(
  client: EngineClient,
  parameters: IndexParameters,
  reason: unknown,
): Promise<Error | undefined> {
  if (reason !== 'cancel') return undefined;
  const { corpusId } = parameters;
  try {
    const { unfinishedBuilds } = await client.readCorpusDetails({ corpusId });
    const build = unfinishedBuilds.find((candidate) => sameParameters(candidate.parameters, parameters));
    if (build) await client.discardBuild({ corpusId, jobId: build.jobId });
    return undefined;
  } catch (thrown) {
    return toError(thrown);
  }
}
