import { describe, expect, it, test, vi } from 'vitest';
import { concat } from '../formats/decode.ts';
import { bytesOf } from '../formats/floats.ts';
import { encodeNpyHeader } from '../formats/npy-header.ts';
import { encodeHeader } from '../formats/safetensors-header.ts';
import { createPlainStore } from '../testing/exchange-store.ts';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { importVectors } from './import-vectors.ts';
import type { Tensors } from './index-tensors.ts';

vi.stubGlobal('__XENN_VERSION__', '0.1.0');

const DOCUMENTS = ['d1', 'd2', 'd3'].map((id) => ({ id, title: '', text: id }));
const ITEMS = [1, 2, 3, 4, 5, 6];

/** `numbers` as rows of `cols`. */
function npy(numbers: readonly number[], cols: number): Uint8Array {
  const shape = cols === 0 ? [numbers.length] : [numbers.length / cols, cols];
  return concat([encodeNpyHeader({ dtype: '<f4', shape }), bytesOf(Float32Array.from(numbers))]);
}

function safetensors(tensors: Readonly<Record<string, readonly [numbers: readonly number[], cols: number]>>) {
  const entries = Object.entries(tensors);
  const shapes = entries.map(([name, [numbers, cols]]) => ({ name, shape: [numbers.length / cols, cols] }));
  return concat([
    encodeHeader(shapes, {}),
    ...entries.map(([, [numbers]]) => bytesOf(Float32Array.from(numbers))),
  ]);
}

/** The message of the refusal where there is one, after it is seen that nothing was stored; else the matrices. */
async function importOf(files: Readonly<Record<string, Uint8Array>>) {
  const store = createPlainStore(DOCUMENTS, { queryCount: 2 });
  const request = {
    corpusId: 'c',
    name: 'Mine',
    files: Object.entries(files).map(([path, bytes]) => sourceFile(path, bytes)),
  };
  const importing = importVectors(store, request);
  const summary = await importing.catch(() => undefined);
  if (!summary) {
    expect(store.indexes.size).toBe(0);
    return errorOf(importing);
  }
  const tensors: Tensors = store.indexes.get(summary.indexId)?.tensors ?? {};
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { rows, cols, data }]) => [name, [rows, cols, Array.from(data)]]),
  );
}

describe('vectors made elsewhere become an index', () => {
  test.each<[what: string, files: Readonly<Record<string, Uint8Array>>, tensors: object]>([
    ['of items alone', { 'v/items.npy': npy(ITEMS, 2) }, { items: [3, 2, ITEMS] }],
    [
      'with those of the queries in a file of their own',
      { 'my-queries.npy': npy([7, 8, 9, 10], 2), 'items.npy': npy(ITEMS, 2) },
      { items: [3, 2, ITEMS], queries: [2, 2, [7, 8, 9, 10]] },
    ],
    [
      'with those of the queries in the same file',
      { 'v.safetensors': safetensors({ bias: [[0], 1], items: [ITEMS, 2], queries: [[7, 8, 9, 10], 2] }) },
      { items: [3, 2, ITEMS], queries: [2, 2, [7, 8, 9, 10]] },
    ],
    [
      'whatever an only tensor is called',
      {
        'v.safetensors': safetensors({ embeddings: [ITEMS, 2] }),
        'q-query.safetensors': safetensors({ e: [[7, 8, 9, 10], 2] }),
      },
      { items: [3, 2, ITEMS], queries: [2, 2, [7, 8, 9, 10]] },
    ],
    [
      'from a file with queries for another number of queries, where another file has them',
      {
        'v.safetensors': safetensors({ items: [ITEMS, 2], queries: [[0, 0], 2] }),
        'queries.npy': npy([7, 8, 9, 10], 2),
      },
      { items: [3, 2, ITEMS], queries: [2, 2, [7, 8, 9, 10]] },
    ],
  ])('%s', async (_, files, tensors) => {
    expect(await importOf(files)).toEqual(tensors);
  });

  it('whose summary says where it is from', async () => {
    const store = createPlainStore(DOCUMENTS);
    const request = { corpusId: 'c', name: 'Mine', files: [sourceFile('v/items.npy', npy(ITEMS, 2))] };
    const summary = await importVectors(store, request);
    expect(summary).toMatchObject({
      name: 'Mine',
      rows: 3,
      cols: 2,
      scorerCalls: 0,
      scoreScale: { alpha: 0, beta: 1 },
      provenance: {
        corpusHash: 'corpus-hash',
        codeVersion: '0.1.0',
        method: { kind: 'imported', source: 'items.npy' },
        trainPairCount: 0,
        heldOutPairCount: 0,
      },
    });
    expect(summary.provenance.crossEncoder).toBeUndefined();
    expect(store.indexes.get(summary.indexId)?.summary).toEqual(summary);
    expect((await importVectors(store, request)).name).toBe('Mine (imported)');
  });
});

