import { XennError } from '../core/errors.ts';
import type { SourceDocument, StoredDocument } from '../core/records.ts';
import type { Connection } from './connection.ts';
import { digestBlocks } from './digest.ts';

/** Columns of a document's content, in the order of `DocumentContent`. */
export const DOCUMENT_COLUMNS = 'id, title, text, parent_id';
export type DocumentContent = [id: string, title: string, text: string, parentId: string | null];

/** Part of the definition of a corpus' hash. */
const HASH_BLOCK_ROWS = 1000;

/**
 * Appends to the corpus, in order, in one transaction. A document whose id is taken, in the corpus or
 * earlier in the batch, is left out and takes no row: docRows stay consecutive. Returns the positions
 * of those left out. Text is kept as UTF-8: an unpaired surrogate comes back as U+FFFD, and a byte order
 * mark at the start of a text does not come back.
 */
export function appendDocuments(connection: Connection, documents: readonly SourceDocument[]): number[] {
  return connection.transaction(() => {
    const duplicates: number[] = [];
    let docRow = countDocuments(connection);
    documents.forEach((document, position) => {
      const inserted = connection.run(
        `INSERT OR IGNORE INTO document (row, ${DOCUMENT_COLUMNS}) VALUES (?, ?, ?, ?, ?)`,
        docRow,
        ...contentOf(document),
      );
      if (inserted > 0) docRow += 1;
      else duplicates.push(position);
    });
    return duplicates;
  });
}

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
 * The hash in CorpusSummary of documents that `read` gives by row (`start .. end // exclusive`): `digestBlocks` over
 * blocks of 1,000 documents in row order (the last may be shorter), each block the UTF-8 bytes of the JSON text
 * [[id,title,text],...] without spaces.
 */
export function hashDocuments(documentCount: number, read: ReadRows): Promise<string> {
  return digestBlocks(documentBlocks(documentCount, read));
}

type ReadRows = (start: number, end: number) => readonly SourceDocument[];

function* documentBlocks(documentCount: number, read: ReadRows): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let start = 0; start < documentCount; start += HASH_BLOCK_ROWS) {
    const documents = read(start, Math.min(documentCount, start + HASH_BLOCK_ROWS));
    yield encoder.encode(JSON.stringify(documents.map(({ id, title, text }) => [id, title, text])));
  }
}

/** What is stored of a document, in the order of `DOCUMENT_COLUMNS`. */
export function contentOf({ id, title, text, parentId }: SourceDocument): DocumentContent {
  return [id, title, text, parentId ?? null];
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
