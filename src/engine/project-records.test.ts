/** The kept searches and experiments of a corpus: what leaves with it, what has not left yet, and what comes in. */
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import {
  CORPUS,
  databaseStore,
  EXPERIMENT_ID,
  emptyStores,
  keepExperiment,
  OTHER_RUN_ID,
  openHere,
  RUN_ID,
} from '../testing/projects.ts';
import { sourceFile } from '../testing/source-files.ts';
import { exportProject } from './export-project.ts';
import { importProject } from './import-project.ts';
import { countUnsavedRecords, type RecordState, type RecordStores, recordsOf } from './project-records.ts';

type Here = Awaited<ReturnType<typeof openHere>>;

async function exported({ store, stores }: Here): Promise<Uint8Array> {
  const { blob } = await exportProject(store, stores, { corpusId: CORPUS.corpusId });
  return new Uint8Array(await blob.arrayBuffer());
}

async function spoilRun({ runs }: RecordStores, id: string, spoil: (text: string) => string): Promise<void> {
  const summary = (await runs.listRuns()).find(({ runId }) => runId === id);
  if (!summary) throw new Error(`Expected the run ${id}, found none.`);
  await runs.writeRun(summary, spoil(await runs.readRun(id)));
}

async function spoilExperiment(
  { experiments }: RecordStores,
  spoil: (text: string) => string,
): Promise<void> {
  const [summary] = await experiments.listExperiments();
  await experiments.writeExperiment(summary, spoil(await experiments.readExperiment(EXPERIMENT_ID)));
}

function failing(message: string) {
  return async (): Promise<never> => {
    throw new Error(message);
  };
}

const ofNewerVersion = (text: string) => text.replace('"version":1', '"version":2');
const cutOff = (text: string) => text.slice(0, 100);

describe('what cannot be read is left out, and the file says so', () => {
  const RUN = `records/${RUN_ID}.xenn-run.json`;
  const EXPERIMENT = `records/${EXPERIMENT_ID}.xenn-experiment.json`;
  const ONE =
    'One kept search or experiment is not in the file: it cannot be read. Delete it, or import it from a file of its own, and export the project again.';
  const TWO =
    '2 kept searches and experiments are not in the file: they cannot be read. Delete them, or import them from files of their own, and export the project again.';
  const ofOtherVersion = (count: number) =>
    `Not in the file is what another version of xenn has kept, ${count} of this corpus or of others: reload the page to get the newest version, and export the project again.`;
  const cases: [string, (stores: RecordStores) => unknown, string[], string | undefined][] = [
    ['nothing', () => undefined, [RUN, EXPERIMENT], undefined],
    ['a search of a newer version', (s) => spoilRun(s, RUN_ID, ofNewerVersion), [EXPERIMENT], ONE],
    ['a search that may be of the corpus', (s) => spoilRun(s, OTHER_RUN_ID, cutOff), [RUN, EXPERIMENT], ONE],
    ['an experiment of a newer version', (s) => spoilExperiment(s, ofNewerVersion), [RUN], ONE],
    ['an experiment that is not JSON', (s) => spoilExperiment(s, cutOff), [RUN], ONE],
    [
      'an experiment that storage finds damaged',
      (s) => Object.assign(s.experiments, { readExperiment: failing('Damaged.') }),
      [RUN],
      ONE,
    ],
    [
      'a search that another version kept',
      (s) => Object.assign(s.runs, { listRunsOfOtherVersion: async () => ['run'] }),
      [RUN, EXPERIMENT],
      ofOtherVersion(1),
    ],
    [
      'two experiments that another version kept',
      (s) => Object.assign(s.experiments, { listExperimentsOfOtherVersion: async () => ['one', 'two'] }),
      [RUN, EXPERIMENT],
      ofOtherVersion(2),
    ],
    [
      'one that cannot be read, and one of another version',
      (s) => {
        Object.assign(s.runs, { listRunsOfOtherVersion: async () => ['run'] });
        return spoilExperiment(s, cutOff);
      },
      [RUN],
      `${ONE} ${ofOtherVersion(1)}`,
    ],
    [
      'a search and an experiment',
      (s) => Promise.all([spoilRun(s, RUN_ID, cutOff), spoilExperiment(s, cutOff)]),
      [],
      TWO,
    ],
  ];
  test.each(cases)('%s', async (_, spoil, paths, note) => {
    const { store, stores } = await openHere();
    await spoil(stores);
    const file = await exportProject(store, stores, { corpusId: CORPUS.corpusId });
    expect(file.note).toBe(note);
    const project = new Uint8Array(await file.blob.arrayBuffer());
    expect(Object.keys(unzipSync(project))).toEqual(['manifest.json', ...paths, 'corpus.sqlite3']);
    const elsewhere = importProject(databaseStore(), emptyStores(), [sourceFile('p.xenn', project)]);
    expect(await elsewhere).toMatchObject({ name: 'My corpus' });
  });

  test('an experiment of another corpus is not looked at', async () => {
    const { store, stores } = await openHere();
    await spoilExperiment(stores, cutOff);
    store.readCorpus = async () => ({ ...CORPUS, corpusId: 'another' });
    expect(await exportProject(store, stores, { corpusId: 'another' })).not.toHaveProperty('note');
  });
});

