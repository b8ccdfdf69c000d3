/** Runs in the page: the browser's private file system as it lies, beside what the storage says is in it. */

/** The pool of database files (SQLite's opfs-sahpool): a file's header says whose it is, its bytes follow. */
const POOL = ['xenn', '.opaque'];
const HEADER_BYTES = 4096;
const PATH_BYTES = 512;
const FLAGS_AT = 512;
const DIGEST_AT = 516;
/** SQLITE_OPEN_MAIN_DB, and the pool's own flag for a digest that is computed. */
const FLAGS = 0x100 | 0x80;

export interface StoredFiles {
  /** Paths of the pool's files in use. */
  readonly databases: readonly string[];
  /** Files of the pool that are free and yet hold something. */
  readonly fullSpares: number;
  /** Folders of kept records, by the folder they are in. */
  readonly records: Readonly<Record<string, readonly string[]>>;
  /** At the top, but for the folders that xenn has. */
  readonly others: readonly string[];
}

const RECORD_FOLDERS = ['xenn-runs', 'xenn-experiments'];
const FOLDERS = ['xenn', 'xenn-models', ...RECORD_FOLDERS];

export async function listStoredFiles(): Promise<StoredFiles> {
  const top = await navigator.storage.getDirectory();
  const databases: string[] = [];
  let fullSpares = 0;
  for await (const handle of (await folder(POOL)).values()) {
    const file = await (handle as FileSystemFileHandle).getFile();
    const path = new TextDecoder()
      .decode(await file.slice(0, PATH_BYTES).arrayBuffer())
      .replace(/\0.*$/s, '');
    if (path !== '') databases.push(path);
    else if (file.size > HEADER_BYTES) fullSpares += 1;
  }
  const records: Record<string, string[]> = {};
  for (const name of RECORD_FOLDERS) records[name] = await namesIn(await folder([name]));
  const others = (await namesIn(top)).filter((name) => !FOLDERS.includes(name));
  return { databases: databases.sort(), fullSpares, records, others };
}

/** Puts a database file into the pool while nobody has it open. */
export async function placeDatabase(name: string, database: Uint8Array<ArrayBuffer>): Promise<void> {
  const header = new Uint8Array(HEADER_BYTES);
  new TextEncoder().encodeInto(`/${name}.sqlite3`, header);
  new DataView(header.buffer).setUint32(FLAGS_AT, FLAGS);
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (const byte of header.subarray(0, DIGEST_AT)) {
    first = Math.imul(first ^ byte, 2654435761);
    second = Math.imul(second ^ byte, 104729);
  }
  header.set(new Uint8Array(Uint32Array.of(first >>> 0, second >>> 0).buffer), DIGEST_AT);
  const handle = await (await folder(POOL)).getFileHandle(crypto.randomUUID(), { create: true });
  const writable = await handle.createWritable();
  await writable.write(header);
  await writable.write(database);
  await writable.close();
}

async function folder(path: readonly string[]): Promise<FileSystemDirectoryHandle> {
  let found = await navigator.storage.getDirectory();
  for (const name of path) found = await found.getDirectoryHandle(name, { create: true });
  return found;
}

async function namesIn(directory: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of directory.keys()) names.push(name);
  return names;
}
