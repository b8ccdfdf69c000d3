/** Tests of the store of models in a browser: OPFS gives its synchronous handles to dedicated workers only. */
import { expose, proxy } from 'comlink';
import type { ModelStore } from '../../engine/ports.ts';
import { opfsFileTree } from '../../storage/model-files-opfs.ts';
import { createModelStore } from '../../storage/model-store.ts';

const FOLDER = 'model-store-test';

export interface ModelStoreWorker {
  open(): Promise<ModelStore>;
  readFile(path: string): Promise<Uint8Array | undefined>;
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
  removeFiles(): Promise<void>;
}

const tree = opfsFileTree(FOLDER);

const worker: ModelStoreWorker = {
  open: async () => proxy(createModelStore(tree)),
  async readFile(path) {
    const file = await tree.read(path);
    return file && new Uint8Array(await file.arrayBuffer());
  },
  writeFile: (path, bytes) => tree.write(path, 0, bytes),
  async removeFiles() {
    for (const name of await tree.folders()) await tree.removeFolder(name);
  },
};

expose(worker);
