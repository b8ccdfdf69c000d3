/** Graphs of item spaces, through the engine. */
import { expect, it } from 'vitest';
import { DOCUMENT_COUNT, openEngine, parametersFor, searchFor } from '../testing/engine-on-fakes.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { textFiles } from '../testing/text-files.ts';

const GRAPH = { batchRule: { kind: 'graph' } } as const;

/** An engine that tells of the graphs that are written: key, rows and columns. */
async function openWatched() {
  const store = await createMemoryStore();
  const written: [key: string, rows: number, cols: number][] = [];
  const opened = await openEngine({
    ...store,
    writeMatrix: async (corpusId, key, matrix, rowsAre) => {
      if (key.startsWith('graph:')) written.push([key, matrix.rows, matrix.cols]);
      await store.writeMatrix(corpusId, key, matrix, rowsAre);
    },
  });
  return { ...opened, store, written };
}

it('are built once for an item space, by whichever search needs them first, and kept', async () => {
  const { engine, corpusId, reopen, written } = await openWatched();
  await engine.search(searchFor(corpusId));
  expect(written).toEqual([]);
  const first = await engine.search(searchFor(corpusId, GRAPH));
  const expected = ['graph:dual-encoder-fake-de:16', DOCUMENT_COUNT, 16];
  expect(written).toEqual([expected]);
  await engine.search(searchFor(corpusId, { ...GRAPH, queryText: 'wild market' }));
  const second = await reopen().engine.search(searchFor(corpusId, GRAPH));
  expect(written).toEqual([expected]);
  expect(second.rounds.map(({ best }) => best)).toEqual(first.rounds.map(({ best }) => best));
  await engine.search(searchFor(corpusId, { ...GRAPH, itemSpace: 'lsa' }));
  expect(written.at(-1)).toEqual(['graph:lsa-fake-de:16', DOCUMENT_COUNT, 16]);
});

it('are built once for two searches at the same time', async () => {
  const { engine, corpusId, written } = await openWatched();
  const queries = ['quiet harbour', 'wild market'];
  await Promise.all(queries.map((queryText) => engine.search(searchFor(corpusId, { ...GRAPH, queryText }))));
  expect(written).toHaveLength(1);
});

it('are built anew when documents come or go', async () => {
  const { engine, corpusId, written, store } = await openWatched();
  await engine.search(searchFor(corpusId, GRAPH));
  const [key] = written[0];
  const files = textFiles({
    'more/corpus.jsonl': '{"_id":"new","title":"quiet","text":"harbour lantern"}\n',
  });
  await engine.addDocuments({ corpusId, files, options: { format: 'beir' } });
  await engine.search(searchFor(corpusId, GRAPH));
  expect(written.map(([, rows]) => rows)).toEqual([DOCUMENT_COUNT, DOCUMENT_COUNT + 1]);
  await engine.removeDocuments({ corpusId, docRows: Uint32Array.of(3) });
  expect(await store.readMatrix(corpusId, key)).toBeUndefined();
  await engine.search(searchFor(corpusId, GRAPH));
  expect(written.at(-1)).toEqual([key, DOCUMENT_COUNT, 16]);
});

it('go with their index', async () => {
  const { engine, corpusId, written, store } = await openWatched();
  const { indexId } = await engine.buildIndex(parametersFor(corpusId));
  await engine.search(searchFor(corpusId, { ...GRAPH, itemSpace: indexId }));
  const key = `graph:${indexId}:16`;
  expect(written).toEqual([[key, DOCUMENT_COUNT, 16]]);
  const { indexId: newer } = await engine.buildIndex(parametersFor(corpusId, { replaces: indexId, seed: 8 }));
  expect((await store.readMatrix(corpusId, key))?.rows).toBe(0);
  written.length = 0;
  // One that has no graph writes none.
  await engine.deleteIndex({ corpusId, indexId: newer });
  expect(written).toEqual([]);
});

it('stop being built when the search is cancelled, and leave nothing', async () => {
  const { engine, corpusId, written } = await openWatched();
  await engine.search(searchFor(corpusId));
  const stop = new AbortController();
  const searching = engine.search(searchFor(corpusId, GRAPH), { cancel: stop.signal });
  stop.abort();
  await expect(searching).rejects.toMatchObject({ name: expect.stringMatching(/^(Abort|Cancelled)Error$/) });
  expect(written).toEqual([]);
});
