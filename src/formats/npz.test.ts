import { expect, it } from 'vitest';
import { sourceFile } from '../testing/source-files.ts';
import { bytesOf } from './floats.ts';
import { readNpy } from './npy.ts';
import { encodeNpyHeader, encodeNpyStrings } from './npy-header.ts';
import { openNpz, writeNpz } from './npz.ts';

/**
 * np.savez_compressed(file, scores=np.array([[1.5, np.nan], [-2.0, 0.25]], '<f4'), queries=np.array(['cats', 'dogs']),
 * doc_ids=np.array(['d1', 'd2'])), NumPy 2.4.6
 */
const FROM_NUMPY =
  'UEsDBC0AAAAIAAAAIQDY6620//////////8KABQAc2NvcmVzLm5weQEAEACQAAAAAAAAAFMAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNm' +
  'oq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjoKRpo6CrUKZAMuBoYD9kBczwAkGBga7ABQSwMELQAAAAgAAAAhAP7zOKD/////////' +
  '/wsAFABxdWVyaWVzLm5weQEAEACgAAAAAAAAAFcAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbhNqoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4F' +
  'ihdnJBakAvkaRjqaOgq1ChQArmQGBoZEIC4B4mIgTgHifCBOh/IBUEsDBC0AAAAIAAAAIQBNgWbW//////////8LABQAZG9jX2lkcy5ucHkBABAA' +
  'kAAAAAAAAABPAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG4TaqSuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6mjoKtQoUAK4U' +
  'BgYGQyAG0UZADABQSwECLQMtAAAACAAAACEA2OuttFMAAACQAAAACgAAAAAAAAAAAAAAgAEAAAAAc2NvcmVzLm5weVBLAQItAy0AAAAIAAAAIQD+' +
  '8zigVwAAAKAAAAALAAAAAAAAAAAAAACAAY8AAABxdWVyaWVzLm5weVBLAQItAy0AAAAIAAAAIQBNgWbWTwAAAJAAAAALAAAAAAAAAAAAAACAASMB' +
  'AABkb2NfaWRzLm5weVBLBQYAAAAAAwADAKoAAACvAQAAAAA=';

async function arraysOf(bytes: Uint8Array) {
  const arrays = await openNpz(sourceFile('s.npz', bytes, [100]));
  const read = (name: string, count: number) => {
    const entry = arrays.get(name);
    if (!entry) throw new Error(`Expected an array ${name}, found none.`);
    return readNpy(entry, async ({ dtype, numbers, strings }) =>
      dtype === '<f4' ? Array.from(await numbers(count)) : strings(count),
    );
  };
  return {
    names: [...arrays.keys()],
    scores: await read('scores', 4),
    queries: await read('queries', 2),
    docIds: await read('doc_ids', 2),
  };
}

const ARRAYS = {
  names: ['scores', 'queries', 'doc_ids'],
  scores: [1.5, Number.NaN, -2, 0.25],
  queries: ['cats', 'dogs'],
  docIds: ['d1', 'd2'],
};

it('what NumPy packed is read', async () => {
  expect(await arraysOf(Buffer.from(FROM_NUMPY, 'base64'))).toEqual(ARRAYS);
});

it('what is written is read back, and the same arrays give the same bytes', async () => {
  const write = () =>
    writeNpz([
      {
        name: 'scores',
        bytes: [
          encodeNpyHeader({ dtype: '<f4', shape: [2, 2] }),
          bytesOf(Float32Array.of(1.5, Number.NaN)),
          bytesOf(Float32Array.of(-2, 0.25)),
        ],
      },
      {
        name: 'queries',
        bytes: [
          encodeNpyHeader({ dtype: '<U4', shape: [2] }),
          bytesOf(encodeNpyStrings(['cats', 'dogs'], 4)),
        ],
      },
      {
        name: 'doc_ids',
        bytes: [encodeNpyHeader({ dtype: '<U2', shape: [2] }), bytesOf(encodeNpyStrings(['d1', 'd2'], 2))],
      },
    ]);
  const bytes = await (await write()).bytes();
  expect(await arraysOf(bytes)).toEqual(ARRAYS);
  expect(await (await write()).bytes()).toEqual(bytes);
});
