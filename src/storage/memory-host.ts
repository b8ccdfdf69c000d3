import type { Database } from '@sqlite.org/sqlite-wasm';
import type { DatabaseHost } from './database.ts';
import { loadSqlite } from './sqlite.ts';

/** The files of closed hosts, by name: a new host on the same disk finds them again. */
export type MemoryDisk = Map<string, Uint8Array>;

/** SQLite's heap cannot grow beyond this. */
const HEAP_BYTES = 2 ** 31;

/** Database files in memory, for tests: the same SQLite and the same behaviour, without persistence. */
export async function openMemoryHost(disk: MemoryDisk): Promise<DatabaseHost> {
  const { capi, oo1, wasm } = await loadSqlite();
  const databases = new Map<string, Database>();

  function load(database: Database, bytes: Uint8Array): void {
    const pointer = wasm.allocFromTypedArray(bytes);
    const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE;
    capi.sqlite3_deserialize(database, 'main', pointer, bytes.length, bytes.length, flags);
  }

  function close(name: string, database: Database): void {
    disk.set(name, capi.sqlite3_js_db_export(database));
    database.close();
  }

  async function open(name: string): Promise<Database> {
    const database = new oo1.DB(':memory:');
    const bytes = disk.get(name);
    if (bytes && bytes.length > 0) load(database, bytes);
    databases.set(name, database);
    return database;
  }

  return {
    list: () => [...new Set([...disk.keys(), ...databases.keys()])],
    open,
    reopen(name) {
      close(name, databases.get(name) as Database);
      return open(name);
    },
    remove(name) {
      databases.get(name)?.close();
      databases.delete(name);
      disk.delete(name);
    },
    async space() {
      const usedBytes = wasm.heap8u().length;
      return { usedBytes, availableBytes: HEAP_BYTES - usedBytes };
    },
    isPersisted: async () => false,
    close() {
      for (const [name, database] of databases) close(name, database);
      databases.clear();
    },
  };
}
