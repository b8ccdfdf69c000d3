import { Inflate } from 'fflate';
import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { crc32 } from './crc32.ts';
import { concat } from './decode.ts';
import type { Entry } from './entries.ts';
import { readChunks } from './entries.ts';
import {
  HARMLESS_UNPACKED_BYTES,
  INFLATE_STEP_BYTES,
  MAX_UNPACKED_BYTES,
  MAX_UNPACKED_RATIO,
} from './limits.ts';
import type { SourceFile } from './records.ts';
import type { ZipMember } from './zip-directory.ts';
import { readZipDirectory } from './zip-directory.ts';

const STORED = 0;
const DEFLATED = 8;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;

/**
 * The files inside a zip, folders left out. Opening one reads its bytes of the zip, and no others.
 *
 * @throws ImportError as `readZipDirectory` does; opening a file throws one when it is encrypted, packed in
 * another way than deflate, damaged, or would unpack to more than the limits.
 */
export async function zipEntries(file: SourceFile, cancel?: Cancel): Promise<Entry[]> {
  const members = await readZipDirectory(file, cancel);
  return members
    .filter(({ path }) => !path.endsWith('/'))
    .map((member) => ({
      path: member.path,
      byteLength: member.unpackedBytes,
      inputBytes: member.packedBytes,
      async *open(progress, cancel) {
        checkMember(member, file);
        for await (const packed of unpackChecked(member, file, cancel)) {
          progress.bytesRead += packed.packedBytes;
          yield* packed.unpacked;
        }
      },
    }));
}

function checkMember(member: ZipMember, file: SourceFile): void {
  const name = `${member.path} in ${file.path}`;
  if (member.encrypted) {
    throw new XennError('ImportError', `${name} is encrypted. Unpack the zip and choose the folder.`);
  }
  if (member.method !== STORED && member.method !== DEFLATED) {
    throw new XennError(
      'ImportError',
      `${name} is packed by method ${member.method}; 0 (stored) or 8 (deflate) was expected. Unpack the zip and choose the folder.`,
    );
  }
  const bound = Math.min(
    MAX_UNPACKED_BYTES,
    Math.max(HARMLESS_UNPACKED_BYTES, MAX_UNPACKED_RATIO * member.packedBytes),
  );
  if (member.unpackedBytes > bound) {
    throw new XennError(
      'ImportError',
      `${name} would unpack from ${member.packedBytes.toLocaleString('en-US')} to ${member.unpackedBytes.toLocaleString('en-US')} bytes; ` +
        `at most ${bound.toLocaleString('en-US')} were expected. If that is right, unpack the zip and choose the folder.`,
    );
  }
}

/** What one step read, and what it unpacked to. */
interface Unpacked {
  readonly packedBytes: number;
  readonly unpacked: readonly Uint8Array[];
}

/** Unpacks in small steps; never yields more than the directory says, and ends only if size and checksum agree. */
async function* unpackChecked(
  member: ZipMember,
  file: SourceFile,
  cancel?: Cancel,
): AsyncGenerator<Unpacked> {
  const step = member.method === STORED ? (packed: Uint8Array) => [packed] : createInflater();
  let bytesLeft = member.packedBytes;
  let unpackedBytes = 0;
  let crc = 0;
  for await (const packed of packedBytes(member, file, cancel)) {
    bytesLeft -= packed.length;
    let unpacked: Uint8Array[];
    try {
      unpacked = step(packed, bytesLeft === 0);
    } catch {
      throw damaged(member, file);
    }
    for (const piece of unpacked) {
      unpackedBytes += piece.length;
      crc = crc32(piece, crc);
    }
    if (unpackedBytes > member.unpackedBytes) throw damaged(member, file);
    yield { packedBytes: packed.length, unpacked };
  }
  if (unpackedBytes !== member.unpackedBytes || crc !== member.crc32) throw damaged(member, file);
}

function createInflater(): (packed: Uint8Array, atEnd: boolean) => Uint8Array[] {
  let pieces: Uint8Array[] = [];
  const inflate = new Inflate((piece) => pieces.push(piece));
  return (packed, atEnd) => {
    pieces = [];
    inflate.push(packed, atEnd);
    return pieces;
  };
}

/** The packed bytes of one file, at most INFLATE_STEP_BYTES at a time. */
async function* packedBytes(
  member: ZipMember,
  file: SourceFile,
  cancel?: Cancel,
): AsyncGenerator<Uint8Array> {
  const chunks = readChunks(file, cancel, member.headerOffset, member.end);
  try {
    const take = createTaker(chunks);
    const pieces: Uint8Array[] = [];
    for (let left = LOCAL_BYTES; left > 0; left -= pieces[pieces.length - 1].length)
      pieces.push(await take(left));
    const header = new DataView(concat(pieces).buffer);
    if (header.getUint32(0, true) !== LOCAL_SIGNATURE) throw damaged(member, file);
    const nameBytes = header.getUint16(26, true) + header.getUint16(28, true);
    for (let left = nameBytes; left > 0; ) left -= (await take(left)).length;
    for (let left = member.packedBytes; left > 0; ) {
      const packed = await take(Math.min(left, INFLATE_STEP_BYTES));
      left -= packed.length;
      yield packed;
    }
  } catch (error) {
    throw error === endOfFile ? damaged(member, file) : error;
  } finally {
    await chunks.return(undefined);
  }
}

const endOfFile = new Error('The zip ends before the file does.');

/** Takes the bytes of `chunks` one after the other: at least 1 and at most `limit`; throws `endOfFile` at the end. */
function createTaker(chunks: AsyncGenerator<Uint8Array>): (limit: number) => Promise<Uint8Array> {
  let chunk = new Uint8Array(0);
  return async (limit) => {
    while (chunk.length === 0) {
      const next = await chunks.next();
      if (next.done) throw endOfFile;
      chunk = next.value as Uint8Array<ArrayBuffer>;
    }
    const taken = chunk.subarray(0, limit);
    chunk = chunk.subarray(taken.length);
    return taken;
  };
}

function damaged(member: ZipMember, file: SourceFile): XennError {
  return new XennError(
    'ImportError',
    `${file.path} is a damaged zip: ${member.path} cannot be unpacked, or not to what was packed. Download or copy it again.`,
  );
}
