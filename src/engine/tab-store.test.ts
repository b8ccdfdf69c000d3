import { expect, it } from 'vitest';
import { openEngine, parametersFor, searchFor } from '../testing/engine-on-fakes.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { textFiles } from '../testing/text-files.ts';
import type { RecallSettings } from './records.ts';
import { createTabStore } from './tab-store.ts';

const NO_WRITING = async () => {
  throw new Error('Another tab writes.');
};

it('lets a tab that only reads search, and passes on what the store refuses', async () => {
  const { corpusId, reopen, engine: writer } = await openEngine();
  const read = reopen().store;
  const reader = reopen(
    {},
    createTabStore(
      {
        ...read,
        writeScores: NO_WRITING,
        writeMatrix: NO_WRITING,
        recordSearch: NO_WRITING,
        writeMeasurement: NO_WRITING,
        writeJob: NO_WRITING,
        assertWritable: NO_WRITING,
      },
      async () => 'reader',
    ),
  ).engine;
  const { rounds } = await reader.search(searchFor(corpusId));
  expect(rounds.at(-1)?.scorerCalls).toBe(30);
  expect(rounds).toEqual(
    (await reader.search(searchFor(corpusId))).rounds.map((round, i) => ({
      ...round,
      elapsedMs: rounds[i].elapsedMs,
      modelMs: rounds[i].modelMs,
    })),
  );
  expect((await writer.readCorpusDetails({ corpusId })).searchHistory).toEqual([]);
  await expect(reader.buildIndex(parametersFor(corpusId))).rejects.toThrow('Another tab writes.');
  const files = textFiles({ 'scores.parquet': 'PAR1' });
  await expect(reader.importScores({ corpusId, files })).rejects.toThrow('Another tab writes.');
  const settings: RecallSettings = {
    k: 1,
    budget: 10,
    rounds: 2,
    fit: { kind: 'mix', lambda: 0.5 },
    queryCount: 1,
    seed: 1,
  };
  await expect(reader.measureRecall({ corpusId, itemSpaces: ['lsa'], settings })).rejects.toThrow(
    'Another tab writes.',
  );
});

it('stores everything in the tab that writes', async () => {
  const store = await createMemoryStore();
  const written: string[] = [];
  const tab = createTabStore(
    { ...store, recordSearch: async (_, text) => void written.push(text) },
    async () => 'writer',
  );
  await tab.recordSearch('c', 'cats', 1);
  expect(written).toEqual(['cats']);
});
