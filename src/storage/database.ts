import type { Database } from '@sqlite.org/sqlite-wasm';

/** Where database files live: the one thing that differs between the browser and a test in Node. */
export interface DatabaseHost {
  /** The files there are, by name, in no particular order. */
  list(): string[];
  /** Opens the file, creating it empty if there is none. The host closes it again. */
  open(name: string): Promise<Database>;
  /** Closes an open file and opens it again: nothing is known of it from before. */
  reopen(name: string): Promise<Database>;
  /** Closes the file and removes it with all that belongs to it. Does nothing if there is none. */
  remove(name: string): void;
  space(): Promise<StorageSpace>;
  /** Whether the browser has promised not to remove what is stored on its own. */
  isPersisted(): Promise<boolean>;
  /** Closes every file; the host cannot be used afterwards. */
  close(): void;
}

/** Both are estimates: a browser rounds them so that a page learns little about the disk. */
export interface StorageSpace {
  readonly usedBytes: number;
  readonly availableBytes: number;
}