describe('unsaved are', () => {
  const RUN_STATE: RecordState = { id: RUN_ID, doneQueryCount: 0 };
  const stateOf = (doneQueryCount: number): RecordState => ({ id: EXPERIMENT_ID, doneQueryCount });
  test.each<[string, RecordState[], number]>([
    ['both, where nothing is saved', [], 2],
    ['none, where both are', [RUN_STATE, stateOf(2)], 0],
    ['the search', [stateOf(2)], 1],
    ['the experiment', [RUN_STATE], 1],
    ['the experiment that has got further', [RUN_STATE, stateOf(1)], 1],
    ['the experiment of which more had been saved, no more', [RUN_STATE, stateOf(3)], 0],
    ['both, where others are saved', [{ id: OTHER_RUN_ID, doneQueryCount: 0 }], 2],
  ])('%s', async (_, saved, count) => {
    const { stores } = await openHere();
    expect(await countUnsavedRecords(stores, CORPUS, saved)).toBe(count);
  });

  test('none once what left has been noted', async () => {
    const { stores } = await openHere();
    const left: RecordState[] = [];
    for await (const record of recordsOf(stores, CORPUS)) if (record) left.push(record);
    expect(await countUnsavedRecords(stores, CORPUS, left)).toBe(0);
  });

  test('searches kept under the name that the corpus has, which are not read for it', async () => {
    const { stores } = await openHere();
    stores.runs.readRun = failing('Read.');
    const renamed = { ...CORPUS, name: 'Its old name' };
    expect(await countUnsavedRecords(stores, renamed, [stateOf(2)])).toBe(1);
    expect(await countUnsavedRecords(stores, CORPUS, [stateOf(2)])).toBe(0);
  });

  test('searches under other names, each of which is read once', async () => {
    const { stores } = await openHere();
    const { readRun } = stores.runs;
    const read: string[] = [];
    stores.runs.readRun = (runId) => {
      read.push(runId);
      return readRun(runId);
    };
    for (let time = 0; time < 2; time++) expect(await countUnsavedRecords(stores, CORPUS, [])).toBe(2);
    expect(read.sort()).toEqual([RUN_ID, OTHER_RUN_ID]);
  });
});

