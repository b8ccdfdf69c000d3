/** The documents of an import or an addition, told apart by id and by text on their way into storage. */
import type { SourceDocument } from '../core/records.ts';
import type { Located, ParsedBatch } from '../formats/records.ts';
import { createKnownTexts, digestText, type KnownTexts, type TextDigest } from './known-texts.ts';
import type { DuplicatePositions } from './ports.ts';
import type { Refusals } from './refusals.ts';

export interface DigestedDocument extends Located<SourceDocument> {
  readonly digest: TextDigest;
}

export interface DocumentTaking {
  /** Stores documents, in order; positions of those whose id is taken. */
  readonly append: (documents: readonly SourceDocument[]) => Promise<DuplicatePositions>;
  /** Why a document is refused whose id is taken. */
  readonly idTaken: (document: SourceDocument) => string;
  readonly refusals: Refusals;
  /** Of the documents that are there already; those that are taken are added. */
  readonly knownTexts: KnownTexts;
  readonly leaveOutDuplicates: boolean;
}

export interface DocumentTaker {
  /** How many of them were stored. */
  take(documents: readonly DigestedDocument[]): Promise<number>;
  /** Documents with title and text of an earlier one so far, left out or not. */
  duplicateTextCount(): number;
}

/** Nothing taken yet. */
export function createDocumentTaker(taking: DocumentTaking): DocumentTaker {
  const { append, idTaken, refusals, knownTexts, leaveOutDuplicates } = taking;
  let duplicateTextCount = 0;

  /** Those that were stored. */
  async function store(documents: readonly DigestedDocument[]): Promise<DigestedDocument[]> {
    if (documents.length === 0) return [];
    const taken = await append(documents.map(({ value }) => value));
    refusals.addAt(documents, taken, idTaken);
    const refused = new Set(taken);
    return documents.filter((_, position) => !refused.has(position));
  }

  function remember(documents: readonly DigestedDocument[]): number {
    let repeated = 0;
    for (const { digest, value } of documents) {
      if (knownTexts.idOf(digest) === undefined) knownTexts.add(digest, value.id);
      else repeated += 1;
    }
    return repeated;
  }

  /** Adds the refusals of those whose text is stored; the others, each text once, and what has to wait for them. */
  function leaveOutKnown(documents: readonly DigestedDocument[]) {
    const fresh: DigestedDocument[] = [];
    const repeatsOfFresh: DigestedDocument[] = [];
    const freshTexts = createKnownTexts();
    for (const document of documents) {
      const { value, file, line, digest } = document;
      const earlierId = knownTexts.idOf(digest);
      if (earlierId !== undefined) {
        duplicateTextCount += 1;
        refusals.add([{ file, line, reason: sameText(value.id, earlierId) }]);
      } else if (freshTexts.idOf(digest) !== undefined) {
        repeatsOfFresh.push(document);
      } else {
        freshTexts.add(digest, value.id);
        fresh.push(document);
      }
    }
    return { fresh, repeatsOfFresh };
  }

  return {
    async take(documents) {
      if (!leaveOutDuplicates) {
        const stored = await store(documents);
        duplicateTextCount += remember(stored);
        return stored.length;
      }
      let storedCount = 0;
      // One with a text of this batch is a duplicate only if the first one is stored: its id may be taken.
      for (let waiting = documents; waiting.length > 0; ) {
        const { fresh, repeatsOfFresh } = leaveOutKnown(waiting);
        const stored = await store(fresh);
        remember(stored);
        storedCount += stored.length;
        waiting = repeatsOfFresh;
      }
      return storedCount;
    },
    duplicateTextCount: () => duplicateTextCount,
  };
}

/** Batches with the digests of their documents. */
export async function* withDigests(
  batches: AsyncGenerator<ParsedBatch>,
): AsyncGenerator<ParsedBatch & { readonly documents: readonly DigestedDocument[] }> {
  for await (const batch of batches) {
    const documents = batch.documents.map((document) => ({
      ...document,
      digest: digestText(document.value),
    }));
    yield { ...batch, documents };
  }
}

function sameText(id: string, earlierId: string): string {
  return `document "${id}" has the title and text of "${earlierId}"; the first one is kept`;
}
