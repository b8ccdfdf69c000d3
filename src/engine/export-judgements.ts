import { XennError } from '../core/errors.ts';
import { writeQrels } from '../formats/qrels.ts';
import { readDocumentIds } from './document-ids.ts';
import { exportFileName } from './export-file-name.ts';
import type { Store } from './ports.ts';
import type { CallContext, ExportedFile } from './records.ts';

/**
 * All judgements of a corpus as a TREC qrels file, in the corpus's order of queries and documents. Cancel takes effect
 * between queries.
 *
 * @throws StorageError when there are none; InvalidArgumentError for an id that such a file cannot hold.
 */
export async function exportJudgements(
  store: Pick<Store, 'readCorpus' | 'readDocumentPage' | 'listQueries' | 'readJudgements'>,
  { corpusId }: { readonly corpusId: string },
  { cancel }: CallContext = {},
): Promise<ExportedFile> {
  const { name, documentCount, judgementCount } = await store.readCorpus(corpusId);
  if (judgementCount === 0) {
    throw new XennError(
      'StorageError',
      `Expected judgements of ${name}, found none. Add a qrels file to the corpus first.`,
    );
  }
  const docIds = await readDocumentIds(store, corpusId, documentCount);
  const parts: string[] = [];
  for (const { id: queryId } of await store.listQueries(corpusId)) {
    cancel?.throwIfAborted();
    const judgements = await store.readJudgements(corpusId, queryId);
    parts.push(
      writeQrels(judgements.map(({ docRow, grade }) => ({ queryId, docId: docIds[docRow], grade }))),
    );
  }
  return { fileName: exportFileName(`${name} qrels`, '.txt'), blob: new Blob(parts, { type: 'text/plain' }) };
}
