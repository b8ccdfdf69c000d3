/** The page's side of the two workers: starts them, calls the engine by name, notices when one dies. */
import * as Comlink from 'comlink';
import { XennError } from '../core/errors.ts';
import type { ModelChoice } from '../core/model-choice.ts';
import type { BackendName, Calibration } from '../core/records.ts';
import type { Engine } from '../engine/engine.ts';
import type { RemoteEngine } from './call-engine.ts';
import type { EngineStart } from './engine.worker.ts';
import engineWorker from './engine.worker.ts?worker&url';
import type { PickedFile } from './picked-file.ts';
import { startWorker } from './start-worker.ts';
import type { StorageState } from './storage.worker.ts';
import storageWorker from './storage.worker.ts?worker&url';
import { watchDeath } from './worker-death.ts';

export { DEFAULT_HUB_URL } from '../encoders/hub/hub-repository.ts';
export { MODEL_PRESETS, type ModelPreset } from '../encoders/hub/presets.ts';
export { RERANK_APIS } from '../encoders/remote/rerank-apis.ts';
export type * from '../engine/experiment-records.ts';
export type * from '../engine/records.ts';
export { DUAL_ENCODER_SPACE, START_SPACE_NAMES, START_SPACES } from '../engine/records.ts';
export type * from '../engine/search-records.ts';
export { FIRST_STAGE_DEPTH } from '../engine/search-records.ts';
export type * from '../formats/records.ts';
export { requestPersistence } from './persistence.ts';
export type { PickedFile } from './picked-file.ts';
export { fetchSampleCorpus } from './sample-corpus.ts';
export type { StorageState } from './storage.worker.ts';

/** What a call's progress callback receives. */
type ProgressOf<Method> = Method extends (input: never, context?: infer Context) => unknown
  ? NonNullable<Context> extends { onProgress?: (progress: infer Progress) => void }
    ? Progress
    : never
  : never;

/** Files cross to the worker as they were picked; there they become streams. */
type FromPage<Input> = Input extends { readonly files: unknown }
  ? Omit<Input, 'files'> & { readonly files: readonly PickedFile[] }
  : 'files' extends keyof Input
    ? Omit<Input, 'files'> & { readonly files?: readonly PickedFile[] }
    : Input;

export interface CallOptions<Progress> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * The engine as the page sees it: same methods, with an AbortSignal in place of a Cancel. Progress may
 * still arrive shortly after the result: it travels on a channel of its own.
 */
export type EngineClient = {
  [Name in keyof Engine]: (
    input: FromPage<Parameters<Engine[Name]>[0]>,
    options?: CallOptions<ProgressOf<Engine[Name]>>,
  ) => ReturnType<Engine[Name]>;
};

export interface ConnectedClient {
  readonly engine: EngineClient;
  /** Ends both workers at once; calls under way are rejected. */
  close(): void;
}

export interface ClientOptions {
  /** Forces the cross-encoder's backend instead of choosing by measurement. */
  readonly backend?: BackendName;
  /** Default: the embedded ones. */
  readonly models?: ModelChoice;
  /** For the servers of a remote cross-encoder. */
  readonly apiKey?: string;
  /** What was measured before; what is measured comes back in the report of `readEncoderStatus`. */
  readonly calibrations?: readonly Calibration[];
  /**
   * Told once the storage is open: 'writer', or 'reader' when another tab writes; then only what is stored can be read.
   * Later, to a reader, 'writer-gone': what it has read may be out of date, so that the workers have to be started anew.
   */
  readonly onStorage?: (state: StorageState) => void;
}

/** Starts the workers. */
export function createClient({ onStorage, ...options }: ClientOptions = {}): ConnectedClient {
  const storage = startWorker(storageWorker, 'xenn-storage');
  const engine = startWorker(engineWorker, 'xenn-engine');
  const { port1: storagePort, port2: enginePort } = new MessageChannel();
  storage.postMessage({ port: storagePort }, [storagePort]);
  engine.postMessage(
    { port: enginePort, baseUrl: new URL('./', document.baseURI).href, ...options } satisfies EngineStart,
    [enginePort],
  );
  const remote = Comlink.wrap<RemoteEngine>(engine);

  const death = watchDeath(
    [storage, engine],
    (cause) => `A background worker stopped: ${cause}. Reload the page; what was stored is kept.`,
  );
  const releaseStorage = () => storage.postMessage('close');
  addEventListener('pagehide', releaseStorage);
  const hearStorage = ({ data }: MessageEvent<StorageState>) => onStorage?.(data);
  storage.addEventListener('message', hearStorage);

  let nextCallId = 1;
  async function call(method: keyof Engine, input: unknown, callOptions: CallOptions<unknown> = {}) {
    const { signal, onProgress } = callOptions;
    signal?.throwIfAborted();
    const callId = nextCallId++;
    const cancel = () => void remote.cancel(callId);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const progress = onProgress && Comlink.proxy(onProgress);
      return await Promise.race([remote.call(callId, method, input, progress), death.promise]);
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }
  const methods = new Proxy({} as EngineClient, {
    get: (_, method: keyof Engine) => (input: unknown, callOptions?: CallOptions<unknown>) =>
      call(method, input, callOptions),
  });

  return {
    engine: methods,
    close() {
      removeEventListener('pagehide', releaseStorage);
      storage.removeEventListener('message', hearStorage);
      death.declare(new XennError('CancelledError', 'Cancelled.'));
      engine.terminate();
      // The storage worker lets go of its files first: the next one needs them.
      storage.postMessage('close');
    },
  };
}
