import { expect, test } from 'vitest';
import { CORPUS, EXPERIMENT_ID, emptyStores, openHere, RUN_ID } from '../testing/projects.ts';
import { readBackup, writeBackup } from './backup.ts';
import type { CorpusContents } from './ports.ts';

const CONTENTS: CorpusContents = {
  hash: 'h1',
  queryCount: 3,
  judgementCount: 4,
  scoreCount: 500,
  indexIds: ['i1'],
};

function openStore(contents: CorpusContents) {
  const measurements = new Map<string, string>();
  return {
    contents,
    readCorpus: async () => CORPUS,
    readContents: async () => store.contents,
    readMeasurement: async (_: string, key: string) => measurements.get(key),
    writeMeasurement: async (_: string, key: string, value: string) => void measurements.set(key, value),
  };
}
let store: ReturnType<typeof openStore>;

test('before any export all of it is unsaved', async () => {
  store = openStore(CONTENTS);
  const { stores } = await openHere();
  expect(await readBackup(store, stores, 'c')).toEqual({
    unsaved: {
      documents: true,
      queryCount: 3,
      judgementCount: 4,
      scoreCount: 500,
      indexCount: 1,
      recordCount: 2,
    },
  });
});

test.each<[string, Partial<CorpusContents>, object]>([
  ['nothing', {}, {}],
  ['other documents', { hash: 'h2' }, { documents: true }],
  [
    'more of everything',
    { queryCount: 5, judgementCount: 5, scoreCount: 800 },
    { queryCount: 2, judgementCount: 1, scoreCount: 300 },
  ],
  ['another index', { indexIds: ['i2'] }, { indexCount: 1 }],
  ['less', { scoreCount: 10, queryCount: 0, indexIds: [] }, {}],
])('after an export, %s is unsaved', async (_, change, unsaved) => {
  store = openStore(CONTENTS);
  await writeBackup(store, 'c', { contents: CONTENTS, records: [] });
  store.contents = { ...CONTENTS, ...change };
  expect(await readBackup(store, emptyStores(), 'c')).toEqual({
    exportedMs: expect.any(Number),
    unsaved: {
      documents: false,
      queryCount: 0,
      judgementCount: 0,
      scoreCount: 0,
      indexCount: 0,
      recordCount: 0,
      ...unsaved,
    },
  });
});

test.each([
  ['both are unsaved before they were counted at all', undefined, 2],
  ['none is unsaved where both are in the file', [RUN_ID, EXPERIMENT_ID], 0],
  ['the experiment is unsaved where it is not', [RUN_ID], 1],
])('of a kept search and an experiment, %s', async (_, savedIds, recordCount) => {
  store = openStore(CONTENTS);
  const records = savedIds?.map((id) => ({ id, doneQueryCount: id === EXPERIMENT_ID ? 2 : 0 }));
  if (records) await writeBackup(store, 'c', { contents: CONTENTS, records });
  else await store.writeMeasurement('c', 'backup', JSON.stringify({ exportedMs: 1, contents: CONTENTS }));
  const { stores } = await openHere();
  expect(await readBackup(store, stores, 'c')).toMatchObject({
    exportedMs: expect.any(Number),
    unsaved: { scoreCount: 0, recordCount },
  });
});
