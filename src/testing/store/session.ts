import { beforeEach } from 'vitest';
import type { Store } from '../../engine/ports.ts';

export type StoreUnderTest = Store & {
  listUnreadable(): Promise<{ corpusId: string; reason: string }[]>;
  close(): void | Promise<void>;
};

/** Storage that outlives the stores opened on it, one after the other. */
export interface StorageUnderTest {
  open(): Promise<StoreUnderTest>;
  /** The others while no store is open. */
  fileNames(): Promise<string[]>;
  execute(fileName: string, sql: string): Promise<void>;
  /** Puts a database file there, byte by byte. */
  place(fileName: string, database: Uint8Array): Promise<void>;
  /** SHA-256 (hex) of a database file. */
  digest(fileName: string): Promise<string>;
}

/** The store of the running test, and what can be done to its storage between two openings. */
export interface StoreSession {
  readonly store: StoreUnderTest;
  reopen(): Promise<void>;
  executeBetween(fileName: string, sql: string): Promise<void>;
  fileNamesBetween(): Promise<string[]>;
  /** `sql` changes it before a store opens it. */
  placeBetween(fileName: string, database: Uint8Array, sql?: string): Promise<void>;
  digestBetween(fileName: string): Promise<string>;
}

/** To be called inside a `describe`: each of its tests begins with empty storage. */
export function useStore(emptyStorage: () => Promise<StorageUnderTest>): StoreSession {
  let storage: StorageUnderTest;
  let store: StoreUnderTest;

  beforeEach(async () => {
    storage = await emptyStorage();
    store = await storage.open();
    return () => store.close();
  });

  async function whileClosed<T>(work: () => Promise<T>): Promise<T> {
    await store.close();
    const result = await work();
    store = await storage.open();
    return result;
  }

  return {
    get store() {
      return store;
    },
    reopen: () => whileClosed(async () => {}),
    executeBetween: (fileName, sql) => whileClosed(() => storage.execute(fileName, sql)),
    fileNamesBetween: () => whileClosed(() => storage.fileNames()),
    placeBetween: (fileName, database, sql) =>
      whileClosed(async () => {
        await storage.place(fileName, database);
        if (sql !== undefined) await storage.execute(fileName, sql);
      }),
    digestBetween: (fileName) => whileClosed(() => storage.digest(fileName)),
  };
}
