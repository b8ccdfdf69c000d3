/** Vectors and indexes: headers that lie, numbers that are none. */
import { concat } from '../../formats/decode.ts';
import { sourceFile } from '../source-files.ts';
import { cutMessage } from './cut-message.ts';
import type { HostileCase, Outcome, Way } from './hostile-case.ts';
import { npy } from './npy-bytes.ts';

function fileCase(
  way: Way,
  name: string,
  path: string,
  content: () => Uint8Array | string,
  expected: Outcome,
): HostileCase {
  return { name, way, files: () => [sourceFile(path, content())], expected };
}

/** A safetensors file with this text for a header, and so many bytes after it. */
function safetensors(header: string, dataBytes = 0, headerBytes?: bigint): Uint8Array {
  const json = new TextEncoder().encode(header);
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, headerBytes ?? BigInt(json.length), true);
  return concat([new Uint8Array(length.buffer), json, new Uint8Array(dataBytes)]);
}

/** A .npy file with this text for a header. */
function npyText(header: string, dataBytes = 0): Uint8Array {
  const text = new TextEncoder().encode(`${header}\n`);
  return concat([
    Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8),
    text,
    new Uint8Array(dataBytes),
  ]);
}

const tensor = (shape: string, end: number, dtype = 'F32') =>
  `{"items":{"dtype":"${dtype}","shape":${shape},"data_offsets":[0,${end}]}}`;

