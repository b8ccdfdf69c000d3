import type { ModelChoice } from '../../core/model-choice.ts';
import type { ClientOptions, ConnectedClient, EngineClient, StorageState } from '../../workers/client.ts';
import { type BackendChoice, readCalibrations } from './preferences.ts';

export type Connect = (options: ClientOptions) => ConnectedClient;

/** Everything that the workers are started with. */
export interface ConnectionChoice {
  readonly backend: BackendChoice;
  readonly models: ModelChoice;
  /** In memory only, unless the person asked for more. */
  readonly apiKey?: string;
}

export interface Connection {
  readonly client: EngineClient;
  readonly choice: ConnectionChoice;
  /** 'reader': another tab writes, this one can only read. Absent until the storage is open. */
  readonly storage?: Exclude<StorageState, 'writer-gone'>;
}

/**
 * The one connection to the workers, for useSyncExternalStore; `restart` replaces it. It also restarts by itself when
 * the tab that wrote is gone.
 */
export interface ConnectionStore {
  readonly subscribe: (changed: () => void) => () => void;
  readonly current: () => Connection;
  readonly restart: (choice: ConnectionChoice) => void;
}

/** Starts the workers at once: the page has nothing to show without them. */
export function createConnectionStore(connect: Connect, initial: ConnectionChoice): ConnectionStore {
  const listeners = new Set<() => void>();
  let open = start(initial);

  function start(choice: ConnectionChoice): { connected: ConnectedClient; connection: Connection } {
    const { backend, models, apiKey } = choice;
    const connected = connect({
      models,
      calibrations: readCalibrations(),
      onStorage: hearStorage,
      ...(backend.backend && { backend: backend.backend }),
      ...(apiKey && { apiKey }),
    });
    return { connected, connection: { client: connected.engine, choice } };
  }

  function hearStorage(storage: StorageState): void {
    if (storage === 'writer-gone') restart(open.connection.choice);
    else show({ ...open, connection: { ...open.connection, storage } });
  }

  function restart(choice: ConnectionChoice): void {
    // First close: the workers hold locks on the database that the next ones need.
    open.connected.close();
    show(start(choice));
  }

  function show(next: typeof open): void {
    open = next;
    for (const changed of listeners) changed();
  }

  return {
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    current: () => open.connection,
    restart,
  };
}
