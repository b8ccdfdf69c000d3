/** A project out and in again. The database is any bytes here: what is in it is storage's to check. */
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { indexSummaryOf } from '../testing/exchange-store.ts';
import {
  CONTENTS,
  CORPUS,
  DATABASE,
  databaseStore,
  EXPERIMENT_ID,
  emptyStores,
  openHere,
  RUN_ID,
} from '../testing/projects.ts';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { exportProject } from './export-project.ts';
import { importProject } from './import-project.ts';
import type { JobProgress } from './records.ts';

async function exported(): Promise<Uint8Array> {
  const { store, stores } = await openHere();
  const { blob } = await exportProject(store, stores, { corpusId: CORPUS.corpusId });
  return new Uint8Array(await blob.arrayBuffer());
}

/** The project with its files changed, and those that are undefined left out. */
async function changed(change: (files: Record<string, string>) => Record<string, string | undefined>) {
  const files = unzipSync(await exported());
  const texts = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)]));
  const zipped: Zippable = {};
  for (const [path, text] of Object.entries({ ...texts, ...change(texts) })) {
    if (text !== undefined) zipped[path] = strToU8(text);
  }
  return zipSync(zipped);
}

test('the file holds a manifest, the records of the corpus and the database, as they are', async () => {
  const { store, stores } = await openHere();
  const progress: JobProgress[] = [];
  const onProgress = (report: JobProgress) => void progress.push(report);
  const { fileName, blob } = await exportProject(
    store,
    stores,
    { corpusId: CORPUS.corpusId },
    { onProgress },
  );
  expect(fileName).toBe('My-corpus.xenn');
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  expect(Object.keys(files)).toEqual([
    'manifest.json',
    `records/${RUN_ID}.xenn-run.json`,
    `records/${EXPERIMENT_ID}.xenn-experiment.json`,
    'corpus.sqlite3',
  ]);
  expect(strFromU8(files['corpus.sqlite3'])).toBe(DATABASE);
  expect(strFromU8(files[`records/${RUN_ID}.xenn-run.json`])).toBe(await stores.runs.readRun(RUN_ID));
  const { parts, ...manifest } = JSON.parse(strFromU8(files['manifest.json']));
  expect(manifest).toMatchObject({
    format: 'xenn-project',
    version: 1,
    corpus: { name: 'My corpus', documentCount: 3, queryCount: 1, judgementCount: 2, hash: 'corpus-hash' },
  });
  // printf 'SQLite format 3, or so it says.' | sha256sum
  expect(parts[2]).toEqual({
    path: 'corpus.sqlite3',
    kind: 'database',
    bytes: 31,
    sha256: '933b9e20006d23bdcf841cb6ecf8906bcd100e530d2d8259da144d1c0f0edb73',
  });
  const { done, total } = progress[progress.length - 1];
  expect(done).toBe(total);
});

test('what the file holds is noted with the corpus, once it is made', async () => {
  const { store, stores } = await openHere();
  const controller = new AbortController();
  const context = { cancel: controller.signal, onProgress: () => controller.abort() };
  await expect(exportProject(store, stores, { corpusId: 'here' }, context)).rejects.toThrow();
  expect(store.measurements.size).toBe(0);
  await exportProject(store, stores, { corpusId: 'here' });
  expect(JSON.parse(store.measurements.get('backup') ?? '')).toEqual({
    exportedMs: expect.any(Number),
    contents: CONTENTS,
    records: [
      { id: RUN_ID, doneQueryCount: 0 },
      { id: EXPERIMENT_ID, doneQueryCount: 2 },
    ],
  });
});

test('the file is there though what it holds cannot be noted', async () => {
  const { store, stores } = await openHere();
  store.writeMeasurement = async () => {
    throw new Error('The disk is full.');
  };
  const { blob } = await exportProject(store, stores, { corpusId: 'here' });
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  expect(strFromU8(files['corpus.sqlite3'])).toBe(DATABASE);
});

describe('opened elsewhere', () => {
  test('it is the same corpus with the same records, the experiments being of it', async () => {
    const project = await exported();
    const store = databaseStore();
    const stores = emptyStores();
    const corpus = await importProject(store, stores, [sourceFile('My-corpus.xenn', project, [1000])]);
    expect(corpus).toMatchObject({ corpusId: 'corpus 1', hash: CORPUS.hash });
    expect(store.databases.get('corpus 1')).toBe(DATABASE);
    expect((await stores.runs.listRuns()).map(({ runId }) => runId)).toEqual([RUN_ID]);
    const experiments = await stores.experiments.listExperiments();
    expect(experiments).toMatchObject([{ experimentId: EXPERIMENT_ID, corpusId: 'corpus 1' }]);
    const text = JSON.parse(await stores.experiments.readExperiment(EXPERIMENT_ID));
    expect(text.request.corpusId).toBe('corpus 1');
  });

  test('records that are there already are not doubled, and stay of their corpus', async () => {
    const project = await exported();
    const { store, stores } = await openHere();
    await importProject(store, stores, [sourceFile('My-corpus.xenn', project)]);
    expect(await stores.runs.listRuns()).toHaveLength(2);
    expect(await stores.experiments.listExperiments()).toMatchObject([{ corpusId: CORPUS.corpusId }]);
  });
});

