/**
 * The header of a safetensors file: 8 bytes with its length, then JSON that names each tensor's type, shape and
 * bytes (https://github.com/huggingface/safetensors#format).
 */
import { XennError } from '../core/errors.ts';
import type { FloatBits } from './floats.ts';

/** One tensor as the header describes it. */
export interface TensorEntry {
  readonly name: string;
  readonly bits: FloatBits;
  readonly shape: readonly number[];
  readonly byteLength: number;
}

export interface SafetensorsHeader {
  /** What the file says of itself under `__metadata__`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of their bytes, which follow one another without a gap. */
  readonly tensors: readonly TensorEntry[];
}

/** Of the length before the JSON. */
export const LENGTH_BYTES = 8;

/** A longer header is refused and never read: a million tensors would fit. */
export const MAX_HEADER_BYTES = 64 * 2 ** 20;

const METADATA = '__metadata__';
const BITS: Readonly<Record<string, FloatBits>> = { F16: 16, F32: 32, F64: 64 };

/**
 * The length and the header of a file whose float32 tensors follow in the given order, padded so that they begin at
 * a multiple of 8 bytes.
 */
export function encodeHeader(
  tensors: readonly { readonly name: string; readonly shape: readonly number[] }[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  let end = 0;
  const described = tensors.map(({ name, shape }) => {
    const start = end;
    end += 4 * product(shape);
    return [name, { dtype: 'F32', shape, data_offsets: [start, end] }];
  });
  const json = new TextEncoder().encode(
    JSON.stringify(Object.fromEntries([[METADATA, metadata], ...described])),
  );
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(json, LENGTH_BYTES);
  return bytes;
}

/**
 * How long the header is, from the file's first 8 bytes.
 *
 * @throws ImportError when it would not fit into a file of `fileBytes`, or is longer than any that makes sense.
 */
export function decodeHeaderLength(bytes: Uint8Array<ArrayBuffer>, fileBytes: number, path: string): number {
  const headerBytes = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const most = Math.min(MAX_HEADER_BYTES, fileBytes - LENGTH_BYTES);
  if (headerBytes <= most) return headerBytes;
  throw notSafetensors(
    path,
    `its first 8 bytes announce a header of ${number(headerBytes)} bytes, where at most ${number(most)} can be`,
  );
}

/**
 * Reads the JSON and holds it against `dataBytes`, the bytes of the file after it.
 *
 * @throws ImportError when it is not JSON or not such a header, a tensor is not of float16, float32 or float64, a
 * shape and its bytes do not agree, tensors overlap or leave a gap, or they do not end where the file does.
 */
export function decodeHeader(bytes: Uint8Array, dataBytes: number, path: string): SafetensorsHeader {
  const { [METADATA]: metadata = {}, ...described } = parseObject(bytes, path);
  if (!isObject(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw notSafetensors(path, `its ${METADATA} is not an object of strings`);
  }
  const placed = Object.entries(described).map(([name, value]) => decodeTensor(name, value, path));
  // An empty tensor begins where the next one does.
  placed.sort((left, right) => left.start - right.start || left.end - right.end);
  let end = 0;
  for (const tensor of placed) {
    if (tensor.start !== end) {
      throw notSafetensors(
        path,
        `the tensor '${tensor.name}' begins at byte ${number(tensor.start)} of the data, where ${number(end)} was expected`,
      );
    }
    end = tensor.end;
  }
  if (end !== dataBytes) {
    throw notSafetensors(
      path,
      `${number(dataBytes)} bytes follow its header, where its tensors take ${number(end)}`,
    );
  }
  const tensors = placed.map(({ name, bits, shape, byteLength }) => ({ name, bits, shape, byteLength }));
  return { metadata: metadata as Record<string, string>, tensors };
}

function parseObject(bytes: Uint8Array, path: string): Record<string, unknown> {
  try {
    // The specification allows spaces after the JSON, and nothing before it.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/ *$/, '');
    const header: unknown = JSON.parse(text);
    if (isObject(header) && text.startsWith('{') && text.endsWith('}')) return header;
  } catch {
    // Not UTF-8 or not JSON: what to do about it is the same.
  }
  throw notSafetensors(path, 'its header is not a JSON object');
}

function decodeTensor(
  name: string,
  value: unknown,
  path: string,
): TensorEntry & { readonly start: number; readonly end: number } {
  const { dtype, shape, data_offsets: offsets } = isObject(value) ? value : {};
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2 || typeof dtype !== 'string') {
    throw notSafetensors(
      path,
      `the header's entry of the tensor '${name}' is not {dtype, shape, data_offsets} with whole numbers`,
    );
  }
  if (!Object.hasOwn(BITS, dtype)) {
    throw new XennError(
      'ImportError',
      `The tensor '${name}' in ${path} is of the type ${dtype.slice(0, 20)}; expected F32, F16 or F64. Save it as float32.`,
    );
  }
  const bits = BITS[dtype];
  const [start, end] = offsets;
  const byteLength = (product(shape) * bits) / 8;
  if (end - start !== byteLength) {
    throw notSafetensors(
      path,
      `the tensor '${name}' of ${shape.join(' x ')} ${dtype} takes ${number(byteLength)} bytes, where the header gives it ${number(end - start)}`,
    );
  }
  return { name, bits, shape, byteLength, start, end };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}

function product(shape: readonly number[]): number {
  return shape.reduce((count, size) => count * size, 1);
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

/** `found` is what is wrong with it, after a colon. */
export function notSafetensors(path: string, found: string): XennError {
  return new XennError(
    'ImportError',
    `${path} is not a safetensors file, or is cut off or damaged: ${found}. Export or copy it again, or choose another file.`,
  );
}
