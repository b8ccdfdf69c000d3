import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { concat } from './decode.ts';
import { plainEntry } from './entries.ts';
import { bytesOf, toFloat32 } from './floats.ts';
import { readSafetensorsHeader, readTensors } from './safetensors.ts';
import { encodeHeader } from './safetensors-header.ts';

/**
 * safetensors.numpy.save({'items': np.array([[1.5, -2.25], [0.0, 1e-3]], '<f4'), 'queries': np.array([[0.5, 2.0]], '<f2'),
 * 'z': np.array([[0.1]], '<f8')}, metadata={'made': 'elsewhere'}), version 0.8.0
 */
const FROM_PYTHON =
  '2AAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJtYWRlIjoiZWxzZXdoZXJlIn0sInoiOnsiZHR5cGUiOiJGNjQiLCJzaGFwZSI6WzEsMV0sImRhdGFf' +
  'b2Zmc2V0cyI6WzAsOF19LCJpdGVtcyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwyXSwiZGF0YV9vZmZzZXRzIjpbOCwyNF19LCJxdWVyaWVz' +
  'Ijp7ImR0eXBlIjoiRjE2Iiwic2hhcGUiOlsxLDJdLCJkYXRhX29mZnNldHMiOlsyNCwyOF19fSCamZmZmZm5PwAAwD8AABDAAAAAAG8SgzoAOABA';

/** A file with this JSON, and `dataBytes` zeros after it. */
function fileOf(json: string | object, dataBytes = 0, headerBytes?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof json === 'string' ? json : JSON.stringify(json));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(headerBytes ?? text.length), true);
  return concat([length, text, new Uint8Array(dataBytes)]);
}

function headerOf(bytes: Uint8Array) {
  return readSafetensorsHeader(plainEntry(sourceFile('v.safetensors', bytes, [5])));
}

async function numbersOf(bytes: Uint8Array, names?: readonly string[]): Promise<Record<string, number[]>> {
  const entry = plainEntry(sourceFile('v.safetensors', bytes, [7, 3]));
  const found: Record<string, number[]> = {};
  await readTensors(
    entry,
    await readSafetensorsHeader(entry),
    ({ name }) => names?.includes(name) ?? true,
    ({ name, bits }, tensor) => {
      found[name] = Array.from(toFloat32(tensor, bits));
    },
  );
  return found;
}

const tensor = (
  start: number,
  end: number,
  shape: unknown = [(end - start) / 4],
  dtype: unknown = 'F32',
) => ({
  dtype,
  shape,
  data_offsets: [start, end],
});

describe('a file of another program', () => {
  const bytes = Buffer.from(FROM_PYTHON, 'base64');

  it('is described in the order of its bytes', async () => {
    expect(await headerOf(bytes)).toEqual({
      metadata: { made: 'elsewhere' },
      tensors: [
        { name: 'z', bits: 64, shape: [1, 1], byteLength: 8 },
        { name: 'items', bits: 32, shape: [2, 2], byteLength: 16 },
        { name: 'queries', bits: 16, shape: [1, 2], byteLength: 4 },
      ],
    });
  });

  it('gives its numbers as float32', async () => {
    expect(await numbersOf(bytes)).toEqual({
      z: [Math.fround(0.1)],
      items: [1.5, -2.25, 0, Math.fround(1e-3)],
      queries: [0.5, 2],
    });
  });

  it('gives only what is wanted', async () => {
    expect(await numbersOf(bytes, ['queries'])).toEqual({ queries: [0.5, 2] });
  });
});

