import { readVarInt } from 'hyparquet/src/thrift.js';

/**
 * Whether runs of Parquet's RLE/bit-packing hybrid hold no more than `count` entries of `bitWidth` bits, but for the
 * padding of the last group of eight. Nothing is decoded. Bytes after the last entry do not matter; throws a RangeError
 * where a run's header is cut off.
 */
export function runsFit(bytes: Uint8Array, bitWidth: number, count: number): boolean {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let seen = 0;
  while (seen < count && reader.offset < bytes.length) {
    const header = readVarInt(reader);
    const length = header >>> 1;
    if (header & 1) {
      seen += 8 * length;
      if (seen >= count + 8) return false;
      // The reader takes a byte of an empty group too.
      reader.offset += Math.max(1, length * bitWidth);
    } else {
      seen += length;
      if (seen > count) return false;
      reader.offset += (bitWidth + 7) >> 3;
    }
  }
  return true;
}
