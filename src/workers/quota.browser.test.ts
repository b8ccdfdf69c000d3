/** The browser's quota is used up in the middle of everything that is stored. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import type { ExperimentSummary } from '../engine/experiment-records.ts';
import type { RunSummary } from '../engine/search-records.ts';
import { countingMatrix, DOCUMENTS, importCorpus, indexSummary, scores } from '../testing/store/fixtures.ts';
import type { KeptStore } from './call-store.ts';
import { openTab, type StorageTab } from './storage.test-tab.ts';

const FULL =
  /^The storage of this site could not be read or written, most likely because it is full: [\d.]+ MB are in use and about -?[\d.]+ MB available\. Nothing of this step was kept\. Delete an index or a corpus, or free disk space, and try again\.$/;

/** Room that is left, and far less than any step takes. Chromium gives out about a megabyte at a time. */
const ROOM_BYTES = 2_500_000;
const LONG = 'long '.repeat(1_000_000);

const run = { runId: 'run-1', createdMs: 1 } as RunSummary;
const experiment = { experimentId: 'experiment-1', createdMs: 1 } as ExperimentSummary;

const steps: Readonly<Record<string, (store: KeptStore, corpusId: string) => Promise<unknown>>> = {
  async 'an import'(store) {
    const imported = await store.beginImport('Large', 'large.jsonl');
    try {
      await store.appendDocuments(imported, [{ id: 'd1', title: '', text: LONG }]);
      await store.commitImport(imported);
    } catch (error) {
      await store.abortImport(imported);
      throw error;
    }
  },
  scores: (store, corpusId) => store.writeScores(corpusId, 'ce', LONG, scores([0, 1], [1, 2])),
  'an index': (store, corpusId) =>
    store.writeIndex(corpusId, indexSummary({ indexId: 'second' }), {
      items: countingMatrix(3, 2),
      tower: countingMatrix(2000, 1000),
    }),
  'a matrix': (store, corpusId) => store.writeMatrix(corpusId, 'x', countingMatrix(2000, 1000), 'other'),
  async 'an addition'(store, corpusId) {
    try {
      await store.appendAddition(corpusId, [{ id: 'd4', title: '', text: LONG }]);
      await store.commitAddition(corpusId);
    } catch (error) {
      await store.abortAddition(corpusId);
      throw error;
    }
  },
  'a database file': async (store) => store.importDatabase(largeDatabase),
  'a kept search': (store) => store.writeRun(run, LONG),
  'an experiment, once more': (store) => store.writeExperiment(experiment, LONG),
};

let tab: StorageTab;
let corpusId: string;
let largeDatabase: Blob;

beforeEach(async () => {
  tab = openTab();
  ({ corpusId } = await importCorpus(tab.store, { documents: DOCUMENTS }));
  await tab.store.writeScores(corpusId, 'ce', 'cats', scores([0], [1]));
  await tab.store.writeIndex(corpusId, indexSummary({}), { items: countingMatrix(3, 2) });
  await tab.store.writeExperiment(experiment, 'as it was');
  const large = await importCorpus(tab.store, { documents: DOCUMENTS });
  await tab.store.writeMatrix(large.corpusId, 'x', countingMatrix(2000, 1000), 'other');
  largeDatabase = await tab.store.exportDatabase(large.corpusId);
  await tab.store.deleteCorpus(large.corpusId);
});

afterEach(async () => {
  await setRoom(undefined);
  for (const found of await tab.store.listCorpora()) await tab.store.deleteCorpus(found.corpusId);
  await tab.store.deleteRun(run.runId);
  await tab.store.deleteExperiment(experiment.experimentId);
  await tab.store.deleteModel('model-1');
  tab.worker.terminate();
});

/** Undefined: as much as there is. */
async function setRoom(roomBytes: number | undefined): Promise<void> {
  const { usage = 0 } = await navigator.storage.estimate();
  const quota = roomBytes === undefined ? {} : { quotaSize: usage + roomBytes };
  await cdp().send('Storage.overrideQuotaForOrigin', { origin: location.origin, ...quota });
}

async function everything() {
  const corpora = await tab.store.listCorpora();
  for (const found of corpora) await tab.store.checkCorpus(found.corpusId);
  return {
    corpora: corpora.map(({ bytesOnDisk, ...corpus }) => corpus),
    contents: await tab.store.readContents(corpusId),
    scores: await tab.store.readScores(corpusId, 'ce', 'cats'),
    items: await tab.store.readIndexTensor(corpusId, 'index', 'items'),
    matrix: await tab.store.readMatrix(corpusId, 'x'),
    runs: await tab.store.listRuns(),
    experiment: await tab.store.readExperiment(experiment.experimentId),
  };
}

it.each(Object.keys(steps))(
  '%s that does not fit leaves nothing, and goes through once there is room',
  async (step) => {
    const before = await everything();
    await setRoom(ROOM_BYTES);
    await expect(steps[step](tab.store, corpusId)).rejects.toThrow(FULL);
    expect(await everything()).toEqual(before);
    await tab.store.recordSearch(corpusId, 'cats', 1);

    await setRoom(undefined);
    await steps[step](tab.store, corpusId);
    expect(await everything()).not.toEqual(before);
  },
);

it("a model's file goes on from what is there once there is room", async () => {
  await setRoom(ROOM_BYTES);
  const bytes = new Uint8Array(8_000_000).fill(7);
  await expect(tab.store.writeModelFile('model-1', 'a.onnx', 0, bytes)).rejects.toThrow(FULL);
  expect(await tab.store.listModels()).toEqual([]);
  await setRoom(undefined);
  const present = await tab.store.modelFileBytes('model-1', 'a.onnx');
  await tab.store.writeModelFile('model-1', 'a.onnx', present, bytes.subarray(present));
  const file = new Uint8Array(await (await tab.store.readModelFile('model-1', 'a.onnx')).arrayBuffer());
  expect(file.length).toBe(bytes.length);
  expect(file.every((byte) => byte === 7)).toBe(true);
});
