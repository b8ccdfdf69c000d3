import { expect, test } from 'vitest';
import { createCpuCompute } from '../../src/core/cpu-compute.ts';
import { importCorpus } from '../../src/engine/import-corpus.ts';
import { createFakeEncoders } from '../../src/testing/fake-encoders.ts';
import { createMemoryStore } from '../../src/testing/memory-store.ts';
import { generatedBeir } from '../../src/testing/text-files.ts';
import { costRequest, measureCalls } from './measure-calls.ts';

test('what is asked for is measured', { timeout: 60_000 }, async () => {
  const store = await createMemoryStore();
  const source = { name: 'Generated', sourceName: 'generated', files: generatedBeir(120) };
  const { corpus } = await importCorpus(store, {
    ...source,
    options: { format: 'beir' },
    leaveOutDuplicates: false,
  });
  const request = costRequest(corpus.corpusId, 'own', { kind: 'mix', lambda: 0.5 });
  const small = {
    ...request,
    documentsPerQuery: 5,
    queryCounts: [4],
    anchorCounts: [2],
    recall: { ...request.recall, queryCount: 3 },
  };
  const said: string[] = [];
  const report = await measureCalls(small, {
    store,
    encoders: createFakeEncoders(),
    compute: createCpuCompute(),
    say: (text) => said.push(text),
  });
  expect(report.points.map(({ method, indexCalls }) => ({ method, indexCalls }))).toEqual([
    { method: 'none', indexCalls: 0 },
    { method: 'mf-trns', indexCalls: 20 },
    { method: 'mf-ind', indexCalls: 20 },
    { method: 'adacur', indexCalls: 240 },
  ]);
  expect(report.complete).toBe(true);
  expect(said[0]).toMatch(/^\d+ calls, of which 0 are known$/);
});