export const VECTOR_CASES: readonly HostileCase[] = [
  fileCase('vectors', 'a header of 2^63 bytes', 'a.safetensors', () => safetensors('{}', 0, 2n ** 63n), {
    error:
      'ImportError: a.safetensors is not a safetensors file, or is cut off or damaged: its first 8 bytes announce a header of 9,223,372,036,854,776,000 bytes, where at most 2 can be. Export or copy it again, or choose another file.',
  }),
  fileCase('vectors', 'a header that is an array', 'a.safetensors', () => safetensors('[]'), {
    error:
      'ImportError: a.safetensors is not a safetensors file, or is cut off or damaged: its header is not a JSON object. Export or copy it again, or choose another file.',
  }),
  fileCase(
    'vectors',
    'a header 100,000 brackets deep',
    'a.safetensors',
    () => safetensors(`{"items":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    {
      error:
        "ImportError: a.safetensors is not a safetensors file, or is cut off or damaged: the header's entry of the tensor 'items' is not {dtype, shape, data_offsets} with whole numbers. Export or copy it again, or choose another file.",
    },
  ),
  fileCase(
    'vectors',
    'a tensor named __proto__',
    'a.safetensors',
    () => safetensors('{"__proto__":{"dtype":"F32","shape":[120,1],"data_offsets":[0,480]}}', 480),
    { stored: 'Vectors, 120 x 1' },
  ),
  fileCase(
    'vectors',
    'metadata under __proto__',
    'a.safetensors',
    () =>
      safetensors(
        '{"__metadata__":{"__proto__":"x","constructor":"y"},"items":{"dtype":"F32","shape":[120,1],"data_offsets":[0,480]}}',
        480,
      ),
    { stored: 'Vectors, 120 x 1' },
  ),
  fileCase(
    'vectors',
    'metadata that are no texts',
    'a.safetensors',
    () => safetensors('{"__metadata__":{"a":{}}}'),
    {
      error:
        'ImportError: a.safetensors is not a safetensors file, or is cut off or damaged: its __metadata__ is not an object of strings. Export or copy it again, or choose another file.',
    },
  ),
  fileCase(
    'vectors',
    'tensors that overlap',
    'a.safetensors',
    () =>
      safetensors(
        '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}',
        12,
      ),
    {
      error:
        "ImportError: a.safetensors is not a safetensors file, or is cut off or damaged: the tensor 'b' begins at byte 4 of the data, where 8 was expected. Export or copy it again, or choose another file.",
    },
  ),
  fileCase(
    'vectors',
    'a shape beyond all numbers',
    'a.safetensors',
    () => safetensors(tensor('[9007199254740991,9007199254740991]', 8), 8),
    {
      error:
        "ImportError: a.safetensors is not a safetensors file, or is cut off or damaged: the tensor 'items' of 9007199254740991 x 9007199254740991 F32 takes 324,518,553,658,426,650,000,000,000,000,000 bytes, where the header gives it 8. Export or copy it again, or choose another file.",
    },
  ),
  fileCase('vectors', 'a shape of fractions', 'a.safetensors', () => safetensors(tensor('[1.5,2]', 12), 12), {
    error:
      "ImportError: a.safetensors is not a safetensors file, or is cut off or damaged: the header's entry of the tensor 'items' is not {dtype, shape, data_offsets} with whole numbers. Export or copy it again, or choose another file.",
  }),
  fileCase(
    'vectors',
    'a shape of less than nothing',
    'a.safetensors',
    () => safetensors(tensor('[-1,-120]', 480), 480),
    {
      error:
        "ImportError: a.safetensors is not a safetensors file, or is cut off or damaged: the header's entry of the tensor 'items' is not {dtype, shape, data_offsets} with whole numbers. Export or copy it again, or choose another file.",
    },
  ),
  fileCase(
    'vectors',
    'a type named constructor',
    'a.safetensors',
    () => safetensors(tensor('[120,1]', 480, 'constructor'), 480),
    {
      error:
        "ImportError: The tensor 'items' in a.safetensors is of the type constructor; expected F32, F16 or F64. Save it as float32.",
    },
  ),
  fileCase(
    'vectors',
    'a name of a MiB',
    'a.safetensors',
    () => safetensors(`{"${'x'.repeat(1_000_000)}":1}`),
    {
      error: cutMessage(
        "ImportError: a.safetensors is not a safetensors file, or is cut off or damaged: the header's entry of the tensor '",
        'x',
        "' is not {dtype, shape, data_offsets} with whole numbers. Export or copy it again, or choose another file.",
      ),
    },
  ),
  fileCase(
    'vectors',
    'an infinite number',
    'a.npy',
    () => npy('<f4', [120, 1], new Float32Array(120).fill(1 / 0, 7, 8)),
    {
      error:
        'ImportError: a.npy holds Infinity in row 8, column 1, counted from 1; expected numbers that are finite as float32. Nothing was imported; correct the vectors.',
    },
  ),
  fileCase('vectors', 'vectors without numbers', 'a.npy', () => npy('<f4', [120, 0], new Float32Array(0)), {
    error:
      'ImportError: Expected vectors as a matrix, a row each, in a.npy; found an array of the shape (120, 0). Save an array of two dimensions.',
  }),
  fileCase('vectors', 'negative zeros', 'a.npy', () => npy('<f4', [120, 2], new Float32Array(240).fill(-0)), {
    stored: 'Vectors, 120 x 2',
  }),
  fileCase('vectors', 'a .npy file cut off', 'a.npy', () => npy('<f4', [120, 2], new Float32Array(7)), {
    error:
      'ImportError: a.npy is not a .npy file, or is cut off or damaged: 28 bytes follow its header, where 120 x 2 entries of <f4 take 960. Save or copy it again, or choose another file.',
  }),
  fileCase(
    'vectors',
    'a pickled array',
    'a.npy',
    () => npyText("{'descr': '|O', 'fortran_order': False, 'shape': (120, 1), }", 480),
    {
      error:
        "ImportError: a.npy holds entries of the type '|O'; expected '<f4', '<f8', '<f2' or '<U', little-endian floats or str. Convert the array with astype and save it again.",
    },
  ),
  fileCase(
    'vectors',
    'a header that would run in Python',
    'a.npy',
    () => npyText("__import__('os').system('id')"),
    {
      error:
        'ImportError: a.npy is not a .npy file, or is cut off or damaged: its header does not say type, order and shape of a plain array. Save or copy it again, or choose another file.',
    },
  ),
  fileCase(
    'vectors',
    'a header of 60,000 brackets',
    'a.npy',
    () => npyText(`{'descr': '<f4', 'fortran_order': False, 'shape': ${'('.repeat(60_000)}`),
    {
      error:
        'ImportError: a.npy is not a .npy file, or is cut off or damaged: its header does not say type, order and shape of a plain array. Save or copy it again, or choose another file.',
    },
  ),
  fileCase(
    'vectors',
    'a shape of 2^53',
    'a.npy',
    () => npyText("{'descr': '<f4', 'fortran_order': False, 'shape': (9007199254740993, 1), }"),
    {
      error:
        'ImportError: a.npy is not a .npy file, or is cut off or damaged: its shape cannot be right. Save or copy it again, or choose another file.',
    },
  ),
  fileCase('vectors', 'an empty .npy', 'a.npy', () => '', {
    error:
      'ImportError: a.npy is not a .npy file, or is cut off or damaged: it ends within its header. Save or copy it again, or choose another file.',
  }),
  fileCase('vectors', 'an empty .safetensors', 'a.safetensors', () => '', {
    error:
      'ImportError: a.safetensors is not a safetensors file, or is cut off or damaged: it has 0 bytes. Export or copy it again, or choose another file.',
  }),
  fileCase(
    'index',
    'an index without a manifest',
    'a.safetensors',
    () => safetensors(tensor('[120,1]', 480), 480),
    {
      error:
        "ImportError: a.safetensors is a safetensors file but not an index: expected the format 'xenn-index' in its metadata, found none. Choose a file that was exported as an index, or import it as vectors.",
    },
  ),
  fileCase(
    'index',
    'an index with another checksum',
    'a.safetensors',
    () =>
      safetensors(
        `{"__metadata__":{"format":"xenn-index","version":"1","manifest":"{}","manifest_sha256":"0"}}`,
      ),
    {
      error:
        "ImportError: a.safetensors is damaged: its manifest has the SHA-256 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a, and '0' was expected. Nothing was imported; export or copy the index again.",
    },
  ),
  fileCase(
    'index',
    'an index whose manifest says nothing',
    'a.safetensors',
    () =>
      safetensors(
        `{"__metadata__":{"format":"xenn-index","version":"1","manifest":"{}","manifest_sha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}}`,
      ),
    {
      error:
        'ImportError: a.safetensors is damaged: its manifest does not describe an index: at corpusHash “Invalid key: Expected "corpusHash" but received undefined”. Nothing was imported; export or copy the index again.',
    },
  ),
  fileCase('index', 'an empty index', 'a.safetensors', () => '', {
    error:
      'ImportError: a.safetensors is not a safetensors file, or is cut off or damaged: it has 0 bytes. Export or copy it again, or choose another file.',
  }),
];
