/** The last few values made, so that a second search does not read the disk. Keeps no failure. */
export interface RecentCache<Value> {
  get(key: string, make: () => Promise<Value>): Promise<Value>;
  drop(keyStart: string): void;
}

export function createRecentCache<Value>(limit: number): RecentCache<Value> {
  const entries = new Map<string, Promise<Value>>();
  return {
    get(key, make) {
      const found = entries.get(key);
      const entry = found ?? make();
      entries.delete(key);
      entries.set(key, entry);
      if (!found) {
        entry.catch(() => {
          if (entries.get(key) === entry) entries.delete(key);
        });
      }
      const oldest = entries.keys().next().value;
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest);
      return entry;
    },
    drop(keyStart) {
      for (const key of entries.keys()) if (key.startsWith(keyStart)) entries.delete(key);
    },
  };
}
