import { expect, test } from 'vitest';
import { XennError } from '../../core/errors.ts';
import { EXPERIMENT_REQUEST, makeExperimentReport } from '../../testing/experiment-statistics.ts';
import type { ExperimentProgress } from '../../workers/client.ts';
import type { EvaluationAction, EvaluationJob } from './evaluation-state.ts';
import { type EvaluationClient, runEvaluation } from './run-evaluation.ts';

const { summary } = makeExperimentReport();
const progress: ExperimentProgress = {
  stage: 'searching',
  done: 1,
  total: 4,
  unit: 'queries',
  elapsedMs: 10,
  experimentId: summary.experimentId,
};
const request = EXPERIMENT_REQUEST;
const rankingRequest = { corpusId: 'c', queryCount: 5, seed: 1 };

/** Answers every call at once, and notes what it was asked. */
function clientOf(asked: unknown[]): EvaluationClient {
  return {
    computeExactRankings: async (input) => void asked.push(['computeExactRankings', input]),
    runExperiment: async (input, options) => {
      asked.push(['runExperiment', input]);
      options?.onProgress?.(progress);
      return summary;
    },
    resumeExperiment: async (input) => {
      asked.push(['resumeExperiment', input]);
      return summary;
    },
  };
}

async function actionsOf(client: EvaluationClient, job: EvaluationJob): Promise<EvaluationAction[]> {
  const actions: EvaluationAction[] = [];
  const { signal } = new AbortController();
  await runEvaluation(client, { runId: 3, job, signal }, (action) => actions.push(action));
  return actions;
}

test.each<[EvaluationJob, unknown, EvaluationAction]>([
  [
    { kind: 'rankings', request: rankingRequest },
    ['computeExactRankings', rankingRequest],
    { type: 'finished', runId: 3 },
  ],
  [
    { kind: 'experiment', request },
    ['runExperiment', { request }],
    { type: 'finished', runId: 3, experimentId: 'experiment-1' },
  ],
  [
    { kind: 'experiment', request, repeats: 'before' },
    ['runExperiment', { request, repeats: 'before' }],
    { type: 'finished', runId: 3, experimentId: 'experiment-1' },
  ],
  [
    { kind: 'resumed', request, experimentId: 'e' },
    ['resumeExperiment', { experimentId: 'e' }],
    { type: 'finished', runId: 3, experimentId: 'experiment-1' },
  ],
])('$kind', async (job, call, end) => {
  const asked: unknown[] = [];
  const actions = await actionsOf(clientOf(asked), job);
  expect(asked).toEqual([call]);
  expect(actions[0]).toEqual({ type: 'started', runId: 3, job });
  expect(actions.at(-1)).toEqual(end);
});

test('progress is passed on', async () => {
  const actions = await actionsOf(clientOf([]), { kind: 'experiment', request });
  expect(actions[1]).toEqual({ type: 'progressed', runId: 3, progress });
});

const disk = new XennError('StorageError', 'The disk is full.');
test.each<[string, Error, EvaluationAction]>([
  ['cancelled', new XennError('CancelledError', 'Cancelled.'), { type: 'paused', runId: 3 }],
  ['failed', disk, { type: 'failed', runId: 3, error: disk }],
])('%s', async (_, thrown, end) => {
  const client: EvaluationClient = {
    ...clientOf([]),
    runExperiment: async () => {
      throw thrown;
    },
  };
  expect((await actionsOf(client, { kind: 'experiment', request })).at(-1)).toEqual(end);
});
