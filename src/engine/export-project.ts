/** A corpus with all that belongs to it leaves as one file: a zip, stored as it is, that opens elsewhere. */
import { XennError } from '../core/errors.ts';
import { writeZip } from '../formats/write-zip.ts';
import { writeBackup } from './backup.ts';
import { exportFileName } from './export-file-name.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import { MANIFEST_PATH, PROJECT_ENDING, type ProjectPart, writeManifest } from './project-manifest.ts';
import { blocksOf, digestBlocks } from './project-parts.ts';
import { countOfOtherVersion, type RecordState, type RecordStores, recordsOf } from './project-records.ts';
import type { CallContext, ExportedFile, JobProgress } from './records.ts';

declare const __XENN_VERSION__: string;

const DATABASE_PATH = 'corpus.sqlite3';

/** What the zip's fields of 32 bits can say, with room for its directory. */
const LARGEST_PROJECT_BYTES = 2 ** 32 - 2 ** 24;

type PartFile = Pick<ProjectPart, 'path' | 'kind'> & { readonly blob: Blob };

/**
 * The manifest first, then the kept searches and experiments, the database last: who reads the small ones does not pass
 * over the large one. Kept searches and experiments that cannot be read are left out, as are all that another version has kept; the file's note says how many.
 * Notes with the corpus what the file holds. Every file is read twice, once for its SHA-256, and never held whole.
 *
 * @throws StorageError for a project of 4 GiB or more; CancelledError.
 */
export async function exportProject(
  store: Pick<Store, 'readCorpus' | 'readContents' | 'exportDatabase' | 'writeMeasurement'>,
  records: RecordStores,
  { corpusId }: { readonly corpusId: string },
  { cancel, onProgress }: CallContext<JobProgress> = {},
): Promise<ExportedFile> {
  const corpus = await store.readCorpus(corpusId);
  const contents = await store.readContents(corpusId);
  const files: PartFile[] = [];
  const states: RecordState[] = [];
  let unreadableCount = 0;
  for await (const record of recordsOf(records, corpus)) {
    cancel?.throwIfAborted();
    if (!record) {
      unreadableCount += 1;
      continue;
    }
    const { kind, path, text, id, doneQueryCount } = record;
    files.push({ kind, path, blob: new Blob([text]) });
    states.push({ id, doneQueryCount });
  }
  files.push({ kind: 'database', path: DATABASE_PATH, blob: await store.exportDatabase(corpusId) });
  const totalBytes = files.reduce((bytes, { blob }) => bytes + blob.size, 0);
  if (totalBytes > LARGEST_PROJECT_BYTES) throw tooLarge(corpus.name, totalBytes);

  const meter = startMeter('saving', 'bytes', 2 * totalBytes);
  let done = 0;
  const count = (bytes: number) => {
    done += bytes;
    onProgress?.(meter.report(done));
  };
  const parts: ProjectPart[] = [];
  for (const { path, kind, blob } of files) {
    const sha256 = await digestBlocks(blocksOf(blob, path, cancel), count);
    parts.push({ path, kind, bytes: blob.size, sha256 });
  }
  const { name, documentCount, queryCount, judgementCount, hash } = corpus;
  const manifest = writeManifest({
    appVersion: __XENN_VERSION__,
    createdMs: Date.now(),
    corpus: { name, documentCount, queryCount, judgementCount, hash },
    parts,
  });
  const zip = await writeZip(
    [
      { path: MANIFEST_PATH, bytes: [new TextEncoder().encode(manifest)] },
      ...files.map(({ path, blob }) => ({ path, bytes: counted(blocksOf(blob, path, cancel), count) })),
    ],
    'store',
  );
  const notes = notesOf(unreadableCount, await countOfOtherVersion(records));
  // The file is whole, and on a full disk it matters most: without the note the reminder only comes again.
  await writeBackup(store, corpusId, { contents, records: states }).catch(() => undefined);
  return {
    fileName: exportFileName(name, PROJECT_ENDING),
    blob: zip,
    ...(notes.length > 0 && { note: notes.join(' ') }),
  };
}

function notesOf(unreadableCount: number, otherVersionCount: number): string[] {
  const notes: string[] = [];
  if (unreadableCount === 1) {
    notes.push(
      'One kept search or experiment is not in the file: it cannot be read. Delete it, or import it from a file of its own, and export the project again.',
    );
  } else if (unreadableCount > 1) {
    notes.push(
      `${unreadableCount} kept searches and experiments are not in the file: they cannot be read. Delete them, or import them from files of their own, and export the project again.`,
    );
  }
  if (otherVersionCount > 0) {
    notes.push(
      `Not in the file is what another version of xenn has kept, ${otherVersionCount} of this corpus or of others: reload the page to get the newest version, and export the project again.`,
    );
  }
  return notes;
}

async function* counted(blocks: AsyncIterable<Uint8Array>, count: (bytes: number) => void) {
  for await (const block of blocks) {
    yield block;
    count(block.length);
  }
}

function tooLarge(name: string, bytes: number): XennError {
  return new XennError(
    'StorageError',
    `Expected a project of less than 4 GiB, found that ${name} takes ${(bytes / 2 ** 30).toFixed(1)} GiB. ` +
      'Delete indexes that are not needed, or export the corpus alone as JSON lines.',
  );
}
