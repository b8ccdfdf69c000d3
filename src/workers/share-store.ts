/** One tab has the storage open and writes to it; over a BroadcastChannel it answers what the others read. */
import { XennError, type XennErrorName } from '../core/errors.ts';
import type { KeptStore } from './call-store.ts';
import { STORE_ACCESS } from './store-access.ts';

const CHANNEL = 'xenn-storage';

type Method = keyof typeof STORE_ACCESS;

/** Every tab hears all of them; an `askId` is one tab's alone. */
type Message =
  | { readonly kind: 'who-writes' }
  | { readonly kind: 'i-write' }
  | {
      readonly kind: 'ask';
      readonly askId: string;
      readonly method: Method;
      readonly args: readonly unknown[];
    }
  | { readonly kind: 'answer'; readonly askId: string; readonly value: unknown }
  | {
      readonly kind: 'failure';
      readonly askId: string;
      readonly name: XennErrorName;
      readonly message: string;
    };

/**
 * The side of the tab that writes: says that it does, and answers. What would change something is not even heard: a
 * reader refuses it itself. Returns the function that ends it.
 */
export function answerReaders(store: () => Promise<KeptStore>): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  let closed = false;
  const post = (message: Message) => {
    if (!closed) channel.postMessage(message);
  };

  async function answer({ askId, method, args }: Message & { kind: 'ask' }): Promise<Message> {
    try {
      const read = (await store())[method] as (...args: readonly unknown[]) => Promise<unknown>;
      return { kind: 'answer', askId, value: await read(...args) };
    } catch (error) {
      const { name, message } = error as XennError;
      return { kind: 'failure', askId, name, message };
    }
  }

  channel.onmessage = async ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'who-writes') post({ kind: 'i-write' });
    if (data.kind === 'ask' && STORE_ACCESS[data.method] === 'read') post(await answer(data));
  };
  post({ kind: 'i-write' });
  return () => {
    closed = true;
    channel.close();
  };
}

/** The side of another tab. */
export interface LineToWriter {
  /** Resolves once a tab says that it writes. */
  readonly writerHere: Promise<void>;
  /**
   * The writer's store: what reads is asked there, what would write is rejected with StorageError, and once
   * `writerGone` resolves everything is, also what waits for its answer.
   */
  connect(writerGone: Promise<void>): KeptStore;
  close(): void;
}

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/** Asks who writes, and listens. */
export function callWriter(): LineToWriter {
  const channel = new BroadcastChannel(CHANNEL);
  const waiting = new Map<string, Asked>();
  let hearWriter: () => void;
  const writerHere = new Promise<void>((resolve) => {
    hearWriter = resolve;
  });
  let gone = false;
  const post = (message: Message) => channel.postMessage(message);

  function take(askId: string) {
    const asked = waiting.get(askId);
    waiting.delete(askId);
    return asked;
  }

  function ask(method: Method, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (gone) throw writerGoneError();
      const askId = crypto.randomUUID();
      waiting.set(askId, { resolve, reject });
      post({ kind: 'ask', askId, method, args });
    });
  }

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'i-write') hearWriter();
    if (data.kind === 'answer') take(data.askId)?.resolve(data.value);
    if (data.kind === 'failure') take(data.askId)?.reject(new XennError(data.name, data.message));
  };
  post({ kind: 'who-writes' });

  return {
    writerHere,
    connect(writerGone) {
      writerGone.then(() => {
        gone = true;
        for (const { reject } of waiting.values()) reject(writerGoneError());
        waiting.clear();
      });
      const methods = Object.entries(STORE_ACCESS).map(([method, access]) => [
        method,
        async (...args: unknown[]) => {
          if (access === 'write') throw readerError();
          return ask(method as Method, args);
        },
      ]);
      return { ...Object.fromEntries(methods), storageMode: async () => 'reader' };
    },
    close: () => channel.close(),
  };
}

function readerError(): XennError {
  return new XennError(
    'StorageError',
    'xenn is open in another tab or window, and only that one can change what is stored; this one can read. ' +
      'Close the other one to make changes here.',
  );
}

function writerGoneError(): XennError {
  return new XennError(
    'StorageError',
    'The tab or window that had the storage open was closed. Reload this page to go on in its place.',
  );
}
