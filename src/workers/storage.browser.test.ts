import { afterEach, expect, it } from 'vitest';
import { DOCUMENTS, importCorpus } from '../testing/store/fixtures.ts';
import { connectStore } from './call-store.ts';
import type { StorageState } from './storage.worker.ts';

/** The storage worker of one tab, as the client starts it. */
function openTab() {
  const worker = new Worker(new URL('./storage.worker.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ port: port1 }, [port1]);
  const heard: StorageState[] = [];
  let tell: () => void = () => {};
  worker.addEventListener('message', ({ data }) => {
    heard.push(data);
    tell();
  });
  /** Resolves once the page of this tab has heard it. */
  async function hears(state: StorageState): Promise<void> {
    while (!heard.includes(state)) {
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
    }
  }
  return { worker, store: connectStore(port2), hears };
}

let workers: Worker[] = [];

afterEach(() => {
  for (const worker of workers) worker.terminate();
  workers = [];
});

it('lets a second tab read what the first writes, and write once the first is gone', async () => {
  const first = openTab();
  const { corpusId } = await importCorpus(first.store, { documents: DOCUMENTS });
  await first.hears('writer');
  await first.store.writeModelFile('model-1', 'a.txt', 0, new TextEncoder().encode('a file'));

  const second = openTab();
  expect(await second.store.storageMode()).toBe('reader');
  await second.hears('reader');
  expect(await second.store.readDocumentRange(corpusId, 0, 9)).toHaveLength(3);
  expect(await (await second.store.readModelFile('model-1', 'a.txt')).text()).toBe('a file');
  const scores = { docRows: Uint32Array.of(0), scores: Float32Array.of(1.5) };
  await expect(second.store.writeScores(corpusId, 'ce', 'cats', scores)).rejects.toMatchObject({
    name: 'StorageError',
    message:
      'xenn is open in another tab or window, and only that one can change what is stored; this one can read. ' +
      'Close the other one to make changes here.',
  });
  await first.store.writeScores(corpusId, 'ce', 'cats', scores);
  expect(await second.store.readScores(corpusId, 'ce', 'cats')).toEqual(scores);

  first.worker.terminate();
  await second.hears('writer-gone');
  await expect(second.store.listCorpora()).rejects.toThrow(
    'The tab or window that had the storage open was closed. Reload this page to go on in its place.',
  );
  second.worker.postMessage('close');

  const third = openTab();
  expect(await third.store.storageMode()).toBe('writer');
  expect(await third.store.readScores(corpusId, 'ce', 'cats')).toEqual(scores);
  await third.store.deleteModel('model-1');
  await third.store.deleteCorpus(corpusId);
});
