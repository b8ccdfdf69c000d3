import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import type { Entry } from './entries.ts';

/** Takes the bytes of a file in order: for formats that say first how long what follows is. */
export interface ByteReader {
  /**
   * The next `count` bytes, in memory of their own. The caller has held `count` against `Entry.byteLength`.
   *
   * @throws ImportError when the file ends before.
   */
  take(count: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Passes over the next `count` bytes without holding them. Throws as `take` does. */
  skip(count: number): Promise<void>;
}

/**
 * Reads a file from its beginning, as far as `use` asks for it, and releases it.
 *
 * @throws ImportError when the platform cannot read it; whatever `use` and `cancel` throw.
 */
export async function withBytes<T>(
  entry: Entry,
  use: (bytes: ByteReader) => Promise<T>,
  cancel?: Cancel,
): Promise<T> {
  const chunks = entry.open({ bytesRead: 0 }, cancel);
  let chunk: Uint8Array = new Uint8Array(0);

  /** Hands on the next `count` bytes in pieces, each with its offset from the first. */
  async function each(count: number, use: (piece: Uint8Array, offset: number) => void): Promise<void> {
    for (let offset = 0; offset < count; ) {
      if (chunk.length === 0) {
        const next = await chunks.next();
        if (next.done) throw endsTooEarly(entry);
        chunk = next.value;
      }
      const piece = chunk.subarray(0, count - offset);
      use(piece, offset);
      chunk = chunk.subarray(piece.length);
      offset += piece.length;
    }
  }

  try {
    return await use({
      async take(count) {
        const bytes = new Uint8Array(count);
        await each(count, (piece, offset) => bytes.set(piece, offset));
        return bytes;
      },
      skip: (count) => each(count, () => undefined),
    });
  } finally {
    await chunks.return(undefined);
  }
}

function endsTooEarly({ path, byteLength }: Entry): XennError {
  return new XennError(
    'ImportError',
    `${path} ends before the ${byteLength.toLocaleString('en-US')} bytes that it is said to have. It has changed since it was chosen; choose it again.`,
  );
}
