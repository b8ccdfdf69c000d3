/** A project comes in from the file that it was exported as. */
import { isCancelled, XennError } from '../core/errors.ts';
import type { CorpusSummary } from '../core/records.ts';
import type { Entry } from '../formats/entries.ts';
import type { SourceFile } from '../formats/records.ts';
import { zipEntries } from '../formats/zip.ts';
import { findUnreadable } from './find-unreadable.ts';
import type { Store } from './ports.ts';
import { startMeter } from './progress.ts';
import {
  MANIFEST_PATH,
  PROJECT_ENDING,
  type ProjectManifest,
  type ProjectPart,
  readManifest,
} from './project-manifest.ts';
import { collectBlob } from './project-parts.ts';
import { checkRecord, MOST_RECORD_BYTES, type ProjectRecord, type RecordStores } from './project-records.ts';
import { openRecordWriter } from './project-records-in.ts';
import type { CallContext, JobProgress } from './records.ts';

/** Far above any manifest: about 300 bytes for each kept search and experiment. */
const MOST_MANIFEST_BYTES = 16 * 2 ** 20;

type ProjectTarget = Pick<
  Store,
  'listCorpora' | 'importDatabase' | 'deleteCorpus' | 'listIndexes' | 'listJobs' | 'listMeasurements'
>;

/** A file of the project as it was found, its digest checked. */
interface ReceivedPart extends ProjectPart {
  readonly blob: Blob;
}

/**
 * Checks everything, then stores the corpus under an id of its own and the kept searches and experiments that are not here
 * yet. Experiments that are here without their corpus become those of the new one. All or nothing: before an error or a
 * cancel is thrown, everything is made as it was.
 *
 * @throws ImportError for a file that is none or damaged; StorageError; CancelledError.
 */
export async function importProject(
  store: ProjectTarget,
  stores: RecordStores,
  files: readonly SourceFile[],
  context: CallContext<JobProgress> = {},
): Promise<CorpusSummary> {
  const file = onlyFile(files);
  const entries = await zipEntries(file, context.cancel);
  const manifest = await findManifest(entries, file, context);
  checkParts(manifest, entries, file);
  const parts = await receiveParts(manifest, entries, file, context);
  for (const part of parts) {
    if (part.kind !== 'database') checkRecord(await recordOf(part));
  }
  context.cancel?.throwIfAborted();
  return keep(store, stores, { file, manifest, parts }, context);
}

function onlyFile(files: readonly SourceFile[]): SourceFile {
  if (files.length === 1) return files[0];
  throw new XennError(
    'ImportError',
    `Expected one project file, found ${files.length} files. Choose one ${PROJECT_ENDING} file.`,
  );
}

async function findManifest(
  entries: readonly Entry[],
  file: SourceFile,
  { cancel }: CallContext<JobProgress>,
): Promise<ProjectManifest> {
  const entry = entries.find(({ path }) => path === MANIFEST_PATH);
  if (!entry || entry.byteLength > MOST_MANIFEST_BYTES) {
    throw new XennError(
      'ImportError',
      `${file.path} is a zip but not a project: expected ${MANIFEST_PATH} in it, found ${entry ? 'one that is too large to be meant' : 'none'}. ` +
        'Choose a file that was exported as a project, or import this one as a corpus.',
    );
  }
  const { blob } = await collectBlob(entry.open({ bytesRead: 0 }, cancel), () => undefined);
  return readManifest(await blob.text(), file.path);
}

const KIND_NAMES = { run: 'search', experiment: 'experiment' } as const;

/** What the manifest names and what the zip holds are the same files of the same lengths. */
function checkParts({ parts }: ProjectManifest, entries: readonly Entry[], file: SourceFile): void {
  const found = new Map(entries.map(({ path, byteLength }) => [path, byteLength]));
  found.delete(MANIFEST_PATH);
  for (const { path, kind, bytes } of parts) {
    if (kind !== 'database' && bytes > MOST_RECORD_BYTES[kind]) {
      throw damaged(
        file,
        `its part ${path} has ${bytes} bytes, more than a kept ${KIND_NAMES[kind]} can have`,
      );
    }
    const foundBytes = found.get(path);
    if (foundBytes === undefined) throw damaged(file, `its part ${path} is missing`);
    if (foundBytes !== bytes) {
      throw damaged(file, `its part ${path} has ${foundBytes} bytes, and ${bytes} were expected`);
    }
    found.delete(path);
  }
  for (const path of found.keys()) throw damaged(file, `it holds ${path}, which its manifest does not name`);
}

/** In the order of the manifest. */
async function receiveParts(
  { parts }: ProjectManifest,
  entries: readonly Entry[],
  file: SourceFile,
  { cancel, onProgress }: CallContext<JobProgress>,
): Promise<ReceivedPart[]> {
  const totalBytes = parts.reduce((bytes, part) => bytes + part.bytes, 0);
  const meter = startMeter('reading', 'bytes', totalBytes);
  let done = 0;
  const received: ReceivedPart[] = [];
  for (const part of parts) {
    const entry = entries.find(({ path }) => path === part.path) as Entry;
    const { blob, sha256 } = await collectBlob(entry.open({ bytesRead: 0 }, cancel), (bytes) => {
      done += bytes;
      onProgress?.(meter.report(done));
    });
    if (sha256 !== part.sha256) {
      throw damaged(file, `its part ${part.path} has the SHA-256 ${sha256}, and ${part.sha256} was expected`);
    }
    received.push({ ...part, blob });
  }
  return received;
}

async function recordOf({ kind, path, blob }: ReceivedPart): Promise<ProjectRecord> {
  return { kind: kind as ProjectRecord['kind'], path, text: await blob.text() };
}

interface CheckedProject {
  readonly file: SourceFile;
  readonly manifest: ProjectManifest;
  readonly parts: readonly ReceivedPart[];
}

async function keep(
  store: ProjectTarget,
  stores: RecordStores,
  { file, manifest, parts }: CheckedProject,
  { cancel, onProgress }: CallContext<JobProgress>,
): Promise<CorpusSummary> {
  const database = parts.find(({ kind }) => kind === 'database') as ReceivedPart;
  onProgress?.(startMeter('writing', 'bytes', database.bytes).report(0));
  const writer = await openRecordWriter(store, stores);
  const corpus = await store.importDatabase(database.blob);
  try {
    if (corpus.hash !== manifest.corpus.hash) {
      throw damaged(file, 'its database holds other documents than its manifest says');
    }
    const unreadable = await findUnreadable(store, corpus.corpusId);
    if (unreadable) throw damaged(file, `its database cannot be read ${unreadable}`);
    for (const part of parts) {
      cancel?.throwIfAborted();
      if (part.kind !== 'database') await writer.write(await recordOf(part), corpus.corpusId);
    }
    return corpus;
  } catch (error) {
    const undone = await Promise.allSettled([writer.undo(), store.deleteCorpus(corpus.corpusId)]);
    const failure = undone.find((result) => result.status === 'rejected');
    // Of several errors the first is told; a cancel is none, and must leave nothing behind.
    throw failure && isCancelled(error) ? failure.reason : error;
  }
}

function damaged({ path }: SourceFile, found: string): XennError {
  return new XennError(
    'ImportError',
    `${path} is damaged: ${found}. Nothing was imported; copy or export the project again.`,
  );
}
