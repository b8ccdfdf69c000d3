/** NumPy's .npy files (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). */
import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { type ByteReader, withBytes } from './byte-reader.ts';
import type { Entry } from './entries.ts';
import { type FloatBits, toFloat32 } from './floats.ts';
import { decodeNpyHeader, type NpyHeader, notNpy } from './npy-header.ts';

/** An array whose entries are read in C order, a piece at a time. */
export interface NpyArray extends NpyHeader {
  /**
   * The next `count` entries as float32. The caller does not ask for more than there are.
   *
   * @throws ImportError when they are not of float16, float32 or float64.
   */
  numbers(count: number): Promise<Float32Array<ArrayBuffer>>;
  /**
   * The next `count` entries as texts.
   *
   * @throws ImportError when they are not of NumPy's `str`, or no Unicode.
   */
  strings(count: number): Promise<string[]>;
}

const FLOATS: Readonly<Record<string, FloatBits>> = { '<f2': 16, '<f4': 32, '<f8': 64 };

/** Before the header's text: '\x93NUMPY', two numbers of a version, then the text's length. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const VERSION_END = 8;

/** A longer header describes a type of many fields, which is none that is read here. */
const MAX_HEADER_BYTES = 65_535;

/**
 * Opens a .npy file of version 1.0, 2.0 or 3.0 for `use`, when its header and its length agree.
 *
 * @throws ImportError when they do not, or the array is not of little-endian floats or `str` in C order; whatever
 * `use` and `cancel` throw.
 */
export function readNpy<T>(entry: Entry, use: (array: NpyArray) => Promise<T>, cancel?: Cancel): Promise<T> {
  return withBytes(
    entry,
    async (bytes) => {
      const { header, headerEnd } = await readHeader(bytes, entry);
      const { dtype, shape } = header;
      const itemBytes = itemBytesOf(header, entry.path);
      const dataBytes = shape.reduce((count, size) => count * size, itemBytes);
      if (headerEnd + dataBytes !== entry.byteLength) {
        throw notNpy(
          entry.path,
          `${(entry.byteLength - headerEnd).toLocaleString('en-US')} bytes follow its header, ` +
            `where ${shape.join(' x ')} entries of ${dtype} take ${dataBytes.toLocaleString('en-US')}`,
        );
      }
      return use({
        ...header,
        async numbers(count) {
          if (!Object.hasOwn(FLOATS, dtype))
            throw wrongType(entry.path, dtype, "numbers: '<f4', '<f8' or '<f2'");
          return toFloat32(await bytes.take(count * itemBytes), FLOATS[dtype]);
        },
        async strings(count) {
          if (!dtype.startsWith('<U')) throw wrongType(entry.path, dtype, "texts: '<U', NumPy's str");
          return decodeStrings(await bytes.take(count * itemBytes), itemBytes / 4, count, entry.path);
        },
      });
    },
    cancel,
  );
}

async function readHeader(
  bytes: ByteReader,
  { path, byteLength }: Entry,
): Promise<{ header: NpyHeader; headerEnd: number }> {
  let end = 0;
  const take = (count: number) => {
    end += count;
    if (end > byteLength) throw notNpy(path, `it ends within its header`);
    return bytes.take(count);
  };
  const start = await take(VERSION_END);
  const version = start[6];
  if (!MAGIC.every((byte, index) => start[index] === byte) || version < 1 || version > 3) {
    throw notNpy(path, 'it does not begin like one of version 1, 2 or 3');
  }
  const lengthBytes = await take(version === 1 ? 2 : 4);
  const length = lengthBytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
  if (length > MAX_HEADER_BYTES) {
    throw notNpy(path, `its header would take ${length.toLocaleString('en-US')} bytes`);
  }
  const header = decodeNpyHeader(new TextDecoder().decode(await take(length)), path);
  return { header, headerEnd: end };
}

function itemBytesOf({ dtype }: NpyHeader, path: string): number {
  if (Object.hasOwn(FLOATS, dtype)) return FLOATS[dtype] / 8;
  const characters = /^<U([1-9]\d{0,8})$/.exec(dtype);
  if (characters) return 4 * Number(characters[1]);
  throw wrongType(path, dtype, "'<f4', '<f8', '<f2' or '<U', little-endian floats or str");
}

/** Code points of 4 bytes; a text shorter than the longest is filled up with zeros. */
function decodeStrings(bytes: Uint8Array<ArrayBuffer>, width: number, count: number, path: string): string[] {
  const codePoints = new Uint32Array(bytes.buffer);
  if (!codePoints.every(isCharacter)) {
    throw notNpy(path, 'its texts are not Unicode');
  }
  return Array.from({ length: count }, (_, index) => {
    const padded = codePoints.subarray(index * width, (index + 1) * width);
    const length = padded.findLastIndex((codePoint) => codePoint !== 0) + 1;
    return Array.from(padded.subarray(0, length), (codePoint) => String.fromCodePoint(codePoint)).join('');
  });
}

/** A code point that is not half of a surrogate pair. */
function isCharacter(codePoint: number): boolean {
  return codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
}

function wrongType(path: string, dtype: string, expected: string): XennError {
  return new XennError(
    'ImportError',
    `${path} holds entries of the type '${dtype}'; expected ${expected}. Convert the array with astype and save it again.`,
  );
}
