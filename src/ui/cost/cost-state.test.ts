import { expect, test } from 'vitest';
import type { CostPoint, CostProgress, CostRequest } from '../../workers/client.ts';
import {
  type CostAction,
  type CostClient,
  type CostState,
  type CostSubject,
  NO_COST,
  reduceCost,
} from './cost-state.ts';

const subject: CostSubject = {
  client: {} as CostClient,
  corpusHash: 'c0',
  request: { corpusId: 'c' } as CostRequest,
};
const first = { method: 'none' } as CostPoint;
const second = { method: 'mf-trns' } as CostPoint;
const running: CostState = { status: 'running', stopping: false, runId: 2, subject, points: [first] };
const error = new Error('The GPU device was lost.');

function progress(...points: CostPoint[]): CostProgress {
  return { stage: 'scoring', done: 1, total: 2, unit: 'tokens', elapsedMs: 3, points };
}

const cases: readonly [string, CostState, CostAction, CostState][] = [
  ['starts with what is measured', NO_COST, { type: 'started', runId: 2, subject, points: [first] }, running],
  [
    'points appear as they are measured',
    running,
    { type: 'progressed', runId: 2, progress: progress(first, second) },
    { ...running, points: [first, second], progress: progress(first, second) },
  ],
  [
    'progress without points takes none away',
    running,
    { type: 'progressed', runId: 2, progress: progress() },
    { ...running, progress: progress() },
  ],
  [
    'progress of the run before is ignored',
    running,
    { type: 'progressed', runId: 1, progress: progress(first, second) },
    running,
  ],
  ['late progress is ignored', NO_COST, { type: 'progressed', runId: 2, progress: progress() }, NO_COST],
  ['stopping', running, { type: 'stopAsked' }, { ...running, stopping: true }],
  ['nothing to stop', NO_COST, { type: 'stopAsked' }, NO_COST],
  ['ended', running, { type: 'ended', runId: 2 }, { status: 'ended', subject }],
  ['failed', running, { type: 'ended', runId: 2, error }, { status: 'ended', subject, error }],
  ['the end of the run before is ignored', running, { type: 'ended', runId: 1 }, running],
];
test.each(cases)('%s', (_, before, action, after) => {
  expect(reduceCost(before, action)).toEqual(after);
});
