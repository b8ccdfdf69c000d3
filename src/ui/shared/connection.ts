import type { ModelChoice } from '../../core/model-choice.ts';
import type { ClientOptions, ConnectedClient, EngineClient } from '../../workers/client.ts';
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
}

/** The one connection to the workers, for useSyncExternalStore; `restart` replaces it. */
export interface ConnectionStore {
  readonly subscribe: (changed: () => void) => () => void;
  readonly current: () => Connection;
  readonly restart: (choice: ConnectionChoice) => void;
}

/** Starts the workers at once: the page has nothing to show without them. */
export function createConnectionStore(connect: Connect, initial: ConnectionChoice): ConnectionStore {
  const listeners = new Set<() => void>();
  let open = start(initial);

  function start(choice: ConnectionChoice) {
    const { backend, models, apiKey } = choice;
    const connected = connect({
      models,
      calibrations: readCalibrations(),
      ...(backend.backend && { backend: backend.backend }),
      ...(apiKey && { apiKey }),
    });
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
