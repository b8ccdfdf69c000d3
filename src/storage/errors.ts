import { XennError } from '../core/errors.ts';
import type { StorageSpace } from './database.ts';

/** SQLite's primary result codes (sqlite.org/rescode.html); the extended ones add higher bits. */
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

/** The error a person should read. Errors of neither SQLite nor the disk come back as they are. */
export async function explainError(error: unknown, space: () => Promise<StorageSpace>): Promise<unknown> {
  if (!(error instanceof Error)) return error;
  if (isFull(error)) return fullError(await space());
  if (resultCode(error) === undefined) return error;
  if (isCorrupt(error)) return damagedError(error.message);
  return new XennError(
    'StorageError',
    `The database stopped with an error xenn did not expect: ${error.message}. Reload the page and try again.`,
  );
}

/** Whether the disk, or what this site may store, is most likely full. */
export function isFull(error: unknown): boolean {
  if (error instanceof Error && error.name === 'QuotaExceededError') return true;
  const code = resultCode(error);
  return code === SQLITE_FULL || code === SQLITE_IOERR;
}

/** Whether a database file is damaged, or none. */
export function isCorrupt(error: unknown): boolean {
  const code = resultCode(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/** SQLite's primary result code; undefined for another error. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'resultCode' in error)) return undefined;
  return typeof error.resultCode === 'number' ? error.resultCode & 0xff : undefined;
}

/** OPFS says no more than "I/O error" when its quota is used up, so this cannot be sure. */
function fullError({ usedBytes, availableBytes }: StorageSpace): XennError {
  return new XennError(
    'StorageError',
    'The storage of this site could not be read or written, most likely because it is full: ' +
      `${megabytes(usedBytes)} are in use and about ${megabytes(availableBytes)} available. ` +
      'Nothing of this step was kept. Delete an index or a corpus, or free disk space, and try again.',
  );
}

function damagedError(cause: string): XennError {
  return new XennError(
    'StorageError',
    `The file of a stored corpus is damaged (${cause}). Delete this corpus and import it again.`,
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