describe('nothing is kept', () => {
  const cases: readonly [string, Parameters<typeof changed>[0], string][] = [
    [
      'of a zip without a manifest',
      () => ({ 'manifest.json': undefined }),
      'p.xenn is a zip but not a project: expected manifest.json in it, found none. Choose a file that was exported as a project, or import this one as a corpus.',
    ],
    [
      'of a newer version',
      ({ 'manifest.json': manifest }) => ({
        'manifest.json': manifest.replace('"version": 1', '"version": 2'),
      }),
      'p.xenn is a project of version 2, which a newer xenn wrote; this one reads version 1. Reload the page to get the newest, or open the project where it was made.',
    ],
    [
      'of a manifest that is none',
      () => ({ 'manifest.json': '[]' }),
      'p.xenn: expected the manifest of a project that xenn exported (format xenn-project, version 1), found at format “Invalid key: Expected "format" but received undefined”. Export the project again, or choose another file.',
    ],
    [
      'of a manifest that lacks something',
      ({ 'manifest.json': manifest }) => ({ 'manifest.json': manifest.replace('"createdMs"', '"madeMs"') }),
      'p.xenn: expected the manifest of a project that xenn exported (format xenn-project, version 1), found at createdMs “Invalid key: Expected "createdMs" but received undefined”. Export the project again, or choose another file.',
    ],
    [
      'of a search that is too large to be one',
      ({ 'manifest.json': manifest }) => ({
        'manifest.json': manifest.replace(/"bytes": \d+/, `"bytes": ${2 ** 27}`),
      }),
      `p.xenn is damaged: its part records/${RUN_ID}.xenn-run.json has 134217728 bytes, more than a kept search can have. Nothing was imported; copy or export the project again.`,
    ],
    [
      'without the database',
      () => ({ 'corpus.sqlite3': undefined }),
      'p.xenn is damaged: its part corpus.sqlite3 is missing. Nothing was imported; copy or export the project again.',
    ],
    [
      'of a database that was cut off',
      ({ 'corpus.sqlite3': database }) => ({ 'corpus.sqlite3': database.slice(0, 9) }),
      'p.xenn is damaged: its part corpus.sqlite3 has 9 bytes, and 31 were expected. Nothing was imported; copy or export the project again.',
    ],
    [
      'of a database that was changed',
      ({ 'corpus.sqlite3': database }) => ({ 'corpus.sqlite3': database.replace('3', '4') }),
      'p.xenn is damaged: its part corpus.sqlite3 has the SHA-256 11099f60ad8f88b1846659e210739f2a0b7f4a32d193e416feea9d019a7fc850, and 933b9e20006d23bdcf841cb6ecf8906bcd100e530d2d8259da144d1c0f0edb73 was expected. Nothing was imported; copy or export the project again.',
    ],
    [
      'where something is in it that the manifest does not name',
      () => ({ '../escape.txt': 'x' }),
      'p.xenn is damaged: it holds ../escape.txt, which its manifest does not name. Nothing was imported; copy or export the project again.',
    ],
  ];
  test.each(cases)('%s', async (_, change, message) => {
    const store = databaseStore();
    const stores = emptyStores();
    const files = [sourceFile('p.xenn', await changed(change))];
    expect(await errorOf(importProject(store, stores, files))).toBe(`ImportError: ${message}`);
    expect(store.databases.size).toBe(1);
    expect(await stores.runs.listRuns()).toEqual([]);
  });

  test('where the documents are others than the manifest says', async () => {
    const store = databaseStore({ hash: 'other-hash' });
    const stores = emptyStores();
    const importing = importProject(store, stores, [sourceFile('p.xenn', await exported())]);
    expect(await errorOf(importing)).toBe(
      'ImportError: p.xenn is damaged: its database holds other documents than its manifest says. Nothing was imported; copy or export the project again.',
    );
    expect(store.databases.size).toBe(1);
    expect(await stores.runs.listRuns()).toEqual([]);
  });

  test('where the engine cannot read what its database says of an index', async () => {
    const store = databaseStore();
    const stores = emptyStores();
    store.listIndexes = async () => [{ ...indexSummaryOf(3, 2), name: 7 } as never];
    const importing = importProject(store, stores, [sourceFile('p.xenn', await exported())]);
    expect(await errorOf(importing)).toBe(
      'ImportError: p.xenn is damaged: its database cannot be read at indexes.0.name “Invalid type: Expected string but received 7”. Nothing was imported; copy or export the project again.',
    );
    expect(store.databases.size).toBe(1);
    expect(await stores.runs.listRuns()).toEqual([]);
  });

  test('where a record cannot be written', async () => {
    const store = databaseStore();
    const stores = emptyStores();
    stores.experiments.writeExperiment = async () => {
      throw new Error('The disk is full.');
    };
    const importing = importProject(store, stores, [sourceFile('p.xenn', await exported())]);
    await expect(importing).rejects.toThrow('The disk is full.');
    expect(store.databases.size).toBe(1);
    expect(await stores.runs.listRuns()).toEqual([]);
  });

  test('when it is cancelled', async () => {
    const store = databaseStore();
    const stores = emptyStores();
    const controller = new AbortController();
    const importing = importProject(store, stores, [sourceFile('p.xenn', await exported())], {
      cancel: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(importing).rejects.toMatchObject({ name: 'AbortError' });
    expect(store.databases.size).toBe(1);
  });

  test.each([
    [[], 'Expected one project file, found 0 files. Choose one .xenn file.'],
    [['a.xenn', 'b.xenn'], 'Expected one project file, found 2 files. Choose one .xenn file.'],
  ])('of %j', async (paths, message) => {
    const files = paths.map((path) => sourceFile(path, ''));
    expect(await errorOf(importProject(databaseStore(), emptyStores(), files))).toBe(
      `ImportError: ${message}`,
    );
  });
});
