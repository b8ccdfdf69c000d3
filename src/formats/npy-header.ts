import { XennError } from '../core/errors.ts';

export interface NpyHeader {
  /** NumPy's name of the type of an entry: '<f4'. */
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** '\x93NUMPY', version 1.0; 2 bytes with the length of the text follow. */
const VERSION_1 = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
const TEXT_START = 10;
const ALIGNMENT = 64;

/** What stands before the entries in a file of version 1.0 in C order. */
export function encodeNpyHeader({ dtype, shape }: NpyHeader): Uint8Array<ArrayBuffer> {
  // As Python writes a tuple.
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // Spaces fill it up to the alignment, a line feed ends it.
  const length = Math.ceil((TEXT_START + text.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(length).fill(0x20);
  bytes.set(VERSION_1);
  new DataView(bytes.buffer).setUint16(VERSION_1.length, length - TEXT_START, true);
  bytes.set(new TextEncoder().encode(text), TEXT_START);
  bytes[length - 1] = 0x0a;
  return bytes;
}

/**
 * Texts as entries of '<U': `width` code points of 4 bytes each, filled up with zeros. None is longer than `width`,
 * which is at least 1.
 */
export function encodeNpyStrings(texts: readonly string[], width: number): Uint32Array<ArrayBuffer> {
  const codePoints = new Uint32Array(texts.length * width);
  for (const [index, text] of texts.entries()) {
    let at = index * width;
    for (const character of text) codePoints[at++] = character.codePointAt(0) as number;
  }
  return codePoints;
}

/**
 * Reads the header's text, a dict as Python writes it.
 *
 * @throws ImportError when it is none, or the array is in Fortran order or has fields.
 */
export function decodeNpyHeader(text: string, path: string): NpyHeader {
  const dtype = /'descr': *'([^']*)'/.exec(text)?.[1];
  const fortranOrder = /'fortran_order': *(True|False)/.exec(text)?.[1];
  const shape = /'shape': *\(([\d, ]*)\)/.exec(text)?.[1].match(/\d+/g);
  if (dtype === undefined || fortranOrder === undefined || shape === undefined) {
    throw notNpy(path, 'its header does not say type, order and shape of a plain array');
  }
  const sizes = (shape ?? []).map(Number);
  if (!sizes.every(Number.isSafeInteger)) throw notNpy(path, 'its shape cannot be right');
  if (fortranOrder === 'True') {
    throw new XennError(
      'ImportError',
      `${path} holds its array column by column (Fortran order); expected row by row. Save np.ascontiguousarray(array).`,
    );
  }
  return { dtype, shape: sizes };
}

/** `found` is what is wrong with it, after a colon. */
export function notNpy(path: string, found: string): XennError {
  return new XennError(
    'ImportError',
    `${path} is not a .npy file, or is cut off or damaged: ${found}. Save or copy it again, or choose another file.`,
  );
}
