import initSqlite, { type Sqlite3Static } from '@sqlite.org/sqlite-wasm';

let loading: Promise<Sqlite3Static> | undefined;

/** SQLite, loaded once per worker (or once per Node process). */
export function loadSqlite(): Promise<Sqlite3Static> {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** The file systems that are not used would start two workers of their own wherever threads are allowed. */
async function load(): Promise<Sqlite3Static> {
  const vfs = { opfs: true, 'opfs-vfs': true, 'opfs-wl': true };
  Object.assign(globalThis, { sqlite3ApiConfig: { disable: { vfs } } });
  return initSqlite();
}
