import type { CDPSession } from 'playwright';

/** A page or worker, over the DevTools protocol. */
interface Inspected {
  // biome-ignore lint/suspicious/noExplicitAny: the protocol's replies, each of its own form
  send(method: string, params?: object): Promise<any>;
  /** Those that it has started, by the protocol's session id. */
  readonly workers: Map<string, InspectedWorker>;
}

interface InspectedWorker extends Inspected {
  /** A message from the worker, which comes through the page or worker that started it. */
  receive(message: string): void;
}

interface TargetEvent {
  readonly sessionId: string;
  readonly message?: string;
  readonly targetInfo?: { readonly url: string };
}

/** ONNX Runtime's threads: they hold nothing of ours, and wait for work in a way that no inspector gets through. */
const RUNTIME_THREAD = /ort-wasm/;

/**
 * Follows a page's workers, and theirs, from now on, the runtime's threads left out. The function returned collects
 * the garbage of all of them and adds up what is left, in bytes. (Playwright opens no inspector session for a worker.)
 */
export async function inspectHeaps(session: CDPSession): Promise<() => Promise<number>> {
  const page: Inspected = { send: session.send.bind(session) as Inspected['send'], workers: new Map() };
  for (const [name, handle] of Object.entries(eventsOf(page))) {
    session.on(name as 'Target.attachedToTarget', handle);
  }
  await followWorkers(page);
  return () => heapBytes(page);
}

async function heapBytes({ send, workers }: Inspected): Promise<number> {
  await send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await send('Runtime.getHeapUsage');
  let bytes = usedSize + embedderHeapUsedSize + backingStorageSize;
  for (const worker of workers.values()) bytes += await heapBytes(worker);
  return bytes;
}

function followWorkers({ send }: Inspected): Promise<void> {
  return send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
}

/** What to do at events of a page or worker, so that `workers` holds all that it has started and not ended. */
function eventsOf({ send, workers }: Inspected): Record<string, (event: TargetEvent) => void> {
  return {
    'Target.attachedToTarget': ({ sessionId, targetInfo }) => {
      if (targetInfo && RUNTIME_THREAD.test(targetInfo.url)) return;
      const worker = inspectWorker((message) => send('Target.sendMessageToTarget', { sessionId, message }));
      workers.set(sessionId, worker);
      // It may have ended meanwhile.
      followWorkers(worker).catch(() => workers.delete(sessionId));
    },
    'Target.detachedFromTarget': ({ sessionId }) => {
      workers.delete(sessionId);
    },
    'Target.receivedMessageFromTarget': ({ sessionId, message = '' }) => {
      workers.get(sessionId)?.receive(message);
    },
  };
}

/** Replies carry the number of their request; what carries none is an event. */
function inspectWorker(post: (message: string) => Promise<void>): InspectedWorker {
  const waiting = new Map<number, (result: unknown) => void>();
  let requests = 0;
  const worker: Inspected = {
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        const id = ++requests;
        waiting.set(id, resolve);
        post(JSON.stringify({ id, method, params })).catch(reject);
      }),
    workers: new Map(),
  };
  const events = eventsOf(worker);
  return {
    ...worker,
    receive: (text) => {
      const { id, result, method, params } = JSON.parse(text);
      if (id === undefined) events[method]?.(params);
      else waiting.get(id)?.(result);
      waiting.delete(id);
    },
  };
}
