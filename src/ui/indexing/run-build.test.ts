import { expect, test } from 'vitest';
import { cancelledError, XennError } from '../../core/errors.ts';
import type { EngineClient, IndexParameters, IndexProgress } from '../../workers/client.ts';
import type { BuildAction } from './build-state.ts';
import { runBuild } from './run-build.ts';

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
const progress = { stage: 'scoring' } as IndexProgress;
const index = { indexId: 'i' } as Awaited<ReturnType<EngineClient['buildIndex']>>;
const unfinished = [
  { jobId: 'other', createdMs: 0, parameters: { ...parameters, seed: 2 } },
  { jobId: 'this', createdMs: 0, parameters },
];

async function run(methods: Partial<EngineClient>, stop?: 'pause' | 'cancel') {
  const actions: BuildAction[] = [];
  const discarded: string[] = [];
  const controller = new AbortController();
  if (stop) controller.abort(stop);
  const client = {
    readCorpusDetails: async () => ({ unfinishedBuilds: unfinished }),
    discardBuild: async ({ jobId }: { jobId: string }) => void discarded.push(jobId),
    ...methods,
  } as unknown as EngineClient;
  await runBuild(client, { runId: 7, parameters, signal: controller.signal }, (action) =>
    actions.push(action),
  );
  return { actions, discarded };
}
const started: BuildAction = { type: 'started', runId: 7, parameters };
const rejectCancelled = async () => {
  throw cancelledError();
};

test('a build reports its progress and its index', async () => {
  const { actions } = await run({
    buildIndex: async (_, options) => {
      options?.onProgress?.(progress);
      return index;
    },
  });
  expect(actions).toEqual([
    started,
    { type: 'progressed', runId: 7, progress },
    { type: 'finished', runId: 7, index },
  ]);
});

test('a paused build discards nothing', async () => {
  const { actions, discarded } = await run({ buildIndex: rejectCancelled }, 'pause');
  expect(actions).toEqual([started, { type: 'stopped', runId: 7 }]);
  expect(discarded).toEqual([]);
});

test('a closed connection counts as a pause', async () => {
  const { actions, discarded } = await run({ buildIndex: rejectCancelled });
  expect(actions).toEqual([started, { type: 'stopped', runId: 7 }]);
  expect(discarded).toEqual([]);
});

test('a cancelled build discards its own job and no other', async () => {
  const { actions, discarded } = await run({ buildIndex: rejectCancelled }, 'cancel');
  expect(actions).toEqual([started, { type: 'stopped', runId: 7 }]);
  expect(discarded).toEqual(['this']);
});

test('a failure is reported as it is', async () => {
  const error = new XennError('StorageError', 'The disk is full: free some space and try again.');
  const { actions } = await run({ buildIndex: () => Promise.reject(error) });
  expect(actions).toEqual([started, { type: 'failed', runId: 7, error }]);
});

test('a failure to discard is reported', async () => {
  const error = new XennError('StorageError', 'The database is locked: close the other tab.');
  const { actions } = await run(
    { buildIndex: rejectCancelled, discardBuild: () => Promise.reject(error) },
    'cancel',
  );
  expect(actions).toEqual([started, { type: 'failed', runId: 7, error }]);
});
