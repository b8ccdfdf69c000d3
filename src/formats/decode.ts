import { XennError } from '../core/errors.ts';
import { SNIFF_BYTES, TEXT_STEP_BYTES } from './limits.ts';
import { findSignature } from './signatures.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Byte order marks; without one a text is taken for UTF-8. */
const MARKS: readonly { readonly encoding: Encoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/**
 * The bytes of a text file as UTF-8 without a byte order mark, whatever they were. That UTF-8 is well formed is
 * not checked here but where lines are decoded, which can name the line.
 *
 * @throws ImportError when the file is empty, binary, or UTF-16 cut in the middle of a character.
 */
export async function* toUtf8(chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  let decode: ((chunk: Uint8Array, atEnd: boolean) => Uint8Array) | undefined;
  for await (const chunk of inSteps(chunks)) {
    if (decode) {
      yield decode(chunk, false);
      continue;
    }
    head = head.length === 0 ? chunk : concat([head, chunk]);
    if (head.length < SNIFF_BYTES) continue;
    const start = inspectHead(head, path);
    decode = createDecoder(start.encoding, path);
    yield decode(head.subarray(start.markLength), false);
  }
  if (decode) {
    yield decode(new Uint8Array(0), true);
    return;
  }
  const start = inspectHead(head, path);
  yield createDecoder(start.encoding, path)(head.subarray(start.markLength), true);
}

/**
 * A whole text file, in UTF-8 or as its byte order mark says.
 *
 * @throws ImportError when it is empty, binary or not well formed.
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  const { encoding, markLength } = inspectHead(bytes, path);
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(markLength));
  } catch {
    throw new XennError(
      'ImportError',
      `${path}: not ${encoding.toUpperCase()} text. Save the file as UTF-8 and choose it again.`,
    );
  }
}

/** An inflater hands out megabytes at once, and as lines they take many times as much memory. */
async function* inSteps(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += TEXT_STEP_BYTES) {
      yield chunk.subarray(start, start + TEXT_STEP_BYTES);
    }
  }
}

/** Puts pieces together into bytes of their own. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

function inspectHead(head: Uint8Array, path: string): { encoding: Encoding; markLength: number } {
  if (head.length === 0) {
    throw new XennError('ImportError', `${path} is empty. Choose a file that holds documents.`);
  }
  const signature = findSignature(head);
  if (signature) {
    throw new XennError(
      'ImportError',
      `${path} seems to be ${signature.what}, not a text file in UTF-8 or UTF-16. ${signature.advice}`,
    );
  }
  const mark = MARKS.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (
    mark?.encoding !== 'utf-16le' &&
    mark?.encoding !== 'utf-16be' &&
    head.subarray(0, SNIFF_BYTES).includes(0)
  ) {
    throw new XennError(
      'ImportError',
      `${path} holds NUL bytes: it is a binary file, or UTF-16 without a byte order mark. Save it as UTF-8 text and choose it again.`,
    );
  }
  return { encoding: mark?.encoding ?? 'utf-8', markLength: mark?.bytes.length ?? 0 };
}

function createDecoder(encoding: Encoding, path: string) {
  if (encoding === 'utf-8') return (chunk: Uint8Array) => chunk;
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const encoder = new TextEncoder();
  return (chunk: Uint8Array, atEnd: boolean) => {
    try {
      return encoder.encode(decoder.decode(chunk, { stream: !atEnd }));
    } catch {
      throw new XennError(
        'ImportError',
        `${path} begins as ${encoding.toUpperCase()} text but is not well formed further on. Save it as UTF-8 and choose it again.`,
      );
    }
  };
}
