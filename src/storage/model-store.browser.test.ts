import { type Remote, wrap } from 'comlink';
import { describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { describeModelStore } from '../testing/store/model-store-tests.ts';
import type { ModelStoreWorker } from '../testing/store/model-store-worker.ts';

function startWorker(): { worker: Worker; remote: Remote<ModelStoreWorker> } {
  const url = new URL('../testing/store/model-store-worker.ts', import.meta.url);
  const worker = new Worker(url, { type: 'module' });
  return { worker, remote: wrap<ModelStoreWorker>(worker) };
}

describe('OPFS', () => {
  const { remote } = startWorker();

  async function emptyStore() {
    await remote.removeFiles();
    return remote.open();
  }

  describeModelStore('OPFS', async () => ({
    store: await emptyStore(),
    readFile: remote.readFile,
    writeFile: remote.writeFile,
  }));

  it('keeps every piece that was written by a worker that is killed', async () => {
    await remote.removeFiles();
    const killed = startWorker();
    const store = await killed.remote.open();
    await store.writeModelFile('model-1', 'onnx/model.onnx', 0, new Uint8Array(4 * 2 ** 20).fill(7));
    killed.worker.terminate();

    const reopened = await remote.open();
    expect(await reopened.modelFileBytes('model-1', 'onnx/model.onnx')).toBe(4 * 2 ** 20);
    const file = new Uint8Array(
      await (await reopened.readModelFile('model-1', 'onnx/model.onnx')).arrayBuffer(),
    );
    expect(file.every((byte) => byte === 7)).toBe(true);
  });

  it('says that the storage is full and goes on working', async () => {
    const store = await emptyStore();
    const { origin } = location;
    await cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2_000_000 });
    await expect(store.writeModelFile('model-1', 'a', 0, new Uint8Array(4_000_000))).rejects.toThrow(
      /^The storage of this site could not be read or written, most likely because it is full: [\d.]+ MB are in use and about -?[\d.]+ MB available\. /,
    );
    await cdp().send('Storage.overrideQuotaForOrigin', { origin });
    await store.writeModelFile('model-1', 'a', 0, Uint8Array.of(1, 2));
    expect(await store.modelFileBytes('model-1', 'a')).toBe(2);
    await remote.removeFiles();
  });
});
