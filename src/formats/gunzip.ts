import { Gunzip } from 'fflate';
import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { crc32 } from './crc32.ts';
import { type Entry, extension, type Progress } from './entries.ts';
import {
  GZIP_TAIL_BYTES,
  HARMLESS_UNPACKED_BYTES,
  INFLATE_STEP_BYTES,
  MAX_UNPACKED_BYTES,
  MAX_UNPACKED_RATIO,
} from './limits.ts';
import { createTail } from './tail.ts';

const ENDING = '.gz';
/** Checksum and length of what was packed, at the end of each part of a .gz (RFC 1952, 2.3.1). */
const TRAILER_BYTES = 8;
const MAGIC = [0x1f, 0x8b];
/** The shortest there is. */
const HEADER = Uint8Array.of(...MAGIC, 8, 0, 0, 0, 0, 0, 0, 0xff);

/** A file that is named .gz as the file inside it; any other as it is. */
export function unpackedEntry(entry: Entry): Entry {
  if (extension(entry.path) !== ENDING) return entry;
  return {
    path: entry.path.slice(0, -ENDING.length),
    // Not known before its end; nothing is allocated by it.
    byteLength: entry.byteLength,
    inputBytes: entry.inputBytes,
    open: (progress, cancel) => gunzip(entry, progress, cancel),
  };
}

/**
 * Unpacks in small steps, part after part where there are several; ends only if every part has its length and checksum.
 *
 * @throws ImportError when it is no gzip, cut off, damaged, or unpacks to more than the limits; whatever `cancel` throws.
 */
async function* gunzip(entry: Entry, progress: Progress, cancel?: Cancel): AsyncGenerator<Uint8Array> {
  const { path } = entry;
  const unpacker = createUnpacker();
  for await (const chunk of entry.open(progress, cancel)) {
    for (let start = 0; start < chunk.length; start += INFLATE_STEP_BYTES) {
      const pieces = unpacker.push(chunk.subarray(start, start + INFLATE_STEP_BYTES));
      if (!pieces) throw unpacker.hasBegun() ? damaged(path) : notGzip(path);
      yield* pieces;
      checkSize(path, unpacker.counts());
    }
  }
  const outcome = unpacker.end();
  if (outcome === 'damaged') throw damaged(path);
  if (outcome === 'cut off') throw cutOff(path, unpacker.counts());
}

interface Counts {
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

function createUnpacker() {
  const tail = createTail(GZIP_TAIL_BYTES);
  let pieces: Uint8Array[] = [];
  let unpackedBytes = 0;
  /** Of the part that is open. */
  let partBytes = 0;
  let crc = 0;
  let partStart = 0;
  let isDamaged = false;
  const head: number[] = [];
  /** How many packed bytes there were when something was last unpacked. */
  let lastProgress = 0;

  const gunzip = new Gunzip((piece) => {
    if (piece.length === 0) return;
    pieces.push(piece);
    unpackedBytes += piece.length;
    partBytes += piece.length;
    crc = crc32(piece, crc);
    lastProgress = tail.byteLength();
  });
  // Told when the header of a further part is complete; `start` is where that stands in what was packed.
  gunzip.onmember = (start) => {
    const trailer = tail.slice(start - TRAILER_BYTES, start);
    const view = trailer && new DataView(trailer.buffer, trailer.byteOffset);
    isDamaged ||= view?.getUint32(0, true) !== crc || view.getUint32(4, true) !== partBytes % 2 ** 32;
    partStart = start;
    partBytes = 0;
    crc = 0;
  };
  const feed = (packed: Uint8Array) => {
    pieces = [];
    try {
      gunzip.push(packed);
    } catch {
      isDamaged = true;
    }
    // A header without an end would be held whole.
    isDamaged ||= tail.byteLength() - lastProgress > GZIP_TAIL_BYTES;
  };

  return {
    /** What these bytes unpack to; undefined when they are damaged. */
    push(packed: Uint8Array): Uint8Array[] | undefined {
      head.push(...packed.subarray(0, MAGIC.length - head.length));
      tail.push(packed);
      feed(packed);
      return isDamaged ? undefined : pieces;
    },
    /** To be called after the last bytes. */
    end(): 'whole' | 'cut off' | 'damaged' {
      const length = tail.byteLength();
      // Taken for a header after a whole part only, which shows that the last one is; then its trailer is checked.
      feed(HEADER);
      if (partStart !== length) return 'cut off';
      return isDamaged ? 'damaged' : 'whole';
    },
    /** Whether it begins like a gzip archive. */
    hasBegun: () => MAGIC.every((byte, index) => head[index] === byte),
    counts: (): Counts => ({ packedBytes: tail.byteLength(), unpackedBytes }),
  };
}

function checkSize(path: string, { packedBytes, unpackedBytes }: Counts): void {
  const bound = Math.min(
    MAX_UNPACKED_BYTES,
    Math.max(HARMLESS_UNPACKED_BYTES, MAX_UNPACKED_RATIO * packedBytes),
  );
  if (unpackedBytes <= bound) return;
  throw new XennError(
    'ImportError',
    `The first ${shown(packedBytes)} bytes of ${path} unpack to more than the ${shown(bound)} that were expected at most. ` +
      'If that is right, unpack it and choose the file inside.',
  );
}

function cutOff(path: string, { packedBytes, unpackedBytes }: Counts): XennError {
  return new XennError(
    'ImportError',
    `${path} is cut off: it ends after ${shown(packedBytes)} bytes, which unpack to ${shown(unpackedBytes)}, and more were ` +
      'expected. Download or copy it again.',
  );
}

function damaged(path: string): XennError {
  return new XennError(
    'ImportError',
    `${path} is a damaged gzip archive: it cannot be unpacked, or not to what was packed. Download or copy it again.`,
  );
}

function notGzip(path: string): XennError {
  return new XennError(
    'ImportError',
    `${path} is named like a gzip archive but does not begin like one. Rename it without .gz, or copy it again.`,
  );
}

function shown(count: number): string {
  return count.toLocaleString('en-US');
}
