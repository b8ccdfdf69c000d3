/** The storage worker of one tab, as the client starts it. For tests in a browser. */
import { connectStore, type KeptStore } from './call-store.ts';
import type { StorageState } from './storage.worker.ts';

export interface StorageTab {
  readonly worker: Worker;
  readonly store: KeptStore;
  /** Resolves once the page of this tab has heard it. */
  hears(state: StorageState): Promise<void>;
}

export function openTab(): StorageTab {
  const worker = new Worker(new URL('./storage.worker.ts', import.meta.url), { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ port: port1 }, [port1]);
  const heard: StorageState[] = [];
  let tell: () => void = () => {};
  worker.addEventListener('message', ({ data }) => {
    heard.push(data);
    tell();
  });
  return {
    worker,
    store: connectStore(port2),
    async hears(state) {
      while (!heard.includes(state)) {
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
    },
  };
}
