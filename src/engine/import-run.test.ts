import { expect, test } from 'vitest';
import { createMemoryRunStore } from '../testing/memory-run-store.ts';
import { sourceFile } from '../testing/source-files.ts';
import { STORED_RUN } from '../testing/stored-runs.ts';
import { exportRun, importRun, readRun } from './import-run.ts';
import { writeRunJson } from './run-json.ts';

const SUMMARY = {
  runId: 'run-1',
  createdMs: STORED_RUN.createdMs,
  corpusName: 'Seas',
  queryText: 'What raises tides?',
  labels: ['Ridge'],
  budget: 3,
};

test('a run leaves as a file, and comes in elsewhere under an id of its own', async () => {
  const here = createMemoryRunStore();
  await here.writeRun(SUMMARY, writeRunJson(STORED_RUN));
  const { fileName, blob } = await exportRun(here, 'run-1');
  expect(fileName).toBe('What-raises-tides.xenn-run.json');

  const there = createMemoryRunStore();
  const file = sourceFile(fileName, await blob.text(), [7]);
  const summary = await importRun(there, [file]);
  expect(summary).toEqual({ ...SUMMARY, runId: summary.runId });
  expect(await there.listRuns()).toEqual([summary]);
  expect(await readRun(there, summary.runId)).toEqual({ ...STORED_RUN, runId: summary.runId });

  const again = await importRun(there, [file]);
  expect(again.runId).not.toBe(summary.runId);
  expect((await there.listRuns()).length).toBe(2);
});

test.each([
  ['no file', [], 'Expected one file of a search, found 0. Choose one .xenn-run.json file.'],
  [
    'a file that is far too large',
    [{ ...sourceFile('big.json', ''), size: 64 * 2 ** 20 + 1 }],
    'big.json: expected a search of at most 64 MiB, found 65 MiB. Choose another file.',
  ],
  [
    'another file',
    [sourceFile('notes.json', '{}')],
    'notes.json: expected a search that xenn exported (format xenn-run, version 1), found at format ' +
      '“Invalid key: Expected "format" but received undefined”. Export it again there, or choose another file.',
  ],
])('%s is refused, and nothing is stored', async (_, files, message) => {
  const runs = createMemoryRunStore();
  await expect(importRun(runs, files)).rejects.toMatchObject({ name: 'ImportError', message });
  expect(await runs.listRuns()).toEqual([]);
});

test('cut off at any place, a file is refused', async () => {
  const text = writeRunJson(STORED_RUN);
  const runs = createMemoryRunStore();
  for (let length = 0; length < text.length; length += 97) {
    await expect(importRun(runs, [sourceFile('cut.json', text.slice(0, length))])).rejects.toMatchObject({
      name: 'ImportError',
    });
  }
  expect(await runs.listRuns()).toEqual([]);
});
