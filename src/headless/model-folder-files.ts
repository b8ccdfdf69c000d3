import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { XennError } from '../core/errors.ts';
import type { InstalledModel, ModelKind } from '../core/records.ts';
import type { ReadFile } from '../encoders/embedded-files.ts';
import { chooseFiles, type ModelVariant } from '../encoders/hub/choose-files.ts';
import { type ModelFiles, sha256Hex } from '../encoders/model-files.ts';

/** Reads a file of public/, where the embedded models are. */
export const readPublicFile: ReadFile = (path) => read(new URL(`../../public/${path}`, import.meta.url));

/** A model in a folder on disk, described as one installed from there: its scores get the same hash as in a browser. */
export interface FolderModel extends InstalledModel, ModelFiles {}

/**
 * A model in a folder that is laid out as a repository on a hub. Of several graphs the one is run that the app would
 * recommend. A folder without a tokenizer can share that of `tokenizerFolder`. Throws EncoderError when a file is
 * missing, or several graphs are there and none of them can be recommended.
 */
export async function readModelFolder(
  kind: ModelKind,
  folder: string,
  tokenizerFolder = folder,
): Promise<FolderModel> {
  const isTokenizer = (path: string) => path.startsWith('tokenizer');
  const listing = [
    ...(await listFiles(folder)).filter(({ path }) => !isTokenizer(path)),
    ...(await listFiles(tokenizerFolder)).filter(({ path }) => isTokenizer(path)),
  ];
  const { weightsPath, files: chosen } = graphToRun(folder, chooseFiles({ name: folder, files: listing }));
  const readModelFile: ModelFiles['read'] = (path) =>
    read(join(isTokenizer(path) ? tokenizerFolder : folder, path));
  const files = [];
  for (const { path, bytes } of chosen) {
    files.push({ path, bytes, sha256: await sha256Hex(await readModelFile(path)) });
  }
  return {
    modelId: resolve(folder),
    kind,
    name: folder,
    origin: { source: 'folder', folderName: basename(resolve(folder)) },
    installedMs: 0,
    files,
    paths: files.map(({ path }) => path),
    weightsPath,
    read: readModelFile,
  };
}

/** Paths inside the folder, with '/' between folders. */
async function listFiles(folder: string): Promise<{ path: string; bytes: number }[]> {
  const paths = await readdir(folder, { recursive: true }).catch((error: Error) => {
    throw new XennError(
      'EncoderError',
      `Expected a folder with the files of a model, found: ${error.message}. Name a folder that holds config.json ` +
        'and tokenizer.json.',
    );
  });
  const files = [];
  for (const path of paths) {
    const entry = await stat(join(folder, path));
    if (entry.isFile()) files.push({ path: path.replaceAll('\\', '/'), bytes: entry.size });
  }
  return files;
}

function graphToRun(folder: string, variants: readonly ModelVariant[]): ModelVariant {
  const [only, ...others] = variants;
  const chosen = others.length === 0 ? only : variants.find(({ recommended }) => recommended);
  if (chosen) return chosen;
  throw new XennError(
    'EncoderError',
    `Expected a graph that can be recommended in ${folder}, or a single one, found ` +
      `${variants.map(({ weightsPath }) => weightsPath).join(', ')}. Leave the one that is meant.`,
  );
}

async function read(path: string | URL): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(path));
}
