import { describe, expect, test } from 'vitest';
import type { IndexSummary } from '../../core/index-records.ts';
import type { IndexParameters, IndexProgress } from '../../workers/client.ts';
import { type BuildAction, type BuildState, NO_BUILD, reduceBuild, sameParameters } from './build-state.ts';

const parameters: IndexParameters = {
  corpusId: 'c',
  name: 'n',
  seed: 1,
  space: 'hybrid',
  trainQueries: 'own',
  trainQueryCount: 10,
  pairs: { kind: 'per-query', documentsPerQuery: 20, shares: { dualEncoder: 1, bm25: 0, random: 0 } },
  method: { kind: 'mf-trns', solver: 'als', regularization: 0.01, epochs: 10, patience: 3 },
};
const progress: IndexProgress = {
  stage: 'scoring',
  done: 5,
  total: 10,
  unit: 'tokens',
  elapsedMs: 1,
  lossPerEpoch: [],
  heldOutRmsePerEpoch: [],
  scorerCallsDone: 1,
  scorerCallsTotal: 2,
};
const index = { indexId: 'i' } as IndexSummary;
const error = new Error('The disk is full.');
const running: BuildState = { status: 'running', runId: 2, parameters };

describe('reduceBuild', () => {
  const cases: readonly [name: string, BuildState, BuildAction, BuildState][] = [
    ['starts', NO_BUILD, { type: 'started', runId: 2, parameters }, running],
    ['takes progress', running, { type: 'progressed', runId: 2, progress }, { ...running, progress }],
    ['ignores progress of an earlier run', running, { type: 'progressed', runId: 1, progress }, running],
    [
      'ignores progress after the end',
      { status: 'finished', parameters, index },
      { type: 'progressed', runId: 2, progress },
      { status: 'finished', parameters, index },
    ],
    ['notes a pause', running, { type: 'stopAsked', how: 'pause' }, { ...running, stopping: 'pause' }],
    [
      'is asked to stop only once',
      { ...running, stopping: 'pause' },
      { type: 'stopAsked', how: 'cancel' },
      { ...running, stopping: 'pause' },
    ],
    ['does not pause nothing', NO_BUILD, { type: 'stopAsked', how: 'pause' }, NO_BUILD],
    ['stops', { ...running, stopping: 'cancel' }, { type: 'stopped', runId: 2 }, NO_BUILD],
    ['ignores the end of an earlier run', running, { type: 'stopped', runId: 1 }, running],
    ['fails', running, { type: 'failed', runId: 2, error }, { status: 'failed', parameters, error }],
    ['finishes', running, { type: 'finished', runId: 2, index }, { status: 'finished', parameters, index }],
    ['does not dismiss a running build', running, { type: 'dismissed' }, running],
    ['dismisses a failure', { status: 'failed', parameters, error }, { type: 'dismissed' }, NO_BUILD],
    [
      'may start again after a failure',
      { status: 'failed', parameters, error },
      { type: 'started', runId: 2, parameters },
      running,
    ],
  ];
  test.each(cases)('%s', (_, before, action, after) => {
    expect(reduceBuild(before, action)).toEqual(after);
  });
});

describe('sameParameters', () => {
  test('is true for a copy', () => {
    expect(sameParameters(parameters, structuredClone(parameters))).toBe(true);
  });
  test.each([
    { seed: 2 },
    { name: 'm' },
    { corpusId: 'd' },
    { trainQueries: 'titles' },
    { method: { kind: 'anchors' } },
    { pairs: { kind: 'all' } },
    { replaces: 'i' },
  ] as const)('is false when %o differs', (change) => {
    expect(sameParameters(parameters, { ...parameters, ...change })).toBe(false);
  });
});
