/** A database file page by page, through SQLite's own table of pages (sqlite.org/dbpage.html). */
import type { Connection } from './connection.ts';
import { PAGE_BYTES, withoutStorageVersion } from './database-header.ts';

/** 4 MiB at a time are in memory. */
const PAGES_AT_ONCE = 512;

/** SQLite locks the byte at 1 GiB of a file, and keeps nothing in the page that holds it. */
const LOCK_PAGE = 2 ** 30 / PAGE_BYTES + 1;

/**
 * The file as it is when no change comes in between: to be called in the connection's turn. `connection` is asked again
 * for every block, and throws where the file is closed meanwhile.
 */
export async function exportPages(connection: () => Connection): Promise<Blob> {
  const blocks: Blob[] = [];
  const pageCount = connection().byteLength() / PAGE_BYTES;
  for (let first = 1; first <= pageCount; first += PAGES_AT_ONCE) {
    const end = Math.min(pageCount + 1, first + PAGES_AT_ONCE); // exclusive
    const pages = Array.from({ length: end - first }, (_, index) => readPage(connection(), first + index));
    blocks.push(new Blob(pages));
    // Other calls are answered in between.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return new Blob(blocks);
}

function readPage(connection: Connection, pageNumber: number): Uint8Array<ArrayBuffer> {
  const sql = 'SELECT data FROM sqlite_dbpage WHERE pgno = ?';
  const [[page]] = connection.rows<[Uint8Array<ArrayBuffer>]>(sql, pageNumber);
  return page;
}

/**
 * Makes the pages of `database` those of a file that is new and empty, but for its storage version, which is 0: cut off,
 * or before it is checked, it is no corpus. One transaction, however large. What the connection knows of the file is out
 * of date then: it has to be opened again. On an error the file is to be removed.
 */
export async function importPages(connection: Connection, database: Blob): Promise<void> {
  connection.script('PRAGMA auto_vacuum = INCREMENTAL; BEGIN IMMEDIATE');
  const blockBytes = PAGES_AT_ONCE * PAGE_BYTES;
  for (let start = 0; start < database.size; start += blockBytes) {
    const block = new Uint8Array(await database.slice(start, start + blockBytes).arrayBuffer());
    for (let at = 0; at < block.length; at += PAGE_BYTES) {
      writePage(connection, (start + at) / PAGE_BYTES + 1, block.subarray(at, at + PAGE_BYTES));
    }
  }
  connection.script('COMMIT');
}

function writePage(connection: Connection, pageNumber: number, page: Uint8Array): void {
  if (pageNumber === LOCK_PAGE) return;
  const bytes = pageNumber === 1 ? withoutStorageVersion(page) : page;
  connection.run('INSERT INTO sqlite_dbpage (pgno, data) VALUES (?, ?)', pageNumber, bytes);
}
