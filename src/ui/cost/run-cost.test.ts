import { expect, test } from 'vitest';
import { cancelledError } from '../../core/errors.ts';
import type { CostPoint, CostProgress, CostReport, CostRequest, EngineClient } from '../../workers/client.ts';
import type { CostAction } from './cost-state.ts';
import { runCost } from './run-cost.ts';

const request = { corpusId: 'c' } as CostRequest;
const points = [{ method: 'none' }] as CostPoint[];
const complete = { complete: true } as CostReport;
const kept = { complete: false } as CostReport;
const progress: CostProgress = { stage: 'scoring', done: 1, total: 2, unit: 'tokens', elapsedMs: 3, points };
const error = new Error('The storage is full.');

type Client = Pick<EngineClient, 'measureCost' | 'readCost'>;

async function actionsOf(client: Client): Promise<CostAction[]> {
  const actions: CostAction[] = [];
  const { signal } = new AbortController();
  await runCost(client, { runId: 7, request, points, signal }, (action) => actions.push(action));
  return actions;
}

const started = { type: 'started', runId: 7, request, points };

test('reports progress and the end', async () => {
  const asked: unknown[] = [];
  const client: Client = {
    measureCost: async (input, options) => {
      asked.push(input);
      options?.onProgress?.(progress);
      return complete;
    },
    readCost: async () => kept,
  };
  expect(await actionsOf(client)).toEqual([
    started,
    { type: 'progressed', runId: 7, progress },
    { type: 'ended', runId: 7, report: complete },
  ]);
  expect(asked).toEqual([request]);
});

test.each<[string, Error, () => Promise<CostReport | undefined>, object]>([
  ['stopped', cancelledError(), async () => kept, { report: kept }],
  ['stopped before anything was kept', cancelledError(), async () => undefined, {}],
  ['failed', error, async () => kept, { report: kept, error }],
  ['failed, and nothing can be read', error, () => Promise.reject(new Error('Closed.')), { error }],
])('%s', async (_, thrown, readCost, end) => {
  const client: Client = { measureCost: () => Promise.reject(thrown), readCost };
  expect(await actionsOf(client)).toEqual([started, { type: 'ended', runId: 7, ...end }]);
});
