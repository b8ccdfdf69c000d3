import { type Remote, wrap } from 'comlink';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { describeStore } from '../testing/store/describe-store.ts';
import { countingMatrix, DOCUMENTS, importCorpus, indexSummary } from '../testing/store/fixtures.ts';
import type { StoreUnderTest } from '../testing/store/session.ts';
import type { StoreWorker } from '../testing/store/store-worker.ts';

type RemoteStore = Awaited<ReturnType<Remote<StoreWorker>['open']>>;

function startWorker(): { worker: Worker; remote: Remote<StoreWorker> } {
  const worker = new Worker(new URL('../testing/store/store-worker.ts', import.meta.url), { type: 'module' });
  return { worker, remote: wrap<StoreWorker>(worker) };
}

describe('OPFS', () => {
  const { remote } = startWorker();
  describeStore('OPFS', async () => {
    await remote.removeFiles();
    return remote;
  });
});

describe('two workers, as in two tabs or a reloaded page', () => {
  let started: Worker[] = [];

  function start(): { worker: Worker; remote: Remote<StoreWorker> } {
    const pair = startWorker();
    started.push(pair.worker);
    return pair;
  }

  beforeEach(() => start().remote.removeFiles());

  afterEach(() => {
    for (const worker of started) worker.terminate();
    started = [];
  });

  const scores = { docRows: Uint32Array.of(0), scores: Float32Array.of(1.5) };

  /** What a killed step must leave as it was. */
  async function everything(store: RemoteStore, corpusId: string) {
    const { bytesOnDisk, ...corpus } = await store.readCorpus(corpusId);
    return {
      corpus,
      documents: await store.readDocumentRange(corpusId, 0, 10),
      found: await store.searchBm25(corpusId, 'cats birds', 10),
      scores: await store.readScores(corpusId, 'ce', 'cats'),
      indexes: await store.listIndexes(corpusId),
      tensors: await store.listIndexTensors(corpusId, 'index'),
      items: await store.readIndexTensor(corpusId, 'index', 'items'),
      embedding: await store.readMatrix(corpusId, 'embedding:de'),
    };
  }

  const steps: readonly {
    name: string;
    stopBefore: string;
    run: (store: RemoteStore, corpusId: string) => Promise<unknown>;
  }[] = [
    {
      name: 'writing an index that replaces one',
      stopBefore: "INSERT ON matrix WHEN new.key GLOB 'index:second:tower'",
      run: (store, corpusId) =>
        store.writeIndex(
          corpusId,
          indexSummary({ indexId: 'second' }),
          { items: countingMatrix(3, 2), tower: countingMatrix(2, 2) },
          { replacedIndexId: 'index' },
        ),
    },
    {
      name: 'adding documents',
      stopBefore: 'DELETE ON added_document',
      run: async (store, corpusId) => {
        await store.appendAddition(corpusId, [{ id: 'd4', title: '', text: 'Birds sing.' }]);
        await store.commitAddition(corpusId);
      },
    },
    {
      name: 'staging the matrices for a removal',
      stopBefore: "INSERT ON matrix WHEN new.key GLOB 'staged:index:*'",
      run: (store, corpusId) => store.removeDocuments(corpusId, Uint32Array.of(0)),
    },
    {
      name: 'removing documents',
      stopBefore: 'UPDATE ON corpus',
      run: (store, corpusId) => store.removeDocuments(corpusId, Uint32Array.of(0)),
    },
  ];

  it.each(steps)('leaves everything as it was when killed while $name', async ({ stopBefore, run }) => {
    const { worker, remote } = start();
    const store = await remote.open();
    const { corpusId } = await importCorpus(store as unknown as StoreUnderTest, { documents: DOCUMENTS });
    await store.writeScores(corpusId, 'ce', 'cats', scores);
    await store.writeMatrix(corpusId, 'embedding:de', countingMatrix(3, 2), 'documents');
    await store.writeIndex(corpusId, indexSummary({}), { items: countingMatrix(3, 2) });
    const before = await everything(store, corpusId);

    await remote.stopBefore(stopBefore);
    const stopped = new Promise<void>((resolve) => {
      worker.addEventListener('message', ({ data }) => data === 'stopped' && resolve());
    });
    void run(store, corpusId);
    await stopped;
    worker.terminate();

    const reopened = await start().remote.open();
    expect(await everything(reopened, corpusId)).toEqual(before);
    await run(reopened, corpusId);
  });

  async function importOne(remote: Remote<StoreWorker>) {
    const store = await remote.open();
    const corpusId = await store.beginImport('Pets', 'pets.zip');
    await store.appendDocuments(corpusId, [{ id: 'd1', title: '', text: 'Cats sleep.' }]);
    await store.commitImport(corpusId);
    return { store, corpusId };
  }

  it('keeps every batch of scores of a worker that is killed, and nothing of its open import', async () => {
    const { worker, remote } = start();
    const { store, corpusId } = await importOne(remote);
    await store.writeScores(corpusId, 'ce', 'cats', scores);
    await store.beginImport('Half', 'half.zip');
    worker.terminate();

    const reopened = await start().remote.open();
    expect((await reopened.listCorpora()).map((corpus) => corpus.corpusId)).toEqual([corpusId]);
    expect(await reopened.readScores(corpusId, 'ce', 'cats')).toEqual(scores);
  });

  it('refuses the second while the first has the storage open and does not answer, and harms nothing', async () => {
    const { store, corpusId } = await importOne(start().remote);
    await expect(start().remote.open()).rejects.toThrow(
      'Another tab or window already has the storage of xenn open, and does not answer. ' +
        'Close it, or wait until its work is done, then reload this page.',
    );
    await store.writeScores(corpusId, 'ce', 'cats', scores);
    await store.close();

    const second = await start().remote.open();
    expect(await second.readScores(corpusId, 'ce', 'cats')).toEqual(scores);
  });

  it('says that the storage is full, keeps nothing of the step and goes on working', async () => {
    const { store, corpusId } = await importOne(start().remote);
    const { origin } = location;
    await cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2_000_000 });
    const large = { rows: 1000, cols: 1000, data: new Float32Array(1_000_000) };
    await expect(store.writeMatrix(corpusId, 'embedding:de', large, 'other')).rejects.toThrow(
      /^The storage of this site could not be read or written, most likely because it is full: [\d.]+ MB are in use and about [\d.]+ MB available\. Nothing of this step was kept\. Delete an index or a corpus, or free disk space, and try again\.$/,
    );
    await store.writeScores(corpusId, 'ce', 'cats', scores);
    await cdp().send('Storage.overrideQuotaForOrigin', { origin });
    expect(await store.readMatrix(corpusId, 'embedding:de')).toBeUndefined();
    expect(await store.readScores(corpusId, 'ce', 'cats')).toEqual(scores);
  });
});
