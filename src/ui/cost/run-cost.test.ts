import { expect, test } from 'vitest';
import { cancelledError } from '../../core/errors.ts';
import type { CostPoint, CostProgress, CostReport, CostRequest } from '../../workers/client.ts';
import type { CostAction, CostClient, CostSubject } from './cost-state.ts';
import { runCost } from './run-cost.ts';

const request = { corpusId: 'c' } as CostRequest;
const points = [{ method: 'none' }] as CostPoint[];
const progress: CostProgress = { stage: 'scoring', done: 1, total: 2, unit: 'tokens', elapsedMs: 3, points };
const error = new Error('The storage is full.');

async function run(measureCost: CostClient['measureCost']) {
  const actions: CostAction[] = [];
  const subject: CostSubject = { client: { measureCost }, corpusHash: 'c0', request };
  const { signal } = new AbortController();
  await runCost({ runId: 7, subject, points, signal }, (action) => actions.push(action));
  return { actions, started: { type: 'started', runId: 7, subject, points } };
}

test('reports progress and the end', async () => {
  const asked: unknown[] = [];
  const { actions, started } = await run(async (input, options) => {
    asked.push(input);
    options?.onProgress?.(progress);
    return {} as CostReport;
  });
  expect(actions).toEqual([started, { type: 'progressed', runId: 7, progress }, { type: 'ended', runId: 7 }]);
  expect(asked).toEqual([request]);
});

test.each<[string, Error, object]>([
  ['being stopped is no failure', cancelledError(), {}],
  ['a failure is reported as it is', error, { error }],
])('%s', async (_, thrown, end) => {
  const { actions, started } = await run(() => Promise.reject(thrown));
  expect(actions).toEqual([started, { type: 'ended', runId: 7, ...end }]);
});
