import * as Comlink from 'comlink';
import type { Store } from '../engine/ports.ts';

interface RemoteStore {
  call(method: keyof Store, args: readonly unknown[]): Promise<unknown>;
}

/** Serves a store that may still be opening: if that fails, every call is rejected with the reason. */
export function serveStore(store: () => Promise<Store>): RemoteStore {
  return {
    async call(method, args) {
      const opened = await store();
      return (opened[method] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
    },
  };
}

/** The store at the other end of a port. */
export function connectStore(port: MessagePort): Store {
  const remote = Comlink.wrap<RemoteStore>(port);
  return new Proxy({} as Store, {
    get:
      (_, method: keyof Store) =>
      (...args: unknown[]) =>
        remote.call(method, args),
  });
}
