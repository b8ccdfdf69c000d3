import { XennError } from '../core/errors.ts';
import { previewSource, readSource } from '../formats/index.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import type { CallContext, ImportProgress, ImportReport, ImportRequest } from './records.ts';
import { createRefusals, nothingAccepted, valuesOf } from './refusals.ts';

/**
 * Streams the files into a new corpus. All or nothing: on an error, on cancelling, or when not one
 * document was accepted, what was stored so far is removed.
 *
 * @throws ImportError when the input is not a corpus; StorageError; CancelledError.
 */
export async function importCorpus(
  store: Store,
  request: ImportRequest,
  context: CallContext<ImportProgress> = {},
): Promise<ImportReport> {
  const startedMs = performance.now();
  const name = request.name.trim();
  if (name === '')
    throw new XennError('ImportError', 'The corpus has no name: give it one before importing.');
  const { totalBytes } = await previewSource([...request.files]);
  const meter = startMeter('reading', 'bytes', totalBytes);
  const refused = createRefusals();
  const counts = { documentCount: 0, queryCount: 0, judgementCount: 0 };
  const corpusId = await store.beginImport(name, request.sourceName);
  try {
    for await (const batch of readSource([...request.files], request.options, context.cancel)) {
      context.cancel?.throwIfAborted();
      refused.add(batch.refused);
      const sameDocument = await store.appendDocuments(corpusId, valuesOf(batch.documents));
      refused.addAt(
        batch.documents,
        sameDocument,
        ({ id }) => `duplicate document id "${id}"; the first one is kept`,
      );
      const sameQuery = await store.appendQueries(corpusId, valuesOf(batch.queries));
      refused.addAt(
        batch.queries,
        sameQuery,
        ({ id }) => `duplicate query id "${id}"; the first one is kept`,
      );
      const unknown = await store.appendJudgements(corpusId, valuesOf(batch.judgements));
      refused.addAt(
        batch.judgements,
        unknown,
        ({ queryId, docId }) =>
          `judgement of query "${queryId}" and document "${docId}": not both are in the corpus`,
      );
      counts.documentCount += batch.documents.length - sameDocument.length;
      counts.queryCount += batch.queries.length - sameQuery.length;
      counts.judgementCount += batch.judgements.length - unknown.length;
      context.onProgress?.({ ...meter.report(batch.bytesRead), ...counts, refusedCount: refused.count() });
    }
    if (counts.documentCount === 0) throw nothingAccepted(refused);
    context.cancel?.throwIfAborted();
    context.onProgress?.({
      ...startMeter('writing', 'documents', counts.documentCount).report(0),
      ...counts,
      refusedCount: refused.count(),
    });
    const corpus = await store.commitImport(corpusId);
    return {
      corpus,
      refusedCount: refused.count(),
      refused: refused.kept(),
      elapsedMs: performance.now() - startedMs,
    };
  } catch (error) {
    await store.abortImport(corpusId);
    throw error;
  }
}