describe('vectors are refused', () => {
  test.each<[what: string, files: Readonly<Record<string, Uint8Array>>, message: string]>([
    [
      'of another number of documents',
      { 'a.npy': npy([1, 2, 3, 4], 2) },
      "ImportError: a.npy holds 2 vectors, and the corpus has 3 documents. Expected one for each of them, in the corpus's order.",
    ],
    [
      'of another number of queries',
      { 'a.npy': npy(ITEMS, 2), 'queries.npy': npy([1, 2], 2) },
      "ImportError: queries.npy holds 1 vectors, and the corpus has 2 queries. Expected one for each of them, in the corpus's order.",
    ],
    [
      'of two lengths',
      { 'a.npy': npy(ITEMS, 2), 'queries.npy': npy([1, 2], 1) },
      'ImportError: The query vectors of queries.npy have 1 numbers, the item vectors 2. Expected both from the same model; choose vectors of one length.',
    ],
    [
      'with a number that is none',
      { 'a.npy': npy([1, 2, 3, Number.NaN, 5, 6], 2) },
      'ImportError: a.npy holds NaN in row 2, column 2, counted from 1; expected numbers that are finite as float32. Nothing was imported; correct the vectors.',
    ],
    [
      'with infinity in a tensor',
      { 'a.safetensors': safetensors({ items: [[1, 2, 3, 4, -Infinity, 6], 2] }) },
      'ImportError: a.safetensors holds -Infinity in row 3, column 1, counted from 1; expected numbers that are finite as float32. Nothing was imported; correct the vectors.',
    ],
    [
      'of one dimension',
      { 'a.npy': npy(ITEMS, 0) },
      'ImportError: Expected vectors as a matrix, a row each, in a.npy; found an array of the shape (6). Save an array of two dimensions.',
    ],
    [
      'without a tensor for items',
      { 'a.safetensors': safetensors({ left: [ITEMS, 2], right: [ITEMS, 2] }) },
      "ImportError: Expected a tensor 'items' in a.safetensors, found left, right. Save the vectors under that name.",
    ],
    [
      'without any tensor',
      { 'a.safetensors': safetensors({}) },
      "ImportError: Expected a tensor 'items' in a.safetensors, found none. Save the vectors under that name.",
    ],
    [
      'in another format',
      { 'a.csv': new Uint8Array(3) },
      'ImportError: Expected vectors in a .npy or .safetensors file, found a.csv. Save them with numpy.save and choose that file.',
    ],
    [
      'in two files without one for queries',
      { 'a.npy': npy(ITEMS, 2), 'b.npy': npy(ITEMS, 2) },
      "ImportError: Expected one file with item vectors, or two of which one has 'queries' in its name; found a.npy, b.npy. Choose them again, .npy or .safetensors.",
    ],
    [
      'in no file',
      {},
      "ImportError: Expected one file with item vectors, or two of which one has 'queries' in its name; found none. Choose them again, .npy or .safetensors.",
    ],
  ])('%s', async (_, files, message) => {
    expect(await importOf(files)).toBe(message);
  });
});
