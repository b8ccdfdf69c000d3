import { previewSource, readSource } from '../formats/index.ts';
import type { ReadOptions, SourceFile } from '../formats/records.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, ImportProgress, ImportReport } from './records.ts';
import { createRefusals, nothingAccepted, valuesOf } from './refusals.ts';

export interface AddDocumentsRequest {
  readonly corpusId: string;
  readonly files: readonly SourceFile[];
  readonly options: ReadOptions;
}

/**
 * Streams the files' documents to the end of a corpus. All or nothing, like an import. A document whose id is taken is
 * refused: to replace one, remove it first. Queries and judgements of the files are not taken: with others, what was
 * measured before would no longer compare.
 *
 * @throws ImportError when the input holds no new document; StorageError; CancelledError.
 */
export async function addDocuments(
  store: Store,
  { corpusId, files, options }: AddDocumentsRequest,
  context: CallContext<ImportProgress> = {},
): Promise<ImportReport> {
  const startedMs = performance.now();
  const { totalBytes } = await previewSource([...files]);
  const meter = startMeter('reading', 'bytes', totalBytes);
  const refused = createRefusals();
  let documentCount = 0;
  const counts = () => ({
    documentCount,
    queryCount: 0,
    judgementCount: 0,
    refusedCount: refused.count(),
  });
  try {
    for await (const batch of readSource([...files], options, context.cancel)) {
      context.cancel?.throwIfAborted();
      refused.add(batch.refused);
      const taken = await store.appendAddition(corpusId, valuesOf(batch.documents));
      refused.addAt(
        batch.documents,
        taken,
        ({ id }) => `a document with the id "${id}" is in the corpus already; it was kept`,
      );
      documentCount += batch.documents.length - taken.length;
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
      elapsedMs: performance.now() - startedMs,
    };
  } catch (error) {
    await store.abortAddition(corpusId);
    throw error;
  }
}
