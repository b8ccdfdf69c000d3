import { afterEach, expect, it, test, vi } from 'vitest';
import { XennError } from '../core/errors.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { DOCUMENTS, importCorpus } from '../testing/store/fixtures.ts';
import type { KeptStore } from './call-store.ts';
import { answerReaders, callWriter } from './share-store.ts';
import { STORE_ACCESS } from './store-access.ts';

const never = new Promise<void>(() => {});
const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function writer(store: () => Promise<KeptStore>): void {
  closing.push(answerReaders(store));
}

function reader() {
  const line = callWriter();
  closing.push(line.close);
  return line;
}

const keptStore = async () => (await createMemoryStore()) as KeptStore;

it('reads what the writer stores, whichever of the two came first', async () => {
  const store = await keptStore();
  const early = reader();
  writer(async () => store);
  const late = reader();
  await Promise.all([early.writerHere, late.writerHere]);
  const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
  for (const line of [early, late]) {
    const read = line.connect(never);
    expect(await read.storageMode()).toBe('reader');
    expect(await read.listCorpora()).toEqual(await store.listCorpora());
    expect(await read.searchBm25(corpusId, 'cats', 2)).toEqual(await store.searchBm25(corpusId, 'cats', 2));
    expect(await read.readDocuments(corpusId, Uint32Array.of(2, 0))).toEqual(
      await store.readDocuments(corpusId, Uint32Array.of(2, 0)),
    );
  }
});

it('waits for a writer whose files are still being opened', async () => {
  let open: (store: KeptStore) => void = () => {};
  const opened = new Promise<KeptStore>((resolve) => {
    open = resolve;
  });
  writer(() => opened);
  const line = reader();
  await line.writerHere;
  const listed = line.connect(never).listCorpora();
  open(await keptStore());
  expect(await listed).toEqual([]);
});

it("hears the writer's error with its name and message", async () => {
  const store = await keptStore();
  writer(async () => store);
  const read = reader().connect(never);
  await expect(read.readCorpus('none')).rejects.toEqual(
    new XennError(
      'StorageError',
      "No corpus 'none' is stored here: it was deleted, or its import was not finished. " +
        'Choose another corpus or import it again.',
    ),
  );
});

const writes = Object.entries(STORE_ACCESS).flatMap(([method, access]) =>
  access === 'write' ? [method as keyof typeof STORE_ACCESS] : [],
);

test.each(writes)('%s is refused in words, and the writer is not asked', async (method) => {
  const store = await keptStore();
  const asked = vi.fn();
  writer(async () => ({ ...store, [method]: asked }));
  const read = reader().connect(never);
  const write = read[method] as (...args: unknown[]) => Promise<unknown>;
  await expect(write('corpus')).rejects.toEqual(
    new XennError(
      'StorageError',
      'xenn is open in another tab or window, and only that one can change what is stored; this one can read. ' +
        'Close the other one to make changes here.',
    ),
  );
  await read.listCorpora();
  expect(asked).not.toHaveBeenCalled();
});

it('refuses on the side of the writer too', async () => {
  const store = await keptStore();
  const { corpusId } = await importCorpus(store, { documents: DOCUMENTS });
  writer(async () => store);
  const channel = new BroadcastChannel('xenn-storage');
  closing.push(() => channel.close());
  channel.postMessage({ kind: 'ask', askId: 'a', method: 'deleteCorpus', args: [corpusId] });
  expect(await reader().connect(never).listCorpora()).toHaveLength(1);
});

it('rejects what waits, and all that comes later, once the writer is gone', async () => {
  writer(() => new Promise<KeptStore>(() => {}));
  const line = reader();
  await line.writerHere;
  let leave: () => void = () => {};
  const gone = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const read = line.connect(gone);
  const waiting = read.listCorpora();
  leave();
  const error = new XennError(
    'StorageError',
    'The tab or window that had the storage open was closed. Reload this page to go on in its place.',
  );
  await expect(waiting).rejects.toEqual(error);
  await expect(read.listCorpora()).rejects.toEqual(error);
});
