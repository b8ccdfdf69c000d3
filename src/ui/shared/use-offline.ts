import { useSyncExternalStore } from 'react';
import { type Offline, offline } from '../../app/offline.ts';

/** Whether the app is stored for use without a network, and whether a newer version waits. */
export function useOffline(): Offline {
  return useSyncExternalStore(offline.subscribe, offline.current);
}
