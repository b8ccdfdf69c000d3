import { afterEach, expect, it } from 'vitest';
import { DOCUMENTS, importCorpus } from '../testing/store/fixtures.ts';
import { type StorageTab, openTab as startTab } from './storage.test-tab.ts';

function openTab(): StorageTab {
  const tab = startTab();
  workers.push(tab.worker);
  return tab;
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

it('answers many tabs at once, a database file among what they ask for', async () => {
  const writer = openTab();
  const { corpusId } = await importCorpus(writer.store, { documents: DOCUMENTS });
  const readers = [1, 2, 3, 4].map(() => openTab());
  for (const { store } of readers) expect(await store.storageMode()).toBe('reader');
  const databases = await Promise.all(readers.map(({ store }) => store.exportDatabase(corpusId)));
  const statuses = await Promise.all(readers.map(({ store }) => store.readStorageStatus()));
  for (const { corpora } of statuses) expect(corpora).toMatchObject([{ corpusId }]);
  await Promise.all(readers.map(({ store }) => store.checkCorpus(corpusId)));
  await expect(readers[0].store.importDatabase(databases[0])).rejects.toThrow(
    'xenn is open in another tab or window, and only that one can change what is stored; this one can read. ' +
      'Close the other one to make changes here.',
  );
  const imported = await writer.store.importDatabase(databases[0]);
  expect(await readers[1].store.readDocumentRange(imported.corpusId, 0, 9)).toHaveLength(3);
  await writer.store.deleteCorpus(imported.corpusId);
  await writer.store.deleteCorpus(corpusId);
});

it('opens for a page that is reloaded again and again, each time before the last one has let go', async () => {
  const { corpusId } = await importCorpus(openTab().store, { documents: DOCUMENTS });
  for (let reload = 0; reload < 5; reload++) {
    // Half of them say that they are left, as a page does that is reloaded; the others are killed.
    const old = workers[workers.length - 1];
    const { store } = openTab();
    if (reload % 2 === 0) old.postMessage('close');
    else old.terminate();
    if ((await store.storageMode()) === 'reader') {
      // The old page had answered before it went: this one starts anew, as the app does.
      workers[workers.length - 1].postMessage('close');
      expect(await openTab().store.storageMode()).toBe('writer');
    } else {
      expect(await store.readCorpus(corpusId)).toMatchObject({ documentCount: 3 });
    }
  }
  await openLast().deleteCorpus(corpusId);

  function openLast() {
    workers[workers.length - 1].terminate();
    return openTab().store;
  }
});
