/** Graphs of item spaces, through the engine. */
import { expect, it } from 'vitest';
import { createCpuCompute } from '../core/cpu-compute.ts';
import { XennError } from '../core/errors.ts';
import { DOCUMENT_COUNT, openEngine, parametersFor, searchFor } from '../testing/engine-on-fakes.ts';
import { openGate } from '../testing/gate.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { textFiles } from '../testing/text-files.ts';
import type { ItemSpace } from './item-space.ts';
import { createNeighbourGraphs, GRAPH_LIMIT } from './neighbour-graphs.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { CallContext, JobProgress } from './records.ts';

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
  await engine.addDocuments({ corpusId, files, options: { format: 'beir' }, leaveOutDuplicates: false });
  await engine.search(searchFor(corpusId, GRAPH));
  expect(written.map(([, rows]) => rows)).toEqual([DOCUMENT_COUNT, DOCUMENT_COUNT + 1]);
  await engine.removeDocuments({ corpusId, docRows: Uint32Array.of(3) });
  expect(await store.readMatrix(corpusId, key)).toBeUndefined();
  await engine.search(searchFor(corpusId, GRAPH));
  expect(written.at(-1)).toEqual([key, DOCUMENT_COUNT, 16]);
});

/** Of an index, as the last searches and maps left it. */
const keysOf = (indexId: string) => [`graph:${indexId}:16`, `umap:${indexId}:15:1`];

it('go with their index, deleted or replaced, as its UMAP does', async () => {
  const { engine, corpusId, written, store } = await openWatched();
  const storedKeys = async (indexId: string) => {
    const read = keysOf(indexId).map((key) => store.readMatrix(corpusId, key));
    return (await Promise.all(read)).map((matrix) => matrix?.rows);
  };
  const { indexId } = await engine.buildIndex(parametersFor(corpusId));
  await engine.search(searchFor(corpusId, { ...GRAPH, itemSpace: indexId }));
  await engine.computeUmap({ corpusId, itemSpace: indexId });
  expect(await storedKeys(indexId)).toEqual([DOCUMENT_COUNT, DOCUMENT_COUNT]);
  const { indexId: newer } = await engine.buildIndex(parametersFor(corpusId, { replaces: indexId, seed: 8 }));
  expect(await storedKeys(indexId)).toEqual([undefined, undefined]);
  await engine.search(searchFor(corpusId, { ...GRAPH, itemSpace: newer }));
  await engine.computeUmap({ corpusId, itemSpace: newer });
  await engine.deleteIndex({ corpusId, indexId: newer });
  expect(await storedKeys(newer)).toEqual([undefined, undefined]);
  expect(written).toHaveLength(2);
});

it('that cannot be deleted are told of, and their index is gone all the same', async () => {
  const { engine, corpusId } = await openEngine({
    deleteMatrix: async () => {
      throw new XennError('StorageError', 'The disk is gone.');
    },
  });
  const notices: string[] = [];
  const stop = new AbortController();
  const watching = engine.watchNotices({}, { cancel: stop.signal, onProgress: (told) => notices.push(told) });
  const { indexId } = await engine.buildIndex(parametersFor(corpusId));
  await engine.deleteIndex({ corpusId, indexId });
  expect((await engine.readCorpusDetails({ corpusId })).indexes).toEqual([]);
  const notice = 'What was made of a deleted index still takes space: The disk is gone.';
  expect(notices).toEqual([notice, notice]);
  stop.abort();
  await watching;
});

it.each(['graph', 'umap'])(
  'leave nothing of an index that is deleted while a %s is written',
  async (kind) => {
    const store = await createMemoryStore();
    const writing = openGate();
    const end = openGate();
    const { engine, corpusId } = await openEngine({
      ...store,
      writeMatrix: async (id, key, ...rest) => {
        if (key.startsWith(kind)) {
          writing.open();
          await end.opened;
        }
        await store.writeMatrix(id, key, ...rest);
      },
    });
    const { indexId } = await engine.buildIndex(parametersFor(corpusId));
    const making =
      kind === 'graph'
        ? engine.search(searchFor(corpusId, { ...GRAPH, itemSpace: indexId }))
        : engine.computeUmap({ corpusId, itemSpace: indexId });
    await writing.opened;
    await engine.deleteIndex({ corpusId, indexId });
    end.open();
    await making;
    for (const key of keysOf(indexId)) expect(await store.readMatrix(corpusId, key)).toBeUndefined();
  },
);

it('are told of before they are built', async () => {
  const { engine, corpusId } = await openEngine();
  const notices: string[] = [];
  const stop = new AbortController();
  const watching = engine.watchNotices({}, { cancel: stop.signal, onProgress: (told) => notices.push(told) });
  for (const queryText of ['quiet harbour', 'wild market']) {
    await engine.search(searchFor(corpusId, { ...GRAPH, queryText }));
  }
  expect(notices).toEqual([
    'The neighbour graph of 120 documents is built first, each compared with all others; it is kept for the searches ' +
      'after this one.',
  ]);
  stop.abort();
  await watching;
});

it('are refused in words for a corpus that is too large', async () => {
  const { encoders, reopen, corpusId } = await openEngine();
  const { store } = reopen();
  const graphs = createNeighbourGraphs({
    store,
    loadCompute: async () => createCpuCompute(),
    tell: () => undefined,
  });
  const itemVectors = { rows: GRAPH_LIMIT + 1, cols: 1, data: new Float32Array(GRAPH_LIMIT + 1) };
  const context: CallContext<JobProgress> = {};
  const corpus = {
    corpusId,
    corpusHash: 'h',
    encoders,
    context,
    during: () => corpus,
  } as unknown as OpenCorpus;
  await expect(graphs.open(corpus, 'dual-encoder', { itemVectors } as ItemSpace)).rejects.toThrow(
    new XennError(
      'InvalidArgumentError',
      'A neighbour graph is built of at most 50000 documents here, because each is compared with all others, and the ' +
        'corpus has 50001. Choose another way to pick the next items.',
    ),
  );
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

it('that were damaged are refused where they are read', async () => {
  const { engine, corpusId, reopen, written, store } = await openWatched();
  await engine.search(searchFor(corpusId, GRAPH));
  const [key, rows, cols] = written[0];
  const data = new Float32Array(rows * cols);
  await store.writeMatrix(corpusId, key, { rows, cols, data }, 'packed-documents');
  await expect(reopen().engine.search(searchFor(corpusId, GRAPH))).rejects.toThrow(
    new XennError(
      'InvalidArgumentError',
      'Item 0 of the neighbour graph is its own neighbour. Build the graph anew.',
    ),
  );
});
