import { expect, test } from 'vitest';
import { cancelledError, XennError } from '../../../core/errors.ts';
import type { EngineClient, JobProgress } from '../../../workers/client.ts';
import type { RecallAction } from './recall-run.ts';
import { type RecallRequest, runRecall } from './run-recall.ts';

const request = { corpusId: 'c', itemSpaces: ['lsa'] } as unknown as RecallRequest;
const progress = { stage: 'scoring' } as JobProgress;
const started: RecallAction = { type: 'started', corpusId: 'c' };

async function run(measureRecall: EngineClient['measureRecall']) {
  const actions: RecallAction[] = [];
  await runRecall({ measureRecall }, request, new AbortController().signal, (action) => actions.push(action));
  return actions;
}

test('reports its progress and its end', async () => {
  const actions = await run(async (input, options) => {
    expect(input).toBe(request);
    options?.onProgress?.(progress);
    return [];
  });
  expect(actions).toEqual([started, { type: 'progressed', progress }, { type: 'ended' }]);
});

test('being cancelled is no failure', async () => {
  expect(await run(() => Promise.reject(cancelledError()))).toEqual([started, { type: 'ended' }]);
});

test('a failure is reported as it is', async () => {
  const error = new XennError('StorageError', 'The disk is full: free some space and try again.');
  expect(await run(() => Promise.reject(error))).toEqual([started, { type: 'ended', error }]);
});
