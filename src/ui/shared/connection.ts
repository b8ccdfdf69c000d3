import type { BackendName } from '../../core/records.ts';
import type { ConnectedClient, EngineClient } from '../../workers/client.ts';
import type { BackendChoice } from './preferences.ts';

export type Connect = (options: { backend?: BackendName }) => ConnectedClient;

export interface Connection {
  readonly client: EngineClient;
  readonly choice: BackendChoice;
}

/** The one connection to the workers, for useSyncExternalStore; `restart` replaces it. */
export interface ConnectionStore {
  readonly subscribe: (changed: () => void) => () => void;
  readonly current: () => Connection;
  readonly restart: (choice: BackendChoice) => void;
}

/** Starts the workers at once: the page has nothing to show without them. */
export function createConnectionStore(connect: Connect, initial: BackendChoice): ConnectionStore {
  const listeners = new Set<() => void>();
  let open = start(initial);

  function start(choice: BackendChoice) {
    const connected = connect(choice.backend ? { backend: choice.backend } : {});
    return { connected, connection: { client: connected.engine, choice } };
  }

  return {
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    current: () => open.connection,
    restart(choice) {
      // First close: the workers hold locks on the database that the next ones need.
      open.connected.close();
      open = start(choice);
      for (const changed of listeners) changed();
    },
  };
}
