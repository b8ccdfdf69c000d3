import type { SourceDocument } from '../core/records.ts';
import { digestOfDigests } from './digest.ts';

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
  // Not before there is something to hash: the page's first load waits for the storage.
  const { sha256 } = await import('@noble/hashes/sha2.js');
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
const decoder = new TextDecoder();

/** Without a byte order mark at its start, half characters replaced; see `appendDocuments`. */
function asItComesBack(text: string): string {
  return ODD_TEXT.test(text) ? decoder.decode(encoder.encode(text)) : text;
}

const ODD_TEXT = /^\uFEFF|\p{Surrogate}/u;

type ReadRows = (start: number, end: number) => readonly SourceDocument[];

/** Of documents that `read` gives by row (`start .. end // exclusive`); other work gets a turn between blocks. */
export async function hashDocuments(documentCount: number, read: ReadRows): Promise<string> {
  const hash = await createDocumentHash();
  for (let start = 0; start < documentCount; start += HASH_BLOCK_ROWS) {
    hash.add(read(start, Math.min(documentCount, start + HASH_BLOCK_ROWS)));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return hash.finish();
}
