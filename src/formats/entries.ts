import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import type { SourceFile } from './records.ts';

/** One readable file of the input: dropped as it is, or packed in a zip. */
export interface Entry {
  /** Path inside the dropped folder or the zip, with '/' between folders. */
  readonly path: string;
  /** Unpacked. */
  readonly byteLength: number;
  /** Bytes of the input that reading it takes: less than `byteLength` when it is packed. */
  readonly inputBytes: number;
  /** Its bytes in order, unpacked; adds what they took of the input to `progress`. */
  open(progress: Progress, cancel?: Cancel): AsyncGenerator<Uint8Array>;
}

/** Bytes of the input read so far; written by `Entry.open`, shared by all entries of one run. */
export interface Progress {
  bytesRead: number;
}

/** A dropped file as an entry. */
export function plainEntry(file: SourceFile): Entry {
  return {
    path: file.path,
    byteLength: file.size,
    inputBytes: file.size,
    async *open(progress, cancel) {
      for await (const chunk of readChunks(file, cancel)) {
        progress.bytesRead += chunk.byteLength;
        yield chunk;
      }
    },
  };
}

/**
 * The bytes of a dropped file as the platform hands them out: all, or `start .. end // exclusive`. Leaving early releases
 * the file.
 *
 * @throws ImportError when the platform cannot read it; whatever `cancel` throws.
 */
export async function* readChunks(
  file: SourceFile,
  cancel?: Cancel,
  start?: number,
  end?: number,
): AsyncGenerator<Uint8Array> {
  const reader = file.stream(start, end).getReader();
  try {
    for (;;) {
      cancel?.throwIfAborted();
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw unreadable(file.path, cause);
      });
      if (done) return;
      yield value;
    }
  } finally {
    // A stream that failed also refuses to be cancelled; that failure is already on its way.
    await reader.cancel().catch(() => undefined);
  }
}

function unreadable(path: string, cause: unknown): XennError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new XennError('ImportError', `${path} cannot be read (${reason}). Choose it again.`);
}

/** Files that an operating system adds on its own ('.DS_Store', '__MACOSX/…'), and folders listed in a zip. */
export function isHidden(path: string): boolean {
  return (
    path.endsWith('/') ||
    path.split('/').some((part) => part === '__MACOSX' || (part.startsWith('.') && part.length > 2))
  );
}

/** 'scifact/qrels/test.tsv' → 'test.tsv'. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** 'scifact/qrels/test.tsv' → 'test'. */
export function baseName(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** 'scifact/Docs.CSV' → '.csv'; '' when the name has none. */
export function extension(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}

/** 'scifact/qrels/test.tsv' → 'scifact/qrels/'; '' at the top. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** The folder that all of them lie in: 'notes/' of 'notes/a.md' and 'notes/2024/b.md'; '' where there is none. */
export function commonFolder(entries: readonly { readonly path: string }[]): string {
  let common = folderOf(entries[0].path);
  for (const { path } of entries) {
    while (!path.startsWith(common)) common = folderOf(common.slice(0, -1));
  }
  return common;
}
