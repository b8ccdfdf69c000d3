import initSqlite, { type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { XennError } from '../core/errors.ts';

let loading: Promise<Sqlite3Static> | undefined;

/** SQLite, loaded once per worker (or Node process). Throws StorageError; a failure is not kept. */
export function loadSqlite(): Promise<Sqlite3Static> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw loadError(error);
  });
  return loading;
}

/** The file systems that are not used would start two workers of their own wherever threads are allowed. */
async function load(): Promise<Sqlite3Static> {
  const vfs = { opfs: true, 'opfs-vfs': true, 'opfs-wl': true };
  Object.assign(globalThis, { sqlite3ApiConfig: { disable: { vfs } } });
  return initSqlite();
}

function loadError(cause: unknown): XennError {
  return new XennError(
    'StorageError',
    `The database engine SQLite could not be loaded (${cause instanceof Error ? cause.message : cause}). ` +
      'Check the connection, then reload the page.',
  );
}
