import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { concat } from './decode.ts';
import { plainEntry } from './entries.ts';
import { bytesOf } from './floats.ts';
import { readNpy } from './npy.ts';
import { encodeNpyHeader, encodeNpyStrings } from './npy-header.ts';

/** Made by np.lib.format.write_array(file, array, version), NumPy 2.4.6. */
const FROM_NUMPY = {
  /** np.array([[1.5, -2.25], [0.0, 1e-3]], '<f4') */
  f4: 'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAMA/AAAQwAAAAABvEoM6',
  /** np.array([[1.5, -2.25, 65504.0], [2**-24, np.inf, np.nan]], '<f2') */
  f2: 'k05VTVBZAQB2AHsnZGVzY3InOiAnPGYyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAPoDA/3sBAAB8AH4=',
  /** np.array([0.5, -1.0]), version (3, 0) */
  version3:
    'k05VTVBZAwB0AAAAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAADgPwAAAAAAAPC/',
  /** np.array(['d1', '', 'Zürich 🐱']) */
  texts:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPFU4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIApkAAAAMQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAWgAAAPwAAAByAAAAaQAAAGMAAABoAAAAIAAAADH0AQA=',
  /** np.asfortranarray(np.zeros((2, 3), '<f4')) */
  fortran:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
};

function numbersOf(bytes: Uint8Array) {
  return readNpy(plainEntry(sourceFile('a.npy', bytes, [3, 50])), async ({ shape, dtype, numbers }) => ({
    dtype,
    shape,
    numbers: Array.from(await numbers(shape.reduce((count, size) => count * size, 1))),
  }));
}

function textsOf(bytes: Uint8Array) {
  return readNpy(plainEntry(sourceFile('a.npy', bytes)), ({ shape, strings }) => strings(shape[0]));
}

/** A file of version 1.0 with this text as its header and zeros after it. */
function fileOf(text: string, dataBytes = 0): Uint8Array {
  const bytes = new Uint8Array(10 + text.length + dataBytes);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length % 256, text.length >> 8]);
  bytes.set(new TextEncoder().encode(text), 10);
  return bytes;
}

