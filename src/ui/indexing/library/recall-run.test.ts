import { expect, test } from 'vitest';
import type { JobProgress } from '../../../workers/client.ts';
import { NO_RECALL_RUN, type RecallAction, type RecallRun, reduceRecallRun } from './recall-run.ts';

const progress = { stage: 'scoring', done: 1 } as JobProgress;
const error = new Error('The disk is full.');
const running: RecallRun = { status: 'running', corpusId: 'c', cancelling: false };
const failed: RecallRun = { status: 'failed', corpusId: 'c', error };

test.each<[string, RecallRun, RecallAction, RecallRun]>([
  ['starts', NO_RECALL_RUN, { type: 'started', corpusId: 'c' }, running],
  ['takes progress', running, { type: 'progressed', progress }, { ...running, progress }],
  [
    'notes a cancel',
    { ...running, progress },
    { type: 'cancelAsked' },
    { ...running, progress, cancelling: true },
  ],
  ['ends', { ...running, cancelling: true }, { type: 'ended' }, NO_RECALL_RUN],
  ['fails', running, { type: 'ended', error }, failed],
  ['starts again', failed, { type: 'started', corpusId: 'c' }, running],
  ['stays failed', failed, { type: 'progressed', progress }, failed],
  ['ignores progress after the end', NO_RECALL_RUN, { type: 'progressed', progress }, NO_RECALL_RUN],
  ['cancels nothing when idle', NO_RECALL_RUN, { type: 'cancelAsked' }, NO_RECALL_RUN],
])('%s', (_, before, action, after) => {
  expect(reduceRecallRun(before, action)).toEqual(after);
});
