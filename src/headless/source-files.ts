import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { XennError } from '../core/errors.ts';
import type { SourceFile } from '../formats/records.ts';

/**
 * A file, or the files of a folder and those below it, as they would be dropped in a browser: their paths begin with
 * the folder's name. Throws ImportError when there is nothing at `path`.
 */
export async function readSourceFiles(path: string): Promise<SourceFile[]> {
  const found = await stat(path).catch((error: Error) => {
    throw new XennError(
      'ImportError',
      `Expected a corpus at ${path}, found: ${error.message}. Name a BEIR folder or .zip, or a file of documents.`,
    );
  });
  if (found.isFile()) return [sourceFile(path, basename(path), found.size)];
  const files: SourceFile[] = [];
  // In an order that does not depend on the file system.
  for (const name of (await readdir(path, { recursive: true })).sort()) {
    const entry = await stat(join(path, name));
    if (!entry.isFile()) continue;
    files.push(sourceFile(join(path, name), `${basename(path)}/${name.replaceAll('\\', '/')}`, entry.size));
  }
  return files;
}

/** A file on disk, read when it is asked for. */
export function sourceFile(location: string, path: string, size: number): SourceFile {
  return {
    path,
    size,
    stream(start = 0, end = size) {
      // Node counts the last byte in, and has no way of saying none.
      if (end <= start) return new Blob([]).stream();
      return Readable.toWeb(
        createReadStream(location, { start, end: end - 1 }),
      ) as ReadableStream<Uint8Array>;
    },
  };
}