describe('an experiment that is here', () => {
  /** A project was exported with `exportedCount` queries finished; here, without its corpus, are `hereCount`. */
  async function withoutCorpus(exportedCount: number, hereCount: number) {
    const here = await openHere();
    await keepExperiment(here.stores, exportedCount);
    const project = sourceFile('p.xenn', await exported(here));
    await keepExperiment(here.stores, hereCount);
    await here.store.deleteCorpus(CORPUS.corpusId);
    return { ...here, project };
  }

  test.each([
    ['as far as in the file', 2, 2],
    ['further than in the file', 1, 2],
    ['less far than in the file', 2, 1],
  ])('without its corpus, %s, becomes one of the new corpus and leaves with it', async (_, there, here) => {
    const { store, stores, project } = await withoutCorpus(there, here);
    const { corpusId } = await importProject(store, stores, [project]);
    expect(await stores.experiments.listExperiments()).toMatchObject([
      { experimentId: EXPERIMENT_ID, corpusId, doneQueryCount: 2 },
    ]);
    const text = JSON.parse(await stores.experiments.readExperiment(EXPERIMENT_ID));
    expect(text).toMatchObject({ corpusId, request: { corpusId }, doneQueryCount: 2 });
    store.readCorpus = async () => ({ ...CORPUS, corpusId });
    expect(Object.keys(unzipSync(await exported({ store, stores })))).toContain(
      `records/${EXPERIMENT_ID}.xenn-experiment.json`,
    );
  });

  test('without its corpus keeps what was added to it after the export', async () => {
    const { store, stores, project } = await withoutCorpus(2, 2);
    await spoilExperiment(stores, (text) => text.replace('"machine":"', '"machine":"Not the exported one, '));
    await importProject(store, stores, [project]);
    expect(await stores.experiments.readExperiment(EXPERIMENT_ID)).toContain('Not the exported one');
  });

  test.each([
    ['not JSON', cutOff],
    ['of a newer version', ofNewerVersion],
  ])('without its corpus, %s, gives way to the one in the file', async (_, spoil) => {
    const { store, stores, project } = await withoutCorpus(1, 2);
    await spoilExperiment(stores, spoil);
    const { corpusId } = await importProject(store, stores, [project]);
    const text = JSON.parse(await stores.experiments.readExperiment(EXPERIMENT_ID));
    expect(text).toMatchObject({ version: 1, corpusId, doneQueryCount: 1 });
  });

  test('with its corpus stays as it is', async () => {
    const { store, stores } = await openHere();
    const project = sourceFile('p.xenn', await exported({ store, stores }));
    await keepExperiment(stores, 1);
    const before = await stores.experiments.readExperiment(EXPERIMENT_ID);
    await importProject(store, stores, [project]);
    expect(await stores.experiments.readExperiment(EXPERIMENT_ID)).toBe(before);
  });

  test('without its corpus is as it was after an import that was cancelled', async () => {
    const { store, stores, project } = await withoutCorpus(2, 1);
    const { experiments } = stores;
    const before = [await experiments.listExperiments(), await experiments.readExperiment(EXPERIMENT_ID)];
    const { writeExperiment } = experiments;
    const controller = new AbortController();
    experiments.writeExperiment = async (...record) => {
      await writeExperiment(...record);
      controller.abort();
    };
    const importing = importProject(store, stores, [project], { cancel: controller.signal });
    await expect(importing).rejects.toMatchObject({ name: 'AbortError' });
    expect([await experiments.listExperiments(), await experiments.readExperiment(EXPERIMENT_ID)]).toEqual(
      before,
    );
  });
});

describe('what can be removed is removed', () => {
  /** Takes in a search, then fails at the experiment. */
  async function failingImport(error: Error) {
    const project = sourceFile('p.xenn', await exported(await openHere()));
    const store = databaseStore();
    const stores = emptyStores();
    stores.experiments.writeExperiment = async () => {
      throw error;
    };
    return { store, stores, run: () => importProject(store, stores, [project]) };
  }
  const full = new Error('The disk is full.');
  const cancelled = new DOMException('Stopped.', 'AbortError');

  test.each([
    ['the error', full, 'The disk is full.'],
    ['that it remains, of a cancel', cancelled, 'It is held.'],
  ])('where a search cannot be, and told is %s', async (_, error, told) => {
    const { store, stores, run } = await failingImport(error);
    stores.runs.deleteRun = failing('It is held.');
    await expect(run()).rejects.toThrow(told);
    expect([...store.databases.keys()]).toEqual([CORPUS.corpusId]);
  });

  test.each([
    ['the error', full, 'The disk is full.'],
    ['that it remains, of a cancel', cancelled, 'It is held.'],
  ])('where the corpus cannot be, and told is %s', async (_, error, told) => {
    const { store, stores, run } = await failingImport(error);
    store.deleteCorpus = failing('It is held.');
    await expect(run()).rejects.toThrow(told);
    expect(await stores.runs.listRuns()).toEqual([]);
  });

  test('where one of two searches cannot be', async () => {
    const here = await openHere();
    here.store.readCorpus = async () => ({ ...CORPUS, name: 'Another' });
    const project = sourceFile('p.xenn', await exported(here));
    const store = databaseStore();
    const stores = emptyStores();
    stores.experiments.writeExperiment = failing('The disk is full.');
    const { writeRun, deleteRun } = stores.runs;
    const written: string[] = [];
    stores.runs.writeRun = async (summary, text) => {
      await writeRun(summary, text);
      written.push(summary.runId);
    };
    stores.runs.deleteRun = async (runId) => {
      if (runId === written[0]) throw new Error('It is held.');
      await deleteRun(runId);
    };
    await expect(importProject(store, stores, [project])).rejects.toThrow('The disk is full.');
    expect(written).toHaveLength(2);
    expect((await stores.runs.listRuns()).map(({ runId }) => runId)).toEqual([written[0]]);
  });
});
