import { XennError } from '../../core/errors.ts';
import type { FileSource, ModelListing } from './listing.ts';

/** A file of a folder that was picked; its path may begin with the folder's own name, as browsers give it. */
export interface FolderFile {
  readonly path: string;
  readonly size: number; // bytes
  readonly stream: () => ReadableStream<Uint8Array>;
}

export interface ModelFolder {
  readonly listing: ModelListing;
  readonly source: FileSource;
}

/**
 * A picked folder as a repository is listed: without hashes, licence and tags, which are not in its files.
 *
 * @throws EncoderError for a folder without files.
 */
export function openModelFolder(files: readonly FolderFile[], folderName: string): ModelFolder {
  if (files.length === 0) {
    throw new XennError(
      'EncoderError',
      `Expected a folder with the files of a model, found the empty folder '${folderName}'. ` +
        'Pick the folder that holds config.json and tokenizer.json.',
    );
  }
  const byPath = new Map(withoutFolder(files).map((file) => [file.path, file]));
  return {
    listing: {
      name: folderName,
      origin: { source: 'folder', folderName },
      tags: [],
      files: Array.from(byPath, ([path, { size }]) => ({ path, bytes: size })),
    },
    source: {
      read: ({ path }, offset) => readFrom(byPath.get(path), path, offset),
    },
  };
}

/** The folder's own name is what all paths begin with. */
function withoutFolder(files: readonly FolderFile[]): readonly FolderFile[] {
  const paths = files.map((file) => ({ ...file, path: file.path.replace(/^\/+/, '') }));
  const first = paths[0].path.slice(0, paths[0].path.indexOf('/') + 1);
  if (first === '' || !paths.every(({ path }) => path.startsWith(first))) return paths;
  return paths.map((file) => ({ ...file, path: file.path.slice(first.length) }));
}

async function* readFrom(
  file: FolderFile | undefined,
  path: string,
  offset: number,
): AsyncGenerator<Uint8Array> {
  if (!file) throw folderError(path, 'it is not in the folder');
  let toSkip = offset;
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const skipped = Math.min(toSkip, value.length);
      toSkip -= skipped;
      if (skipped < value.length) yield value.subarray(skipped);
    }
  } catch (error) {
    throw folderError(path, error instanceof Error ? error.message : String(error));
  }
}

/** A file that changed after the folder was picked can no longer be read. */
function folderError(path: string, cause: string): XennError {
  return new XennError(
    'EncoderError',
    `The file ${path} of the picked folder could not be read (${cause}). Pick the folder again.`,
  );
}
