/** Files that are made while they are read: as long as a test wants, and never held. */
import type { SourceFile } from '../../formats/records.ts';

const CHUNK_BYTES = 64 * 1024;

/** `head`, then `filler` over and over up to about `size` bytes, then `tail`. */
export function lazyFile(path: string, size: number, filler: string, head = '', tail = ''): SourceFile {
  const encoder = new TextEncoder();
  const chunk = encoder.encode(filler.repeat(Math.ceil(CHUNK_BYTES / filler.length)));
  const start = encoder.encode(head);
  const end = encoder.encode(tail);
  const chunkCount = Math.ceil(Math.max(0, size - start.length - end.length) / chunk.length);
  return {
    path,
    size: start.length + chunkCount * chunk.length + end.length,
    stream() {
      let turn = -1;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          turn++;
          if (turn === 0 && start.length > 0) controller.enqueue(start.slice());
          else if (turn <= chunkCount) controller.enqueue(chunk.slice());
          else {
            if (end.length > 0) controller.enqueue(end.slice());
            controller.close();
          }
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
    stream: () =>
      file.stream().pipeThrough(
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
