import { expect, test } from 'vitest';
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
    readContents: async () => store.contents,
    readMeasurement: async (_: string, key: string) => measurements.get(key),
    writeMeasurement: async (_: string, key: string, value: string) => void measurements.set(key, value),
  };
}
let store: ReturnType<typeof openStore>;

test('before any export all of it is unsaved', async () => {
  store = openStore(CONTENTS);
  expect(await readBackup(store, 'c')).toEqual({
    unsaved: { documents: true, queryCount: 3, judgementCount: 4, scoreCount: 500, indexCount: 1 },
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
  await writeBackup(store, 'c', CONTENTS);
  store.contents = { ...CONTENTS, ...change };
  expect(await readBackup(store, 'c')).toEqual({
    exportedMs: expect.any(Number),
    unsaved: {
      documents: false,
      queryCount: 0,
      judgementCount: 0,
      scoreCount: 0,
      indexCount: 0,
      ...unsaved,
    },
  });
});
