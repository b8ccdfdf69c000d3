import { expect, it } from 'vitest';
import type { CompareReport, JobProgress } from '../../workers/client.ts';
import { type CompareAction, type CompareState, NO_COMPARISON, reduceCompare } from './compare-state.ts';

const progress: JobProgress = { stage: 'scoring', unit: 'tokens', done: 1, total: 2, elapsedMs: 5 };
const report = { queryTexts: ['glass'] } as unknown as CompareReport;
const error = new Error('broken');
const running: CompareState = { status: 'running', runId: 2 };
const withReport: CompareState = { status: 'idle', runId: 2, report };

it.each<[string, CompareState, CompareAction, CompareState]>([
  ['starts', NO_COMPARISON, { type: 'started', runId: 1 }, { status: 'running', runId: 1 }],
  [
    'keeps the last report while another one runs',
    withReport,
    { type: 'started', runId: 3 },
    { status: 'running', runId: 3, report },
  ],
  ['progresses', running, { type: 'progressed', runId: 2, progress }, { ...running, progress }],
  ['finishes', { ...running, progress }, { type: 'finished', runId: 2, report }, withReport],
  ['is cancelled', { ...running, progress }, { type: 'stopped', runId: 2 }, { status: 'idle', runId: 2 }],
  [
    'fails and keeps the report before',
    { ...running, report },
    { type: 'stopped', runId: 2, error },
    { ...withReport, error },
  ],
])('%s', (_, state, action, expected) => {
  expect(reduceCompare(state, action)).toEqual(expected);
});

it.each<[string, CompareState, CompareAction]>([
  ['progress after the end', withReport, { type: 'progressed', runId: 2, progress }],
  ['progress of one before', running, { type: 'progressed', runId: 1, progress }],
  ['a report of one before', running, { type: 'finished', runId: 1, report }],
  ['an error of one before', running, { type: 'stopped', runId: 1, error }],
  ['an older start', running, { type: 'started', runId: 2 }],
])('lets in no %s', (_, state, action) => {
  expect(reduceCompare(state, action)).toBe(state);
});
