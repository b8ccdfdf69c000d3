/** Storage tests in a browser: OPFS gives its synchronous handles to dedicated workers only. */
import { expose, proxy } from 'comlink';
import { openOpfsHost } from '../../storage/opfs-host.ts';
import { createStore } from '../../storage/store.ts';

export interface StoreWorker {
  open(): Promise<Awaited<ReturnType<typeof createStore>>>;
  fileNames(): Promise<string[]>;
  execute(fileName: string, sql: string): Promise<void>;
  removeFiles(): Promise<void>;
}

const worker: StoreWorker = {
  open: async () => proxy(await createStore(await openOpfsHost())),
  async fileNames() {
    const host = await openOpfsHost();
    const names = host.list();
    host.close();
    return names;
  },
  async execute(fileName, sql) {
    const host = await openOpfsHost();
    (await host.open(fileName)).exec(sql);
    host.close();
  },
  async removeFiles() {
    const host = await openOpfsHost();
    for (const name of host.list()) host.remove(name);
    host.close();
  },
};

expose(worker);
