import type { Database, SAHPoolUtil, Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import type { DatabaseHost } from './database.ts';
import { unavailableError } from './opfs-support.ts';
import { loadSqlite, type ReadSqlite } from './sqlite.ts';
import { otherTabError } from './storage-lock.ts';
import { createTurns } from './turns.ts';

const FILE_SUFFIX = '.sqlite3';

/** First pause before asking again for file handles a closing page still has; it doubles, 3.15 s in all. */
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 1600;

/** Of each file: ids of a million documents are found again and again while they come in. SQLite's default is 2 MB. */
const CACHE_KIB = 16 * 1024;

/**
 * Database files in the browser's private file system (OPFS), through SQLite's pool of synchronous
 * access handles: it needs no SharedArrayBuffer, only a dedicated worker, and one tab at a time. To be called with
 * the lock that `claimStorage` gave; it is released when the host is closed, or cannot be opened. `readSqlite` is as in
 * `loadSqlite`. Throws StorageError if the browser has no such storage or another tab still has files open.
 */
export async function openOpfsHost(releaseLock: () => void, readSqlite?: ReadSqlite): Promise<DatabaseHost> {
  try {
    const pool = await openPool(await loadSqlite(readSqlite));
    removeLoneJournals(pool);
    await removeProbes();
    return opfsHost(pool, releaseLock);
  } catch (error) {
    releaseLock();
    throw error;
  }
}

function opfsHost(pool: SAHPoolUtil, releaseLock: () => void): DatabaseHost {
  const databases = new Map<string, Database>();
  const pathOf = (name: string) => `/${name}${FILE_SUFFIX}`;

  function list(): string[] {
    const databasePaths = pool.getFileNames().filter((path) => path.endsWith(FILE_SUFFIX));
    return databasePaths.map((path) => path.slice(1, -FILE_SUFFIX.length));
  }

  /** One after the other: each counts the files there are. */
  const inTurn = createTurns();
  const open = (name: string) => inTurn(() => openFile(name));

  async function openFile(name: string): Promise<Database> {
    // The pool cannot grow while SQLite waits for a file; each database may need its journal besides.
    await pool.reserveMinimumCapacity(2 * (list().length + 1));
    const database = new pool.OpfsSAHPoolDb(pathOf(name));
    databases.set(name, database);
    tune(database);
    return database;
  }

  return {
    list,
    open,
    reopen(name) {
      databases.get(name)?.close();
      return open(name);
    },
    remove(name) {
      databases.get(name)?.close();
      databases.delete(name);
      // The database first: a journal left alone is harmless, a database without its journal may not be.
      pool.unlink(pathOf(name));
      pool.unlink(`${pathOf(name)}-journal`);
    },
    async space() {
      const { usage = 0, quota = 0 } = await navigator.storage.estimate();
      return { usedBytes: usage, availableBytes: quota - usage };
    },
    isPersisted: () => navigator.storage.persisted(),
    close() {
      for (const database of databases.values()) database.close();
      databases.clear();
      pool.pauseVfs();
      releaseLock();
    },
  };
}

/** What a removal that was cut off between two files has left: journals without their database. */
function removeLoneJournals(pool: SAHPoolUtil): void {
  const paths = new Set(pool.getFileNames());
  for (const path of paths) if (!paths.has(path.replace(/-journal$/, ''))) pool.unlink(path);
}

/** What SQLite asks the browser with as it opens; a page that ends in that moment leaves it. */
async function removeProbes(): Promise<void> {
  const top = await navigator.storage.getDirectory();
  for await (const name of top.keys()) {
    // One that another page still holds, or has removed itself, is no reason not to open.
    if (name.startsWith('.opfs-sahpool-sync-check-')) await top.removeEntry(name).catch(() => undefined);
  }
}

/**
 * EXCLUSIVE: the pool has one user, so nothing need be re-read or re-locked per transaction.
 * TRUNCATE: WAL would commit a batch of scores in 1 ms, not 3, but write a big import or matrix twice.
 * FULL: a finished transaction survives a killed tab under any setting; under this one a power cut too.
 */
function tune(database: Database): void {
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL');
  database.exec(`PRAGMA cache_size = ${-CACHE_KIB}`);
}

async function openPool(sqlite: Sqlite3Static): Promise<SAHPoolUtil> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
    try {
      return await acquirePool(sqlite);
    } catch (error) {
      if (!isHeldElsewhere(error)) throw unavailableError(error);
      if (pauseMs > LAST_PAUSE_MS) throw otherTabError();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

async function acquirePool(sqlite: Sqlite3Static): Promise<SAHPoolUtil> {
  const options = {
    directory: '/xenn',
    // Without it a failure to open would remove the directory, and with it every corpus.
    preserveOnInitFailure: true,
    forceReinitIfPreviouslyFailed: true,
    // Errors reach the caller; they need not be on the console as well.
    verbosity: 0,
  };
  const pool = await sqlite.installOpfsSAHPoolVfs(options);
  return pool.isPaused() ? pool.unpauseVfs() : pool;
}

/** How OPFS refuses a second handle on a file. */
function isHeldElsewhere(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoModificationAllowedError';
}
