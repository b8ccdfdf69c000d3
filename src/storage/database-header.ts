/** The first 100 bytes of a database file, as sqlite.org/fileformat2.html describes them (numbers are big-endian). */
import { XennError } from '../core/errors.ts';
import { SCHEMA_VERSION } from './schema.ts';

export const HEADER_BYTES = 100;

/** Of every database file that xenn writes. */
export const PAGE_BYTES = 8192;

const MAGIC = 'SQLite format 3\0';
const UTF8 = 1;

/** Where SQLite keeps `PRAGMA user_version`. */
const USER_VERSION_AT = 60;

/**
 * The storage version of a file that begins with `header` and is `fileBytes` long. Throws StorageError unless it can be a
 * database that a xenn up to this one wrote: of its page size, whole, not in WAL mode, with pages that can be given back.
 */
export function readStorageVersion(header: Uint8Array, fileBytes: number): number {
  const magic = new TextDecoder('latin1').decode(header.subarray(0, MAGIC.length));
  if (header.length < HEADER_BYTES || magic !== MAGIC) throw notADatabase('a file of another kind');
  const fields = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const said: readonly (readonly [found: number, expected: number, what: string])[] = [
    [fields.getUint16(16), PAGE_BYTES, 'bytes a page'],
    [fields.getUint8(18), 1, 'as the version to write'],
    [fields.getUint8(19), 1, 'as the version to read'],
    [fields.getUint8(20), 0, 'reserved bytes a page'],
    [fields.getUint32(28) * PAGE_BYTES, fileBytes, 'bytes in all, which is what it has'],
    [fields.getUint32(56), UTF8, 'as the text encoding'],
    [fields.getUint32(64), 1, 'for incremental vacuum'],
  ];
  for (const [found, expected, what] of said) {
    if (found !== expected) throw notADatabase(`a header that says ${found} instead of ${expected} ${what}`);
  }
  const version = fields.getInt32(USER_VERSION_AT);
  if (version > SCHEMA_VERSION) throw newerVersion(version);
  if (version < 1) throw notADatabase(`the storage version ${version}`);
  return version;
}

/** The same page 1 without a storage version: a file that has none is no corpus, and is removed on opening. */
export function withoutStorageVersion(firstPage: Uint8Array): Uint8Array {
  const page = firstPage.slice();
  new DataView(page.buffer).setInt32(USER_VERSION_AT, 0);
  return page;
}

/** What refuses a file as it comes in; `found` completes "found …". */
export function notADatabase(found: string): XennError {
  return new XennError(
    'StorageError',
    `Expected the database file of a corpus as xenn stores it, found ${found}. Nothing of it was kept: export it again ` +
      'where the corpus is stored, or choose another file.',
  );
}

function newerVersion(version: number): XennError {
  return new XennError(
    'StorageError',
    `This corpus was stored by a newer xenn (storage version ${version}; this one reads up to ${SCHEMA_VERSION}). ` +
      'Nothing of it was kept: reload the page to get the current xenn, then open it again.',
  );
}
