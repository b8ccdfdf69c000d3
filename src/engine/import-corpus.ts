import { XennError } from '../core/errors.ts';
import { previewSource, readSource } from '../formats/index.ts';
import { createKnownTexts } from './known-texts.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import { readAhead } from './read-ahead.ts';
import type { CallContext, ImportProgress, ImportReport, ImportRequest } from './records.ts';
import { createRefusals, nothingAccepted, valuesOf } from './refusals.ts';
import { createDocumentTaker, withDigests } from './take-documents.ts';

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
  const { files, options, leaveOutDuplicates } = request;
  const name = request.name.trim();
  if (name === '')
    throw new XennError('ImportError', 'The corpus has no name: give it one before importing.');
  const { totalBytes } = await previewSource(files, options.format, context.cancel);
  const meter = startMeter('reading', 'bytes', totalBytes);
  const refused = createRefusals();
  const counts = { documentCount: 0, queryCount: 0, judgementCount: 0 };
  const corpusId = await store.beginImport(name, request.sourceName);
  const taker = createDocumentTaker({
    append: (documents) => store.appendDocuments(corpusId, documents),
    idTaken: ({ id }) => `duplicate document id "${id}"; the first one is kept`,
    refusals: refused,
    knownTexts: createKnownTexts(),
    leaveOutDuplicates,
  });
  try {
    for await (const batch of readAhead(withDigests(readSource(files, options, context.cancel)))) {
      context.cancel?.throwIfAborted();
      refused.add(batch.refused);
      counts.documentCount += await taker.take(batch.documents);
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
      duplicateTextCount: taker.duplicateTextCount(),
      elapsedMs: performance.now() - startedMs,
    };
  } catch (error) {
    await store.abortImport(corpusId);
    throw error;
  }
}
