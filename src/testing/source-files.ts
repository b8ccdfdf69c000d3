import { readSource } from '../formats/index.ts';
import type { Located, ParsedBatch, ReadOptions, SourceFile } from '../formats/records.ts';

/** A source file that hands out its bytes in pieces of these sizes, over and over; in one piece without them. */
export function sourceFile(
  path: string,
  content: string | Uint8Array,
  chunkBytes: readonly number[] = [],
): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    path,
    size: bytes.length,
    stream(from = 0, end = bytes.length) {
      let start = from;
      let turn = 0;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (start >= Math.min(end, bytes.length)) return controller.close();
          const length = chunkBytes.length === 0 ? bytes.length : chunkBytes[turn++ % chunkBytes.length];
          controller.enqueue(bytes.slice(start, Math.min(start + length, end)));
          start += length;
        },
      });
    },
  };
}

/** A file that was exported, as a browser has it when it is chosen. */
export function exportedFile({ fileName, blob }: { fileName: string; blob: Blob }): SourceFile {
  return { path: fileName, size: blob.size, stream: (start, end) => blob.slice(start, end).stream() };
}

/** Everything that reading the files finds, without the borders between batches. */
export async function readAll(
  files: readonly SourceFile[],
  options: ReadOptions,
): Promise<Omit<ParsedBatch, 'bytesRead'>> {
  const batches: ParsedBatch[] = [];
  for await (const batch of readSource(files, options)) batches.push(batch);
  return {
    documents: batches.flatMap((batch) => batch.documents),
    queries: batches.flatMap((batch) => batch.queries),
    judgements: batches.flatMap((batch) => batch.judgements),
    refused: batches.flatMap((batch) => batch.refused),
  };
}

/** The values alone. */
export function valuesOf<T>(located: readonly Located<T>[]): T[] {
  return located.map(({ value }) => value);
}

/** The message of what `promise` throws, after its name; fails when it does not throw. */
export async function errorOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    throw error;
  }
  throw new Error('Expected an error, found none.');
}
