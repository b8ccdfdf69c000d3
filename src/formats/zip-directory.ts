import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { readChunks } from './entries.ts';
import { ZIP_TAIL_BYTES } from './limits.ts';
import type { SourceFile } from './records.ts';
import { createTail } from './tail.ts';

/** One file as the directory at the end of a zip describes it (APPNOTE 4.3.12). */
export interface ZipMember {
  readonly path: string;
  /** 0 stored, 8 deflated; others exist. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Where its local header begins, in bytes from the beginning of the file. */
  readonly headerOffset: number;
  /** Where what follows it begins: its header, name and bytes lie before. */
  readonly end: number;
}

type Listed = Omit<ZipMember, 'end'>;

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MEMBER_SIGNATURE = 0x02014b50;
const MEMBER_BYTES = 46;
/** Before a file's name and bytes. */
const LOCAL_BYTES = 30;

/**
 * Reads the directory of a zip: one pass over the file that keeps its end only. The directory, and not the headers
 * met on the way, says where each file lies and how long it is: the headers may leave that open, and guessing the
 * end of a file from the bytes that usually follow it cuts those short that hold such bytes themselves.
 *
 * @throws ImportError when the zip is cut off, damaged, Zip64, lists too many files, or files that share their bytes;
 * whatever `cancel` throws.
 */
export async function readZipDirectory(file: SourceFile, cancel?: Cancel): Promise<ZipMember[]> {
  const { tail, fileBytes } = await readTail(file, cancel);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const end = findEnd(view);
  if (end === undefined) {
    throw new XennError(
      'ImportError',
      `${file.path} is not a complete zip: the directory at its end is missing. Download or copy it again.`,
    );
  }
  const memberCount = view.getUint16(end + 10, true);
  const directoryBytes = view.getUint32(end + 12, true);
  const directoryOffset = view.getUint32(end + 16, true);
  if (memberCount === 0xffff || directoryBytes === 0xffffffff || directoryOffset === 0xffffffff) {
    throw zip64(file);
  }
  const start = end - directoryBytes;
  if (start < 0 && directoryBytes <= fileBytes) {
    throw new XennError(
      'ImportError',
      `${file.path} lists too many files: its directory takes ${directoryBytes.toLocaleString('en-US')} bytes, ` +
        `at most ${ZIP_TAIL_BYTES.toLocaleString('en-US')} were expected. Unpack it and choose the folder.`,
    );
  }
  // Something may stand before the zip proper, and its offsets do not count that.
  const bytesBefore = fileBytes - tail.byteLength + start - directoryOffset;
  if (start < 0 || bytesBefore < 0) throw damaged(file);
  const members: Listed[] = [];
  for (let at = start; members.length < memberCount; ) {
    if (at + MEMBER_BYTES > end || view.getUint32(at, true) !== MEMBER_SIGNATURE) throw damaged(file);
    const nameBytes = view.getUint16(at + 28, true);
    const next =
      at + MEMBER_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw damaged(file);
    const member = {
      path: readName(tail.subarray(at + MEMBER_BYTES, at + MEMBER_BYTES + nameBytes)),
      encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      headerOffset: bytesBefore + view.getUint32(at + 42, true),
    };
    if (member.packedBytes === 0xffffffff || member.unpackedBytes === 0xffffffff) throw zip64(file);
    members.push(member);
    at = next;
  }
  return withEnds(members, bytesBefore + directoryOffset, file);
}

/**
 * Each file lies before the next one and before the directory at `directoryStart`. A bomb lists the same bytes many times
 * (https://www.usenix.org/conference/woot19/presentation/fifield), or more than the zip has.
 */
function withEnds(members: readonly Listed[], directoryStart: number, file: SourceFile): ZipMember[] {
  const inOrder = members.toSorted((one, other) => one.headerOffset - other.headerOffset);
  const endOf = new Map<Listed, number>();
  for (const [index, member] of inOrder.entries()) {
    const next = inOrder[index + 1];
    const end = next?.headerOffset ?? directoryStart;
    endOf.set(member, end);
    if (member.headerOffset + LOCAL_BYTES + member.packedBytes <= end) continue;
    throw new XennError(
      'ImportError',
      `${file.path} is a damaged zip: ${member.path} would reach into ${next?.path ?? 'its directory'}. Download or copy it again.`,
    );
  }
  return members.map((member) => ({ ...member, end: endOf.get(member) ?? directoryStart }));
}

async function readTail(file: SourceFile, cancel?: Cancel): Promise<{ tail: Uint8Array; fileBytes: number }> {
  const tail = createTail(ZIP_TAIL_BYTES);
  for await (const chunk of readChunks(file, cancel)) tail.push(chunk);
  return { tail: tail.bytes(), fileBytes: tail.byteLength() };
}

/** The end record is last, but for a comment whose length it names. */
function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - END_BYTES; at >= 0 && at >= view.byteLength - END_BYTES - 0xffff; at--) {
    const isEnd =
      view.getUint32(at, true) === END_SIGNATURE &&
      at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength;
    if (isEnd) return at;
  }
  return undefined;
}

/** Names are UTF-8 or an old code page alike in its ASCII half; they are shown and compared, never opened. */
function readName(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\\', '/');
}

function zip64(file: SourceFile): XennError {
  return new XennError(
    'ImportError',
    `${file.path} is a Zip64 archive (4 GB or more, or made like one). Unpack it and choose the folder.`,
  );
}

function damaged(file: SourceFile): XennError {
  return new XennError(
    'ImportError',
    `${file.path} is a damaged zip: its directory cannot be read. Download or copy it again.`,
  );
}
