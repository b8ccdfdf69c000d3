/** Zips that say what they like: every field of a header may be other than the file it is of (APPNOTE 4.3). */
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../formats/crc32.ts';
import { concat } from '../../formats/decode.ts';

export interface RawMember {
  readonly name: string;
  /** Unpacked. */
  readonly data: string | Uint8Array;
  /** 8, deflated, is the default; other than 0 and 8 are written as stored. */
  readonly method?: number;
  /** Bit 0: encrypted. */
  readonly flags?: number;
  /** What the directory says instead of what is so. */
  readonly says?: {
    readonly packedBytes?: number;
    readonly unpackedBytes?: number;
    readonly crc32?: number;
    readonly headerOffset?: number;
  };
}

export interface RawZip {
  readonly before?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly says?: { readonly memberCount?: number; readonly directoryOffset?: number };
}

/** The members one after the other, the directory, and the end record. */
export function rawZip(members: readonly RawMember[], { before, comment, says }: RawZip = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const member of members) {
    const data = typeof member.data === 'string' ? new TextEncoder().encode(member.data) : member.data;
    const { method = 8, flags = 0 } = member;
    const packed = method === 8 ? new Uint8Array(deflateRawSync(data)) : data;
    const name = new TextEncoder().encode(member.name);
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    local.setUint16(6, flags, true);
    local.setUint16(8, method, true);
    local.setUint16(26, name.length, true);
    const central = new DataView(new ArrayBuffer(46));
    central.setUint32(0, 0x02014b50, true);
    central.setUint16(8, flags, true);
    central.setUint16(10, method, true);
    central.setUint32(16, member.says?.crc32 ?? crc32(data, 0), true);
    central.setUint32(20, member.says?.packedBytes ?? packed.length, true);
    central.setUint32(24, member.says?.unpackedBytes ?? data.length, true);
    central.setUint16(28, name.length, true);
    central.setUint32(42, member.says?.headerOffset ?? offset, true);
    parts.push(new Uint8Array(local.buffer), name, packed);
    directory.push(new Uint8Array(central.buffer), name);
    offset += 30 + name.length + packed.length;
  }
  const entries = concat(directory);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, members.length, true);
  end.setUint16(10, says?.memberCount ?? members.length, true);
  end.setUint32(12, entries.length, true);
  end.setUint32(16, says?.directoryOffset ?? offset, true);
  end.setUint16(20, comment?.length ?? 0, true);
  return concat([
    before ?? new Uint8Array(0),
    ...parts,
    entries,
    new Uint8Array(end.buffer),
    comment ?? new Uint8Array(0),
  ]);
}
