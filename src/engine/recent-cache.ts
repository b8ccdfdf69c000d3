import type { CallContext } from './records.ts';
import { type SharedWork, shareWork } from './shared-work.ts';

/** The last few values made, so that a second search does not read the disk. Keeps no failure. */
export interface RecentCache<Value, Progress = never> {
  /**
   * The value of the key; `make` runs where there is none, once for all who ask meanwhile. Who cancels is told so for
   * itself (`SharedWork`); `make` is to heed the context that it is given, which stops it when all have.
   */
  get(
    key: string,
    make: (context: CallContext<Progress>) => Promise<Value>,
    context?: CallContext<Progress>,
  ): Promise<Value>;
  drop(keyStart: string): void;
}

export function createRecentCache<Value, Progress = never>(limit: number): RecentCache<Value, Progress> {
  const entries = new Map<string, SharedWork<Value, Progress>>();
  return {
    async get(key, make, context) {
      context?.cancel?.throwIfAborted();
      const found = entries.get(key);
      const entry = found && !found.isLost() ? found : shareWork(make);
      entries.delete(key);
      entries.set(key, entry);
      const oldest = entries.keys().next().value;
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest);
      return entry.join(context);
    },
    drop(keyStart) {
      for (const key of entries.keys()) if (key.startsWith(keyStart)) entries.delete(key);
    },
  };
}
