import { XennError } from '../core/errors.ts';
import type { SourceDocument } from '../core/records.ts';
import { digestOfDigests } from './digest.ts';
import { wellFormed } from './documents.ts';

/** Part of the definition of a corpus' hash. */
const HASH_BLOCK_ROWS = 1000;

/** Encoded at once: a block of long documents would be longer than a string can be. */
const PIECE_CHARACTERS = 64 * 1024;

/** Takes the documents of a corpus in row order, some at a time. */
export interface DocumentHash {
  add(documents: readonly SourceDocument[]): void;
  /** The hash in CorpusSummary; to be called when all is added. */
  finish(): Promise<string>;
}

/**
 * `digestBlocks` over blocks of 1,000 documents in row order (the last may be shorter), each block the UTF-8 bytes of the JSON
 * text [[id,title,text],...] without spaces, the texts as they come back from storage.
 */
export async function createDocumentHash(): Promise<DocumentHash> {
  const { sha256 } = await loadSha256();
  const digests: Uint8Array[] = [];
  let block = sha256.create();
  let rows = 0;
  let piece = '';

  function flush(): void {
    block.update(encoder.encode(piece));
    piece = '';
  }

  function close(): void {
    piece += ']';
    flush();
    digests.push(block.digest());
    block = sha256.create();
    rows = 0;
  }

  return {
    add(documents) {
      for (const { id, title, text } of documents) {
        piece += rows === 0 ? '[' : ',';
        piece += JSON.stringify([id, title, text].map(asItComesBack));
        if (piece.length >= PIECE_CHARACTERS) flush();
        rows += 1;
        if (rows === HASH_BLOCK_ROWS) close();
      }
    },
    finish() {
      if (rows > 0) close();
      return digestOfDigests(digests);
    },
  };
}

const encoder = new TextEncoder();

const BYTE_ORDER_MARK = /^\uFEFF/;

/** See `appendDocuments`. */
function asItComesBack(text: string): string {
  return wellFormed(text).replace(BYTE_ORDER_MARK, '');
}

type ReadRows = (start: number, end: number) => readonly SourceDocument[];

/** Not before there is something to hash: the page's first load waits for the storage. Throws StorageError. */
async function loadSha256() {
  try {
    return await import('@noble/hashes/sha2.js');
  } catch (error) {
    throw new XennError(
      'StorageError',
      `A part of xenn that hashes documents could not be loaded (${error instanceof Error ? error.message : error}). ` +
        'Check the connection, then reload the page.',
    );
  }
}

/** A timer takes 4 ms: not one for every block. */
const ROWS_BETWEEN_TURNS = 16 * HASH_BLOCK_ROWS;

/** Of documents that `read` gives by row (`start .. end // exclusive`); other work gets its turns meanwhile. */
export async function hashDocuments(documentCount: number, read: ReadRows): Promise<string> {
  const hash = await createDocumentHash();
  for (let start = 0; start < documentCount; start += HASH_BLOCK_ROWS) {
    hash.add(read(start, Math.min(documentCount, start + HASH_BLOCK_ROWS)));
    if (start % ROWS_BETWEEN_TURNS === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  return hash.finish();
}
