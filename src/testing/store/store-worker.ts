/** Storage tests in a browser: OPFS gives its synchronous handles to dedicated workers only. */
import type { Database } from '@sqlite.org/sqlite-wasm';
import { expose, proxy } from 'comlink';
import type { DatabaseHost } from '../../storage/database.ts';
import { digestBlocks } from '../../storage/digest.ts';
import { openOpfsHost } from '../../storage/opfs-host.ts';
import { loadSqlite } from '../../storage/sqlite.ts';
import { claimStorage } from '../../storage/storage-lock.ts';
import { createStore } from '../../storage/store.ts';

export interface StoreWorker {
  open(): Promise<Awaited<ReturnType<typeof createStore>>>;
  /**
   * From now on a change such as 'DELETE ON document' stops for ever in the middle of its transaction, when the worker
   * has posted 'stopped'. For stores that are open.
   */
  stopBefore(change: string): Promise<void>;
  fileNames(): Promise<string[]>;
  execute(fileName: string, sql: string): Promise<void>;
  place(fileName: string, database: Uint8Array): Promise<void>;
  digest(fileName: string): Promise<string>;
  removeFiles(): Promise<void>;
}

async function openHost(): Promise<DatabaseHost> {
  const claim = await claimStorage(new Promise(() => {}));
  if (claim.role === 'writer') return openOpfsHost(claim.release);
  throw new Error('Nobody said that it writes.');
}

/** As `openOpfsHost` opens it, to reach the bytes themselves; nobody else has it open. */
async function openPool() {
  const sqlite = await loadSqlite();
  const pool = await sqlite.installOpfsSAHPoolVfs({ directory: '/xenn', preserveOnInitFailure: true });
  return pool.isPaused() ? pool.unpauseVfs() : pool;
}

const pathOf = (fileName: string) => `/${fileName}.sqlite3`;

/** Of the store that was opened last. */
const databases: Database[] = [];

function noteDatabases(host: DatabaseHost): DatabaseHost {
  databases.length = 0;
  return {
    ...host,
    async open(name) {
      const database = await host.open(name);
      databases.push(database);
      return database;
    },
  };
}

const worker: StoreWorker = {
  open: async () => proxy(await createStore(noteDatabases(await openHost()))),
  async stopBefore(change) {
    for (const database of databases) {
      database.createFunction('stop', () => {
        self.postMessage('stopped');
        for (;;);
      });
      database.exec(`CREATE TEMP TRIGGER stopping BEFORE ${change} BEGIN SELECT stop(); END`);
    }
  },
  async fileNames() {
    const host = await openHost();
    const names = host.list();
    host.close();
    return names;
  },
  async execute(fileName, sql) {
    const host = await openHost();
    (await host.open(fileName)).exec(sql);
    host.close();
  },
  async place(fileName, database) {
    const pool = await openPool();
    await pool.reserveMinimumCapacity(2);
    pool.importDb(pathOf(fileName), database);
    pool.pauseVfs();
  },
  async digest(fileName) {
    const pool = await openPool();
    const digest = await digestBlocks([pool.exportFile(pathOf(fileName))]);
    pool.pauseVfs();
    return digest;
  },
  async removeFiles() {
    const host = await openHost();
    for (const name of host.list()) host.remove(name);
    host.close();
  },
};

expose(worker);
