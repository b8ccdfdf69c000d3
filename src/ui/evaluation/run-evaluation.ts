import { isCancelled } from '../../core/errors.ts';
import type { EngineClient, ExperimentProgress, RankingProgress } from '../../workers/client.ts';
import { toError } from '../shared/error.ts';
import type { EvaluationAction, EvaluationJob } from './evaluation-state.ts';

export type EvaluationClient = Pick<
  EngineClient,
  'computeExactRankings' | 'runExperiment' | 'resumeExperiment'
>;

export interface EvaluationRun {
  readonly runId: number;
  readonly job: EvaluationJob;
  /** Aborting it pauses. */
  readonly signal: AbortSignal;
}

/** Works through the job, reporting every change as an action; never rejects. What was found before it stopped is kept. */
export async function runEvaluation(
  client: EvaluationClient,
  { runId, job, signal }: EvaluationRun,
  dispatch: (action: EvaluationAction) => void,
): Promise<void> {
  dispatch({ type: 'started', runId, job });
  try {
    const experimentId = await callOf(client, job, signal, (progress) =>
      dispatch({ type: 'progressed', runId, progress }),
    );
    dispatch({ type: 'finished', runId, ...(experimentId !== undefined && { experimentId }) });
  } catch (thrown) {
    dispatch(
      isCancelled(thrown) ? { type: 'paused', runId } : { type: 'failed', runId, error: toError(thrown) },
    );
  }
}

/** Resolves with the experiment that came of it, if it is one. */
async function callOf(
  client: EvaluationClient,
  job: EvaluationJob,
  signal: AbortSignal,
  onProgress: (progress: RankingProgress | ExperimentProgress) => void,
): Promise<string | undefined> {
  switch (job.kind) {
    case 'rankings':
      await client.computeExactRankings(job.request, { signal, onProgress });
      return undefined;
    case 'experiment': {
      const { request, repeats } = job;
      const input = { request, ...(repeats !== undefined && { repeats }) };
      return (await client.runExperiment(input, { signal, onProgress })).experimentId;
    }
    case 'resumed':
      return (await client.resumeExperiment({ experimentId: job.experimentId }, { signal, onProgress }))
        .experimentId;
  }
}
