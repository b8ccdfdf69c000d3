/** Files that are made while they are read: as long as a test wants, and never held. */
import type { SourceFile } from '../../formats/records.ts';

const CHUNK_BYTES = 64 * 1024;

/** `head`, then `filler` over and over up to about `size` bytes, then `tail`. */
export function lazyFile(path: string, size: number, filler: string, head = '', tail = ''): SourceFile {
  const encoder = new TextEncoder();
  const chunk = encoder.encode(filler.repeat(Math.ceil(CHUNK_BYTES / filler.length)));
  const first = encoder.encode(head);
  const last = encoder.encode(tail);
  const chunkCount = Math.ceil(Math.max(0, size - first.length - last.length) / chunk.length);
  const lastStart = first.length + chunkCount * chunk.length;
  const pieceAt = (at: number) => {
    if (at < first.length) return first.subarray(at);
    return at < lastStart
      ? chunk.subarray((at - first.length) % chunk.length)
      : last.subarray(at - lastStart);
  };
  return {
    path,
    size: lastStart + last.length,
    stream(start = 0, end = lastStart + last.length) {
      let at = start;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= end) return controller.close();
          const piece = pieceAt(at).slice(0, end - at);
          controller.enqueue(piece);
          at += piece.length;
        },
      });
    },
  };
}

/** A file as a folder looks that was picked like one: its bytes cannot be read. */
export function unreadableFile(path: string): SourceFile {
  return {
    path,
    size: 4096,
    stream: () =>
      new ReadableStream<Uint8Array>({
        pull() {
          throw new DOMException('A requested file or directory could not be found.', 'NotFoundError');
        },
      }),
  };
}

/** The same files; every byte that is pulled from one is added to `pulled.bytes`, and more than `most` fail. */
export function counted(files: readonly SourceFile[], pulled: { bytes: number }, most: number): SourceFile[] {
  return files.map((file) => ({
    ...file,
    stream: (start, end) =>
      file.stream(start, end).pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            pulled.bytes += chunk.length;
            if (pulled.bytes > most) throw new Error(`More than ${most} bytes were pulled.`);
            controller.enqueue(chunk);
          },
        }),
      ),
  }));
}
