import type { Store } from '../engine/ports.ts';
import { openMemoryHost } from '../storage/memory-host.ts';
import { createStore } from '../storage/store.ts';

/** The real store over databases in memory. */
export async function createMemoryStore(): Promise<Store> {
  return createStore(await openMemoryHost(new Map()));
}
