import type { Matrix } from '../core/types.ts';

/** The last few matrices read, so that a second search does not read the disk. Keeps no failure. */
export interface MatrixCache {
  get(key: string, read: () => Promise<Matrix>): Promise<Matrix>;
  drop(keyStart: string): void;
}

export function createMatrixCache(limit: number): MatrixCache {
  const entries = new Map<string, Promise<Matrix>>();
  return {
    get(key, read) {
      const found = entries.get(key);
      const entry = found ?? read();
      entries.delete(key);
      entries.set(key, entry);
      if (!found) entry.catch(() => entries.delete(key));
      const oldest = entries.keys().next().value;
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest);
      return entry;
    },
    drop(keyStart) {
      for (const key of entries.keys()) if (key.startsWith(keyStart)) entries.delete(key);
    },
  };
}