const header = (dtype: string, shape: string, order = 'False') =>
  `{'descr': ${dtype}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

describe('what NumPy wrote is read', () => {
  test.each([
    ['f4', '<f4', [2, 2], [1.5, -2.25, 0, Math.fround(1e-3)]],
    ['f2', '<f2', [2, 3], [1.5, -2.25, 65504, 2 ** -24, Infinity, Number.NaN]],
    ['version3', '<f8', [2], [0.5, -1]],
  ] as const)('%s', async (name, dtype, shape, numbers) => {
    expect(await numbersOf(Buffer.from(FROM_NUMPY[name], 'base64'))).toEqual({ dtype, shape, numbers });
  });

  it('texts', async () => {
    expect(await textsOf(Buffer.from(FROM_NUMPY.texts, 'base64'))).toEqual(['d1', '', 'Zürich 🐱']);
  });
});

test.each([
  ['f4', { dtype: '<f4', shape: [2, 2] }, Float32Array.of(1.5, -2.25, 0, 1e-3)],
  ['texts', { dtype: '<U8', shape: [3] }, encodeNpyStrings(['d1', '', 'Zürich 🐱'], 8)],
] as const)('what NumPy would write is written: %s', (name, header, entries) => {
  expect(Buffer.from(concat([encodeNpyHeader(header), bytesOf(entries)])).toString('base64')).toBe(
    FROM_NUMPY[name],
  );
});

it('texts are read back as they were, but for zeros at their ends', async () => {
  const text = fc
    .string({ unit: fc.constantFrom('a', '7', ' ', '\0', 'ü', '字', '🐱', '\u{10ffff}'), maxLength: 6 })
    .map((each) => each.replace(/\0+$/, ''));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (texts) => {
      const bytes = concat([
        encodeNpyHeader({ dtype: '<U6', shape: [texts.length] }),
        bytesOf(encodeNpyStrings(texts, 6)),
      ]);
      expect(await textsOf(bytes)).toEqual(texts);
    }),
    { seed: 11, numRuns: 100 },
  );
});

const DAMAGED = 'ImportError: a.npy is not a .npy file, or is cut off or damaged: ';
const AGAIN = '. Save or copy it again, or choose another file.';

describe('a file is refused', () => {
  const f4 = Buffer.from(FROM_NUMPY.f4, 'base64');
  const plain = 'its header does not say type, order and shape of a plain array';
  test.each<[name: string, bytes: Uint8Array, found: string]>([
    ['that is empty', new Uint8Array(0), 'it ends within its header'],
    ['that ends in its header', f4.subarray(0, 100), 'it ends within its header'],
    ['of something else', new Uint8Array(200), 'it does not begin like one of version 1, 2 or 3'],
    ['of version 4', Uint8Array.from(f4).fill(4, 6, 7), 'it does not begin like one of version 1, 2 or 3'],
    [
      'of version 2 with a header beyond all measure',
      Uint8Array.from(f4).fill(2, 6, 7).fill(255, 8, 12),
      'its header would take 4,294,967,295 bytes',
    ],
    [
      'that ends in its data',
      f4.subarray(0, 143),
      '15 bytes follow its header, where 2 x 2 entries of <f4 take 16',
    ],
    [
      'that goes on',
      concat([f4, new Uint8Array(1)]),
      '17 bytes follow its header, where 2 x 2 entries of <f4 take 16',
    ],
    ['with fields', fileOf(header("[('a', '<f4')]", '(1,)'), 4), plain],
    ['without a shape', fileOf("{'descr': '<f4', 'fortran_order': False}"), plain],
    ['with a negative size', fileOf(header("'<f4'", '(-1,)'), 4), plain],
    [
      'with a size beyond 2^53',
      fileOf(header("'<f4'", '(9007199254740993,)'), 4),
      'its shape cannot be right',
    ],
    [
      'whose sizes multiply beyond everything',
      fileOf(header("'<f4'", '(4503599627370496, 4503599627370496)'), 4),
      '4 bytes follow its header, where 4503599627370496 x 4503599627370496 entries of <f4 take 81,129,638,414,606,680,000,000,000,000,000',
    ],
  ])('%s', async (_, bytes, found) => {
    expect(await errorOf(numbersOf(bytes))).toBe(DAMAGED + found + AGAIN);
  });

  it('in Fortran order', async () => {
    expect(await errorOf(numbersOf(Buffer.from(FROM_NUMPY.fortran, 'base64')))).toBe(
      'ImportError: a.npy holds its array column by column (Fortran order); expected row by row. Save np.ascontiguousarray(array).',
    );
  });

  test.each(['>f4', '<i8', '|O', '<U0', 'toString'])('of the type %s', async (dtype) => {
    expect(await errorOf(numbersOf(fileOf(header(`'${dtype}'`, '(1,)'), 4)))).toBe(
      `ImportError: a.npy holds entries of the type '${dtype}'; expected '<f4', '<f8', '<f2' or '<U', little-endian floats or str. Convert the array with astype and save it again.`,
    );
  });

  it('with texts for numbers, and the other way round', async () => {
    expect(await errorOf(numbersOf(Buffer.from(FROM_NUMPY.texts, 'base64')))).toBe(
      "ImportError: a.npy holds entries of the type '<U8'; expected numbers: '<f4', '<f8' or '<f2'. Convert the array with astype and save it again.",
    );
    expect(await errorOf(textsOf(f4))).toBe(
      "ImportError: a.npy holds entries of the type '<f4'; expected texts: '<U', NumPy's str. Convert the array with astype and save it again.",
    );
  });

  it('with texts beyond Unicode', async () => {
    const bytes = concat([encodeNpyHeader({ dtype: '<U1', shape: [1] }), bytesOf(Uint32Array.of(0x110000))]);
    expect(await errorOf(textsOf(bytes))).toBe(`${DAMAGED}its texts are not Unicode${AGAIN}`);
  });
});
