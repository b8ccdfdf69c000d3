import initSqlite, { type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { XennError } from '../core/errors.ts';

/** SQLite's WebAssembly, checked by whoever reads it. */
export type ReadSqlite = () => Promise<Uint8Array>;

/** What the declarations leave out (https://emscripten.org/docs/api_reference/module.html#Module.wasmBinary). */
const initWith = initSqlite as (options?: { readonly wasmBinary: Uint8Array }) => Promise<Sqlite3Static>;

let loading: Promise<Sqlite3Static> | undefined;

/**
 * SQLite, loaded once per worker (or Node process): from what `read` gives, where it is given, else it finds its own file.
 * Throws StorageError; a failure is not kept.
 */
export function loadSqlite(read?: ReadSqlite): Promise<Sqlite3Static> {
  loading ??= load(read).catch((error: unknown) => {
    loading = undefined;
    throw loadError(error);
  });
  return loading;
}

/** The file systems that are not used would start two workers of their own wherever threads are allowed. */
async function load(read: ReadSqlite | undefined): Promise<Sqlite3Static> {
  const vfs = { opfs: true, 'opfs-vfs': true, 'opfs-wl': true };
  Object.assign(globalThis, { sqlite3ApiConfig: { disable: { vfs } } });
  return initWith(read && { wasmBinary: await read() });
}

function loadError(cause: unknown): XennError {
  return new XennError(
    'StorageError',
    `The database engine SQLite could not be loaded (${cause instanceof Error ? cause.message : cause}). ` +
      'Check the connection, then reload the page.',
  );
}
