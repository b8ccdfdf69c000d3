import { XennError } from '../core/errors.ts';
import type { SourceDocument, StoredDocument } from '../core/records.ts';
import type { Connection } from './connection.ts';

/** Columns of a document's content, in the order of `DocumentContent`. */
export const DOCUMENT_COLUMNS = 'id, title, text, parent_id';
export type DocumentContent = [id: string, title: string, text: string, parentId: string | null];

/** Of title and text, in UTF-8: what is read at once, unless one document alone is longer. */
export const PAGE_BYTES = 4 * 2 ** 20;

export interface Appended {
  readonly taken: readonly SourceDocument[];
  /** Positions of those left out because their id is taken, in the corpus or earlier in the batch. */
  readonly duplicates: number[];
}

/**
 * Appends to the corpus, in order; docRows stay consecutive. `indexDocuments` adds them to the text index. Text is kept as
 * UTF-8: an unpaired surrogate comes back as U+FFFD, and a byte order mark at the start of a text does not come back.
 */
export function appendDocuments(connection: Connection, documents: readonly SourceDocument[]): Appended {
  const taken = takenPositions(connection, documents, 'document');
  return insertNew(connection, 'document', countDocuments(connection), documents, taken);
}

/** Adds the documents from row `firstRow` on to the text index. How many documents it holds then. */
export function indexDocuments(connection: Connection, firstRow: number): number {
  connection.run(
    'INSERT INTO document_fts (rowid, title, text) SELECT row, title, text FROM document WHERE row >= ?',
    firstRow,
  );
  return countDocuments(connection);
}

/**
 * Inserts the documents whose position is not in `taken` and whose id was not met earlier, from row `firstRow` on. One statement
 * for all, their contents one JSON text: bound one by one they take twice as long.
 */
export function insertNew(
  connection: Connection,
  table: DocumentTable,
  firstRow: number,
  documents: readonly SourceDocument[],
  taken: ReadonlySet<number>,
): Appended {
  const ids = new Set<string>();
  const fresh: SourceDocument[] = [];
  const duplicates: number[] = [];
  documents.forEach((document, position) => {
    const id = wellFormed(document.id);
    if (taken.has(position) || ids.has(id)) duplicates.push(position);
    else fresh.push(document);
    ids.add(id);
  });
  connection.run(
    `INSERT INTO ${table} (row, ${DOCUMENT_COLUMNS})
      SELECT ? + key, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
    firstRow,
    JSON.stringify(fresh.map(contentOf)),
  );
  return { taken: fresh, duplicates };
}

/** Positions of the documents whose id `table` has. */
export function takenPositions(
  connection: Connection,
  documents: readonly SourceDocument[],
  table: DocumentTable,
): Set<number> {
  const ids = JSON.stringify(documents.map(({ id }) => wellFormed(id)));
  const sql = `SELECT wanted.key FROM json_each(?) AS wanted CROSS JOIN ${table} ON ${table}.id = wanted.value`;
  return new Set(connection.rows<[position: number]>(sql, ids).map(([position]) => position));
}

type DocumentTable = 'document' | 'added_document';

/** Rows are consecutive from 0, so the last one tells without a scan. */
export function countDocuments(connection: Connection): number {
  const [[count]] = connection.rows<[number]>('SELECT coalesce(max(row) + 1, 0) FROM document');
  return count;
}

/** In the order of `docRows`. Throws StorageError for a row that is not there. */
export function readDocuments(connection: Connection, docRows: Uint32Array): StoredDocument[] {
  return Array.from(docRows, (docRow) => {
    const sql = `SELECT ${DOCUMENT_COLUMNS} FROM document WHERE row = ?`;
    const [content] = connection.rows<DocumentContent>(sql, docRow);
    if (!content) throw noSuchRowError(docRow, countDocuments(connection));
    return { docRow, ...toDocument(content) };
  });
}

/** Rows `start .. start + count // exclusive`, clipped to the corpus. */
export function readDocumentRange(connection: Connection, start: number, count: number): StoredDocument[] {
  const sql = `SELECT row, ${DOCUMENT_COLUMNS} FROM document WHERE row >= ? AND row < ? ORDER BY row`;
  const rows = connection.rows<[docRow: number, ...content: DocumentContent]>(sql, start, start + count);
  return rows.map(([docRow, ...content]) => ({ docRow, ...toDocument(content) }));
}

/**
 * The rows from `start` on, `count` at most, fewer where more would hold over PAGE_BYTES, and at least one. Throws
 * StorageError for a row that is not there.
 */
export function readDocumentPage(connection: Connection, start: number, count: number): StoredDocument[] {
  // Reads no text, however long (sqlite.org/lang_corefunc.html#octet_length).
  const sql =
    'SELECT octet_length(title) + octet_length(text) FROM document WHERE row >= ? AND row < ? ORDER BY row';
  const lengths = connection.rows<[bytes: number]>(sql, start, start + count);
  if (lengths.length === 0) throw noSuchRowError(start, countDocuments(connection));
  let pageBytes = 0;
  const fitting = lengths.findIndex(([bytes], position) => {
    pageBytes += bytes;
    return position > 0 && pageBytes > PAGE_BYTES;
  });
  return readDocumentRange(connection, start, fitting === -1 ? count : fitting);
}

/** What is stored of a document, in the order of `DOCUMENT_COLUMNS`. */
function contentOf({ id, title, text, parentId }: SourceDocument): DocumentContent {
  return [
    wellFormed(id),
    wellFormed(title),
    wellFormed(text),
    parentId === undefined ? null : wellFormed(parentId),
  ];
}

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** UTF-8 has no bytes for half of a surrogate pair. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, '\uFFFD');
}

/** The way back. */
export function toDocument([id, title, text, parentId]: DocumentContent): SourceDocument {
  return { id, title, text, ...(parentId !== null && { parentId }) };
}

export function noSuchRowError(docRow: number, documentCount: number): XennError {
  return new XennError(
    'StorageError',
    `Expected a document row below ${documentCount}, the number of documents in the corpus, found ${docRow}. ` +
      'This is an error in xenn: please report it.',
  );
}
