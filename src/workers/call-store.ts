import * as Comlink from 'comlink';
import type { ExperimentStore, ModelStore, RunStore, Store } from '../engine/ports.ts';

/** One tab writes; the others read what it stores. */
export type StorageMode = 'writer' | 'reader';

/** Everything that is kept: corpora with what belongs to them, models, searches and experiments. */
export type KeptStore = Store &
  ModelStore &
  RunStore &
  ExperimentStore & { storageMode(): Promise<StorageMode> };

interface RemoteStore {
  call(method: keyof KeptStore, args: readonly unknown[]): Promise<unknown>;
}

/** Serves a store that may still be opening: if that fails, every call is rejected with the reason. */
export function serveStore(store: () => Promise<KeptStore>): RemoteStore {
  return {
    async call(method, args) {
      const opened = await store();
      return (opened[method] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
    },
  };
}

/** The store at the other end of a port. */
export function connectStore(port: MessagePort): KeptStore {
  const remote = Comlink.wrap<RemoteStore>(port);
  return new Proxy({} as KeptStore, {
    get:
      (_, method: keyof KeptStore) =>
      (...args: unknown[]) =>
        remote.call(method, args),
  });
}
