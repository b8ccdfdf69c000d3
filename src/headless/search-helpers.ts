/** Threads that search for experiments, in Node. */
import { type MessagePort, Worker } from 'node:worker_threads';
import * as Comlink from 'comlink';
import { cancelledError, XennError } from '../core/errors.ts';
import { createSearchHelper, type SearchHelper, type SearchHelpers } from '../engine/search-helper.ts';
import { openSimdPath } from './open-simd.ts';

/** So many threads; a search that is under way when they are closed is rejected. */
export function startSearchHelpers(count: number): SearchHelpers {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('../../scripts/search-helper.mjs', import.meta.url)),
  );
  let end: (reason: Error) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = reject;
  });
  // Told to whoever asks; nobody may.
  ended.catch(() => undefined);
  for (const worker of workers) worker.on('error', (error: Error) => end(stoppedError(error)));
  const helpers = workers.map((worker): SearchHelper => {
    const remote = Comlink.wrap<SearchHelper>(endpointOf(worker));
    return {
      open: (grid) => Promise.race([remote.open(grid), ended]),
      search: (query) => Promise.race([remote.search(query), ended]),
    };
  });
  return {
    helpers,
    close() {
      for (const worker of workers) void worker.terminate();
      end(cancelledError());
    },
  };
}

/** What runs on the thread: `scripts/search-helper.mjs` calls it with the port to the one that started it. */
export function serveSearchHelper(port: MessagePort): void {
  Comlink.expose(
    createSearchHelper(() => openSimdPath(1)),
    endpointOf(port),
  );
}

/** Comlink knows the events of the browser alone. */
function endpointOf(port: Worker | MessagePort): Comlink.Endpoint {
  const heard = new Map<unknown, (data: unknown) => void>();
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer as never),
    addEventListener(_, listener) {
      const hear = (data: unknown) => (listener as unknown as (event: { data: unknown }) => void)({ data });
      heard.set(listener, hear);
      port.on('message', hear);
    },
    removeEventListener(_, listener) {
      port.off('message', heard.get(listener) as (data: unknown) => void);
      heard.delete(listener);
    },
  };
}

function stoppedError(error: Error): XennError {
  return new XennError(
    'WorkerError',
    `A thread that searches stopped: ${error.message}. What is done is kept; run the experiment again.`,
  );
}
