/** A corpus leaves as a file of documents, or with its queries and judgements as a BEIR zip. */
import { XennError } from '../core/errors.ts';
import type { StoredDocument } from '../core/records.ts';
import { DOCUMENT_FIELDS, writeCsv, writeCsvRows } from '../formats/write-csv.ts';
import { writeZip } from '../formats/write-zip.ts';
import { pagesOfDocuments } from './documents.ts';
import { beirQueryFiles } from './export-beir-queries.ts';
import { exportFileName } from './export-file-name.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import { readAhead } from './read-ahead.ts';
import type { CallContext, CorpusExportFormat, ExportedFile, JobProgress } from './records.ts';

export interface ExportCorpusRequest {
  readonly corpusId: string;
  readonly format: CorpusExportFormat;
}

type ExportStore = Pick<Store, 'readCorpus' | 'readDocumentPage' | 'listQueries' | 'readJudgements'>;
type Pages = AsyncGenerator<StoredDocument[]>;

const PAGE_SIZE = 1024;

/**
 * 'jsonl' and 'beir' hold the documents exactly and are imported again as the same corpus, the longest that are stored
 * whole among them; 'csv' puts an apostrophe before text that a spreadsheet would run, which an import takes away again, and
 * its readers may change line breaks.
 * A page of documents is held at a time. Cancel takes effect between pages.
 *
 * @param mostZipBytes what a zip can say of its own size, and of the size of a file in it, with its fields of 32 bits
 * @throws InvalidArgumentError for 'beir' where an id cannot be a cell of its qrels; StorageError, also for a zip that is too
 * large; CancelledError.
 */
export async function exportCorpus(
  store: ExportStore,
  { corpusId, format }: ExportCorpusRequest,
  context: CallContext<JobProgress> = {},
  mostZipBytes = 2 ** 32 - 1,
): Promise<ExportedFile> {
  const { name, documentCount } = await store.readCorpus(corpusId);
  const pages = counted(pagesOfDocuments(store, corpusId, documentCount, PAGE_SIZE), documentCount, context);
  switch (format) {
    case 'jsonl':
      return {
        fileName: exportFileName(name, '.jsonl'),
        blob: await blobOf(jsonLines(pages), 'application/jsonl'),
      };
    case 'csv':
      return { fileName: exportFileName(name, '.csv'), blob: await blobOf(csvText(pages), 'text/csv') };
    case 'beir': {
      const queryFiles = await beirQueryFiles(store, corpusId, documentCount, context.cancel);
      const files = [{ path: 'corpus.jsonl', bytes: encoded(jsonLines(pages), mostZipBytes) }, ...queryFiles];
      const blob = await writeZip(files, 'deflate');
      checkZipSize(blob.size, mostZipBytes);
      return { fileName: exportFileName(name, '.beir.zip'), blob };
    }
  }
}

async function* counted(
  pages: Pages,
  documentCount: number,
  { cancel, onProgress }: CallContext<JobProgress>,
): Pages {
  const meter = startMeter('saving', 'documents', documentCount);
  let done = 0;
  for await (const page of readAhead(pages)) {
    cancel?.throwIfAborted();
    yield page;
    done += page.length;
    onProgress?.(meter.report(done));
  }
}

/** BEIR's corpus.jsonl; `parent_id` is ours and only where there is one. */
async function* jsonLines(pages: Pages): AsyncGenerator<string> {
  for await (const page of pages)
    yield page.map((document) => `${JSON.stringify(beirObject(document))}\n`).join('');
}

function beirObject({ id, title, text, parentId }: StoredDocument) {
  return { _id: id, title, text, ...(parentId !== undefined && { parent_id: parentId }) };
}

async function* csvText(pages: Pages): AsyncGenerator<string> {
  yield writeCsv(DOCUMENT_FIELDS, []);
  for await (const page of pages) {
    const rows = page.map(({ id, title, text, parentId }) => [id, title, text, parentId]);
    yield `${writeCsvRows(rows)}\r\n`;
  }
}

/** A part a page, so that the browser may keep them on the disk. */
async function blobOf(texts: AsyncIterable<string>, type: string): Promise<Blob> {
  const parts: Blob[] = [];
  for await (const text of texts) parts.push(new Blob([text]));
  return new Blob(parts, { type });
}

async function* encoded(texts: AsyncIterable<string>, mostBytes: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let byteLength = 0;
  for await (const text of texts) {
    const bytes = encoder.encode(text);
    byteLength += bytes.length;
    checkZipSize(byteLength, mostBytes);
    yield bytes;
  }
}

function checkZipSize(byteLength: number, mostBytes: number): void {
  if (byteLength < mostBytes) return;
  const [most, found] = [mostBytes, byteLength].map((bytes) =>
    Math.ceil(bytes / 2 ** 20).toLocaleString('en-US'),
  );
  throw new XennError(
    'StorageError',
    `Expected a zip of less than ${most} MiB, and such files in it, found ${found} MiB or more. Export JSON lines, which may ` +
      'be longer.',
  );
}
