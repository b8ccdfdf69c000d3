import { previewSource, readSource } from '../formats/index.ts';
import type { ReadOptions, SourceFile } from '../formats/records.ts';
import { pagesOfDocuments } from './documents.ts';
import { createKnownTexts, digestText, type KnownTexts } from './known-texts.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import { readAhead } from './read-ahead.ts';
import type { CallContext, ImportProgress, ImportReport } from './records.ts';
import { createRefusals, nothingAccepted } from './refusals.ts';
import { createDocumentTaker, withDigests } from './take-documents.ts';

export interface AddDocumentsRequest {
  readonly corpusId: string;
  readonly files: readonly SourceFile[];
  readonly options: ReadOptions;
  /** Documents whose title and text are those of one in the corpus, or of an earlier one, are refused. */
  readonly leaveOutDuplicates: boolean;
}

const PAGE_SIZE = 1024;

/**
 * Streams the files' documents to the end of a corpus. All or nothing, like an import. A document whose id is taken is
 * refused: to replace one, remove it first. Queries and judgements of the files are not taken: with others, what was
 * measured before would no longer compare.
 *
 * @throws ImportError when the input holds no new document; StorageError; CancelledError.
 */
export async function addDocuments(
  store: Store,
  { corpusId, files, options, leaveOutDuplicates }: AddDocumentsRequest,
  context: CallContext<ImportProgress> = {},
): Promise<ImportReport> {
  const startedMs = performance.now();
  await store.assertWritable(corpusId);
  const { totalBytes } = await previewSource(files, options.format, context.cancel);
  const refused = createRefusals();
  const knownTexts = await digestCorpus(store, corpusId, context);
  const meter = startMeter('reading', 'bytes', totalBytes);
  const taker = createDocumentTaker({
    append: (documents) => store.appendAddition(corpusId, documents),
    idTaken: ({ id }) => `a document with the id "${id}" is in the corpus already; it was kept`,
    refusals: refused,
    knownTexts,
    leaveOutDuplicates,
  });
  let documentCount = 0;
  const counts = () => ({ ...NOTHING_COUNTED, documentCount, refusedCount: refused.count() });
  try {
    for await (const batch of readAhead(withDigests(readSource(files, options, context.cancel)))) {
      context.cancel?.throwIfAborted();
      refused.add(batch.refused);
      documentCount += await taker.take(batch.documents);
      context.onProgress?.({ ...meter.report(batch.bytesRead), ...counts() });
    }
    if (documentCount === 0) throw nothingAccepted(refused);
    context.cancel?.throwIfAborted();
    context.onProgress?.({ ...startMeter('writing', 'documents', documentCount).report(0), ...counts() });
    const corpus = await store.commitAddition(corpusId);
    return {
      corpus,
      refusedCount: refused.count(),
      refused: refused.kept(),
      duplicateTextCount: taker.duplicateTextCount(),
      elapsedMs: performance.now() - startedMs,
    };
  } catch (error) {
    await store.abortAddition(corpusId);
    throw error;
  }
}

const NOTHING_COUNTED = { documentCount: 0, queryCount: 0, judgementCount: 0, refusedCount: 0 };

/** The texts that are there already, page by page. */
async function digestCorpus(
  store: Store,
  corpusId: string,
  { cancel, onProgress }: CallContext<ImportProgress>,
): Promise<KnownTexts> {
  const { documentCount } = await store.readCorpus(corpusId);
  const meter = startMeter('reading', 'documents', documentCount);
  const known = createKnownTexts();
  let done = 0;
  for await (const page of readAhead(pagesOfDocuments(store, corpusId, documentCount, PAGE_SIZE))) {
    cancel?.throwIfAborted();
    for (const document of page) {
      const digest = digestText(document);
      if (known.idOf(digest) === undefined) known.add(digest, document.id);
    }
    done += page.length;
    onProgress?.({ ...meter.report(done), ...NOTHING_COUNTED });
  }
  return known;
}