describe('a written file', () => {
  const unit = fc.constantFrom('a', '7', '.', '"', '\\', '\n', '\0', 'ü', '🐱');
  const name = fc.oneof(fc.string({ unit, maxLength: 8 }), fc.constantFrom('__proto__', 'toString'));

  it('is read back as it was', async () => {
    const tensors = fc.uniqueArray(
      fc.record({ name, rows: fc.nat(3), cols: fc.nat(3), seed: fc.nat(1000) }),
      { selector: (each) => each.name, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        tensors,
        fc.dictionary(name, fc.string({ unit }), { maxKeys: 3 }),
        async (tensors, metadata) => {
          const shapes = tensors.map(({ name, rows, cols }) => ({ name, shape: [rows, cols] }));
          const data = tensors.map(({ rows, cols, seed }) =>
            Float32Array.from({ length: rows * cols }, (_, index) => seed / 7 + index),
          );
          const header = encodeHeader(shapes, metadata);
          expect(header.length % 8).toBe(0);
          const bytes = concat([header, ...data.map(bytesOf)]);
          const found = await headerOf(bytes);
          expect(Object.entries(found.metadata)).toEqual(expect.arrayContaining(Object.entries(metadata)));
          expect(new Set(found.tensors.map(({ name, shape }) => JSON.stringify({ name, shape })))).toEqual(
            new Set(shapes.map((each) => JSON.stringify(each))),
          );
          const numbers = await numbersOf(bytes);
          expect(tensors.map(({ name }) => numbers[name])).toEqual(data.map((each) => Array.from(each)));
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });

  it('has this header', () => {
    const bytes = encodeHeader([{ name: 'items', shape: [2, 3] }], { format: 'f' });
    expect(new TextDecoder().decode(bytes.subarray(8))).toBe(
      '{"__metadata__":{"format":"f"},"items":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}     ',
    );
    expect(Array.from(bytes.subarray(0, 8))).toEqual([96, 0, 0, 0, 0, 0, 0, 0]);
  });
});

const DAMAGED = 'ImportError: v.safetensors is not a safetensors file, or is cut off or damaged: ';
const AGAIN = '. Export or copy it again, or choose another file.';

describe('a header is refused', () => {
  test.each<[name: string, bytes: Uint8Array, found: string]>([
    ['of 7 bytes', new Uint8Array(7), 'it has 7 bytes'],
    [
      'that is longer than the file',
      fileOf('{}', 0, 3),
      'its first 8 bytes announce a header of 3 bytes, where at most 2 can be',
    ],
    [
      'that is longer than memory',
      new Uint8Array(100).fill(255),
      'its first 8 bytes announce a header of 18,446,744,073,709,552,000 bytes, where at most 92 can be',
    ],
    ['that is empty', fileOf(''), 'its header is not a JSON object'],
    ['that is cut', fileOf('{"a":'), 'its header is not a JSON object'],
    ['that is a list', fileOf('[]'), 'its header is not a JSON object'],
    ['that begins with a space', fileOf(' {}'), 'its header is not a JSON object'],
    ['that ends with a line feed', fileOf('{}\n'), 'its header is not a JSON object'],
    ['that begins with a byte order mark', fileOf('\ufeff{}'), 'its header is not a JSON object'],
    ['that is not UTF-8', fileOf('{"a":0}').fill(0xff, 10, 11), 'its header is not a JSON object'],
    [
      'with a number as metadata',
      fileOf({ __metadata__: { a: 1 } }),
      'its __metadata__ is not an object of strings',
    ],
    [
      'with a list as metadata',
      fileOf({ __metadata__: ['a'] }),
      'its __metadata__ is not an object of strings',
    ],
    ...[
      ['no object', 1],
      ['no type', { shape: [1], data_offsets: [0, 4] }],
      ['no shape', { dtype: 'F32', data_offsets: [0, 4] }],
      ['a negative size', tensor(0, 4, [-1])],
      ['a broken size', tensor(0, 4, [0.5])],
      ['a size beyond 2^53', tensor(0, 4, [1e17])],
      ['three offsets', { dtype: 'F32', shape: [1], data_offsets: [0, 4, 8] }],
    ].map(([name, entry]): [string, Uint8Array, string] => [
      `with ${name}`,
      fileOf({ a: entry }, 4),
      "the header's entry of the tensor 'a' is not {dtype, shape, data_offsets} with whole numbers",
    ]),
    [
      'whose shape takes other bytes',
      fileOf({ a: tensor(0, 8, [3]) }, 8),
      "the tensor 'a' of 3 F32 takes 12 bytes, where the header gives it 8",
    ],
    [
      'whose shape takes more than a number can say',
      fileOf({ a: tensor(0, 8, [2 ** 52, 2 ** 52, 2 ** 52]) }, 8),
      "the tensor 'a' of 4503599627370496 x 4503599627370496 x 4503599627370496 F32 takes 365,375,409,332,725,730,000,000,000,000,000,000,000,000,000,000 bytes, where the header gives it 8",
    ],
    [
      'whose tensors overlap',
      fileOf({ a: tensor(0, 8), b: tensor(4, 12) }, 12),
      "the tensor 'b' begins at byte 4 of the data, where 8 was expected",
    ],
    [
      'whose tensors leave a gap',
      fileOf({ a: tensor(0, 4), b: tensor(8, 12) }, 12),
      "the tensor 'b' begins at byte 8 of the data, where 4 was expected",
    ],
    [
      'of a longer file',
      fileOf({ a: tensor(0, 8) }, 4),
      '4 bytes follow its header, where its tensors take 8',
    ],
    [
      'of a shorter file',
      fileOf({ a: tensor(0, 8) }, 9),
      '9 bytes follow its header, where its tensors take 8',
    ],
  ])('%s', async (_, bytes, found) => {
    expect(await errorOf(headerOf(bytes))).toBe(DAMAGED + found + AGAIN);
  });

  it('with another type', async () => {
    expect(await errorOf(headerOf(fileOf({ a: tensor(0, 4, [1], 'I32') }, 4)))).toBe(
      "ImportError: The tensor 'a' in v.safetensors is of the type I32; expected F32, F16 or F64. Save it as float32.",
    );
  });

  it('without reading on', async () => {
    let bytesRead = 0;
    const zeros = new Uint8Array(1024);
    const file = {
      path: 'v.safetensors',
      size: 2 ** 40,
      stream: () =>
        new ReadableStream<Uint8Array>({
          pull(controller) {
            bytesRead += zeros.length;
            controller.enqueue(zeros);
          },
        }),
    };
    expect(await errorOf(readSafetensorsHeader(plainEntry(file)))).toBe(
      `${DAMAGED}its header is not a JSON object${AGAIN}`,
    );
    expect(bytesRead).toBeLessThan(10_000);
  });
});

it('a file that became shorter is refused', async () => {
  const bytes = fileOf({ a: tensor(0, 8) }, 8);
  const cut = { ...sourceFile('v.safetensors', bytes.subarray(0, bytes.length - 3)), size: bytes.length };
  const entry = plainEntry(cut);
  const header = await readSafetensorsHeader(entry);
  expect(
    await errorOf(
      readTensors(
        entry,
        header,
        () => true,
        () => undefined,
      ),
    ),
  ).toBe(
    'ImportError: v.safetensors ends before the 70 bytes that it is said to have. It has changed since it was chosen; choose it again.',
  );
});
