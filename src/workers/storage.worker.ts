/** Wiring only: the durable worker. Holds the database files; engines come and go over ports. */
import * as Comlink from 'comlink';
import { once } from '../engine/once.ts';
import { opfsFileTree } from '../storage/model-files-opfs.ts';
import { createModelStore } from '../storage/model-store.ts';
import { openOpfsHost } from '../storage/opfs-host.ts';
import { createStore } from '../storage/store.ts';
import { serveStore } from './call-store.ts';

const store = once(async () => ({
  ...(await createStore(await openOpfsHost())),
  ...createModelStore(opfsFileTree('xenn-models')),
}));

self.addEventListener('message', async ({ data }: MessageEvent<'close' | { port: MessagePort }>) => {
  if (data === 'close') {
    await store().then(
      (opened) => opened.close(),
      () => undefined,
    );
    self.close();
    return;
  }
  Comlink.expose(serveStore(store), data.port);
});
