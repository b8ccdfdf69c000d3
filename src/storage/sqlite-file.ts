import sha256 from '@sqlite.org/sqlite-wasm/sqlite3.wasm?sha256';
import url from '@sqlite.org/sqlite-wasm/sqlite3.wasm?url';

/** SQLite's WebAssembly as the application serves it: its address, absolute, and SHA-256 (hex). */
export const sqliteFile = { address: new URL(url, import.meta.url).href, sha256 };
