import { XennError } from '../core/errors.ts';
import type { InstalledFile, InstalledModel, ModelKind, ModelOrigin } from '../core/records.ts';
import { inBlocks } from './install-model-blocks.ts';
import { sha256Hex } from './install-model-read.ts';
import type { ModelBytes, ModelStore } from './ports.ts';
import { startMeter } from './progress.ts';
import type { InstallProgress, ModelFile } from './records.ts';

/** One variant of a model, chosen and ready to be fetched. */
export interface InstallRequest {
  readonly kind: ModelKind;
  readonly name: string;
  readonly origin: ModelOrigin;
  readonly licence?: string;
  readonly files: readonly ModelFile[];
  /** Which of the files is the graph that is run. */
  readonly weightsPath: string;
}

export interface InstallContext {
  readonly store: ModelStore;
  /** Where the bytes come from; `read` begins at `offset`, which is not beyond the end. */
  readonly source: ModelBytes;
  readonly sha256: (file: Blob, signal: AbortSignal) => Promise<string>;
  /** Bytes that this site may still store, about. */
  readonly availableBytes: () => Promise<number>;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: InstallProgress) => void;
}

/** Each block is flushed to the disk, so this is also about what a killed tab loses. */
const BLOCK_BYTES = 4 * 2 ** 20;

/**
 * Installs a model: writes its files, checks their hashes as they lie on the disk, and its record last. One
 * that was cut off goes on from the bytes that are there of files whose hash is listed. One of a folder begins
 * again, for its files may have changed under the same name and length.
 *
 * @throws StorageError when the model does not fit; EncoderError when a file is twice not what was listed;
 * whatever the source throws; what the signal was aborted with, and then what has arrived is kept.
 */
export async function installModel(
  request: InstallRequest,
  context: InstallContext,
): Promise<InstalledModel> {
  const { store, nowMs } = context;
  const modelId = await modelIdOf(request);
  const existing = (await store.listModels()).find((each) => each.modelId === modelId);
  if (existing && request.origin.source === 'hub' && (await isIntact(existing, context))) return existing;
  const settings = existing?.settings;
  if (request.origin.source === 'folder') await store.deleteModel(modelId);

  const present = await Promise.all(request.files.map((file) => presentBytes(modelId, file, store)));
  const total = sum(request.files.map(({ bytes }) => bytes));
  await checkSpace(request.name, total - sum(present), context);

  const meter = startMeter('reading', 'bytes', total, sum(present));
  const done = [...present];
  const files: InstalledFile[] = [];
  for (const [index, file] of request.files.entries()) {
    const report: Report = (doneBytes, checking) => {
      done[index] = doneBytes;
      context.onProgress({ ...meter.report(sum(done)), path: file.path, checking });
    };
    files.push(await installFile({ modelId, name: request.name }, file, present[index], report, context));
  }

  const { kind, name, origin, licence, weightsPath } = request;
  const model: InstalledModel = {
    modelId,
    kind,
    name,
    origin,
    ...(licence !== undefined && { licence }),
    installedMs: nowMs(),
    files,
    weightsPath,
    // What a person changed outlives a second installation of the same.
    ...(settings && { settings }),
  };
  await store.commitModel(model);
  return model;
}

/** A commit does not change, so what is whole need not be got again. */
async function isIntact({ modelId, files }: InstalledModel, context: InstallContext): Promise<boolean> {
  const { store, sha256, signal } = context;
  for (const { path, bytes, sha256: expected } of files) {
    if ((await store.modelFileBytes(modelId, path)) !== bytes) return false;
    if ((await sha256(await store.readModelFile(modelId, path), signal)) !== expected) return false;
  }
  return true;
}

/**
 * The same for the same variant of the same model: what makes an installation go on where it was. Folders have names
 * only, which two may share, so that theirs depends on what they hold.
 */
export async function modelIdOf({ kind, origin, files, weightsPath }: InstallRequest): Promise<string> {
  const content = origin.source === 'folder' ? files.map(({ path, bytes }) => [path, bytes]) : [];
  const text = JSON.stringify([kind, Object.entries(origin).sort(), weightsPath, ...content]);
  return (await sha256Hex(new TextEncoder().encode(text))).slice(0, 16);
}

/** Where a file goes on. One that cannot be checked by a hash, or is too long, is written anew. */
async function presentBytes(
  modelId: string,
  { path, bytes, sha256 }: ModelFile,
  store: ModelStore,
): Promise<number> {
  if (sha256 === undefined) return 0;
  const present = await store.modelFileBytes(modelId, path);
  return present > bytes ? 0 : present;
}

async function checkSpace(name: string, neededBytes: number, context: InstallContext): Promise<void> {
  const availableBytes = await context.availableBytes();
  if (neededBytes <= availableBytes) return;
  throw new XennError(
    'StorageError',
    `${name} needs ${megabytes(neededBytes)} more on the disk, and this site may store about ` +
      `${megabytes(availableBytes)}. Nothing was downloaded. Delete a model or a corpus, or free disk space, ` +
      'and try again; or choose a smaller variant.',
  );
}

type Report = (doneBytes: number, checking: boolean) => void;

/** Brings one file whole onto the disk; a second time from its start when its hash is wrong. */
async function installFile(
  { modelId, name }: Pick<InstalledModel, 'modelId' | 'name'>,
  file: ModelFile,
  present: number,
  report: Report,
  context: InstallContext,
): Promise<InstalledFile> {
  const { store, signal, sha256 } = context;
  const { path, bytes } = file;
  for (const offset of [present, 0]) {
    const end = await receiveFile(modelId, file, offset, report, context);
    report(end, true);
    const found = await sha256(await store.readModelFile(modelId, path), signal);
    if (end === bytes && found === (file.sha256 ?? found)) return { path, bytes, sha256: found };
  }
  await store.writeModelFile(modelId, path, 0, new Uint8Array(0));
  throw new XennError(
    'EncoderError',
    `The file ${path} of ${name} came twice, but is not the one that was listed: its length or its SHA-256 ` +
      'differs. It was removed. Try again later; if it stays so, choose another source for this model.',
  );
}

/** Returns how long the file is then. */
async function receiveFile(
  modelId: string,
  file: ModelFile,
  offset: number,
  report: Report,
  { store, source, signal }: InstallContext,
): Promise<number> {
  let end = offset;
  // Begins a file that is to be written anew, and makes one that holds nothing.
  if (offset === 0) await store.writeModelFile(modelId, file.path, 0, new Uint8Array(0));
  report(end, false);
  for await (const block of inBlocks(source.read(file, offset, signal), BLOCK_BYTES)) {
    await store.writeModelFile(modelId, file.path, end, block);
    end += block.length;
    report(end, false);
  }
  return end;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
