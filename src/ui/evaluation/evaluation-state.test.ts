import { describe, expect, test } from 'vitest';
import { EXPERIMENT_REQUEST, makeExperimentStatistics } from '../../testing/experiment-statistics.ts';
import type { ExperimentProgress, RankingProgress } from '../../workers/client.ts';
import {
  type EvaluationAction,
  type EvaluationJob,
  type EvaluationState,
  NO_EVALUATION,
  reduceEvaluation,
} from './evaluation-state.ts';

const rankings: EvaluationJob = { kind: 'rankings', request: { corpusId: 'c', queryCount: 5, seed: 1 } };
const experiment: EvaluationJob = { kind: 'experiment', request: EXPERIMENT_REQUEST };
const resumed: EvaluationJob = { kind: 'resumed', request: EXPERIMENT_REQUEST, experimentId: 'e' };

const rankingProgress: RankingProgress = {
  stage: 'scoring',
  done: 1,
  total: 4,
  unit: 'tokens',
  elapsedMs: 10,
  scorerCallsDone: 1,
  scorerCallsTotal: 4,
};
const experimentProgress: ExperimentProgress = {
  stage: 'searching',
  done: 1,
  total: 4,
  unit: 'queries',
  elapsedMs: 10,
  experimentId: 'e',
};
const statistics = makeExperimentStatistics();

/** The state after these actions, from the beginning. */
function after(...actions: EvaluationAction[]): EvaluationState {
  return actions.reduce(reduceEvaluation, NO_EVALUATION);
}
const started = (job: EvaluationJob, runId = 1): EvaluationAction => ({ type: 'started', runId, job });

test('exact rankings from start to end', () => {
  const running = after(started(rankings), { type: 'progressed', runId: 1, progress: rankingProgress });
  expect(running).toEqual({
    status: 'running',
    stopping: false,
    runId: 1,
    job: rankings,
    progress: rankingProgress,
  });
  expect(reduceEvaluation(running, { type: 'finished', runId: 1 })).toEqual({
    status: 'finished',
    job: rankings,
  });
});

test('statistics stay until newer ones come', () => {
  const state = after(
    started(experiment),
    { type: 'progressed', runId: 1, progress: { ...experimentProgress, statistics } },
    { type: 'progressed', runId: 1, progress: { ...experimentProgress, done: 2 } },
  );
  expect(state).toMatchObject({ experimentId: 'e', progress: { done: 2 } });
  expect(state.status === 'running' && state.statistics).toBe(statistics);
});

test('which experiment is resumed is known before it reports', () => {
  expect(after(started(resumed))).toMatchObject({ experimentId: 'e' });
  expect(after(started(experiment))).not.toHaveProperty('experimentId');
});

test('a pause is asked for, then over', () => {
  const stopping = after(started(experiment), { type: 'pauseAsked' });
  expect(stopping).toMatchObject({ status: 'running', stopping: true });
  expect(reduceEvaluation(stopping, { type: 'paused', runId: 1 })).toBe(NO_EVALUATION);
});

test('a failure is kept until it is dismissed, and so is the end', () => {
  const error = new Error('The disk is full.');
  const failed = after(started(experiment), { type: 'failed', runId: 1, error });
  expect(failed).toEqual({ status: 'failed', job: experiment, error });
  expect(reduceEvaluation(failed, { type: 'dismissed' })).toBe(NO_EVALUATION);
  const finished = after(started(experiment), { type: 'finished', runId: 1, experimentId: 'e' });
  expect(finished).toEqual({ status: 'finished', job: experiment, experimentId: 'e' });
  expect(reduceEvaluation(finished, { type: 'dismissed' })).toBe(NO_EVALUATION);
});

describe('ignored', () => {
  const running = after(started(experiment, 2));
  test.each<EvaluationAction>([
    { type: 'progressed', runId: 1, progress: experimentProgress },
    { type: 'paused', runId: 1 },
    { type: 'failed', runId: 1, error: new Error('of another run') },
    { type: 'finished', runId: 1, experimentId: 'other' },
    { type: 'dismissed' },
    { type: 'started', runId: 3, job: rankings },
  ])('while another run goes on: $type', (action) => {
    expect(reduceEvaluation(running, action)).toBe(running);
  });

  test.each<EvaluationAction>([
    { type: 'progressed', runId: 2, progress: experimentProgress },
    { type: 'pauseAsked' },
    { type: 'finished', runId: 2, experimentId: 'e' },
  ])('after the end: $type', (action) => {
    const finished = reduceEvaluation(running, { type: 'finished', runId: 2, experimentId: 'e' });
    expect(reduceEvaluation(finished, action)).toBe(finished);
  });
});
