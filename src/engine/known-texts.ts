import { sha256 } from '@noble/hashes/sha2.js';
import type { SourceDocument } from '../core/records.ts';

/**
 * Of a title and a text together: the first 128 bits of SHA-256, so that two documents with the same digest have the same
 * text, whoever wrote them.
 */
export type TextDigest = Uint32Array;

const WORDS = 4;

const encoder = new TextEncoder();

/** The length of the title comes first, or where it ends would not be told. */
export function digestText({ title, text }: Pick<SourceDocument, 'title' | 'text'>): TextDigest {
  const digest = sha256(encoder.encode(`${title.length} ${title}${text}`));
  return new Uint32Array(digest.buffer, digest.byteOffset, WORDS);
}

/** Which texts are there, and the id of the first document with each: about 40 bytes a document and its id. */
export interface KnownTexts {
  /** Id of the document that has the text; undefined when none has. */
  idOf(digest: TextDigest): string | undefined;
  /** `digest` is not known yet. */
  add(digest: TextDigest, id: string): void;
}

const FIRST_CAPACITY = 1024;

/** A hash table with open addressing: the digest is the hash. */
export function createKnownTexts(): KnownTexts {
  const ids = createIdList();
  let count = 0;
  let digests = new Uint32Array(FIRST_CAPACITY * WORDS);
  /** Number of the text + 1, 0 where there is none; twice as many places as there is room for texts. */
  let slots = new Uint32Array(2 * FIRST_CAPACITY);

  /** The place of the digest, or the free one where it belongs. */
  function slotOf(digest: TextDigest): number {
    let slot = digest[0] & (slots.length - 1);
    while (slots[slot] !== 0 && !isAt(digest, slots[slot] - 1)) slot = (slot + 1) & (slots.length - 1);
    return slot;
  }
  function isAt(digest: TextDigest, position: number): boolean {
    const start = position * WORDS;
    return (
      digests[start] === digest[0] &&
      digests[start + 1] === digest[1] &&
      digests[start + 2] === digest[2] &&
      digests[start + 3] === digest[3]
    );
  }
  function grow(): void {
    const larger = new Uint32Array(2 * digests.length);
    larger.set(digests);
    digests = larger;
    slots = new Uint32Array(2 * slots.length);
    for (let position = 0; position < count; position++) {
      slots[slotOf(digests.subarray(position * WORDS, (position + 1) * WORDS))] = position + 1;
    }
  }

  return {
    idOf(digest) {
      const position = slots[slotOf(digest)] - 1;
      return position < 0 ? undefined : ids.at(position);
    },
    add(digest, id) {
      if ((count + 1) * WORDS > digests.length) grow();
      digests.set(digest, count * WORDS);
      slots[slotOf(digest)] = count + 1;
      count += 1;
      ids.add(id);
    },
  };
}

const IDS_PER_PAGE = 1024;

/** Ids by number. A page is one string: a string an id would take several times its length. */
function createIdList() {
  const pages: string[] = [];
  let last: string[] = [];
  return {
    add(id: string): void {
      last.push(id);
      if (last.length < IDS_PER_PAGE) return;
      pages.push(JSON.stringify(last));
      last = [];
    },
    at(position: number): string {
      const page = Math.floor(position / IDS_PER_PAGE);
      return (page < pages.length ? JSON.parse(pages[page]) : last)[position % IDS_PER_PAGE];
    },
  };
}
