import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { createRandom } from '../core/random.ts';
import type { SourceDocument } from '../core/records.ts';
import type { Matrix } from '../core/types.ts';
import { concat } from '../formats/decode.ts';
import { bytesOf } from '../formats/floats.ts';
import { encodeHeader } from '../formats/safetensors-header.ts';
import { createPlainStore, indexSummaryOf, type PlainStore } from '../testing/exchange-store.ts';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { exportIndex } from './export-index.ts';
import { importIndex } from './import-index.ts';
import { type IndexManifest, sealManifest } from './index-manifest.ts';
import { sha256Hex } from './install-model-read.ts';

const REQUEST = { corpusId: 'c', indexId: 'index' };

function documents(count: number): SourceDocument[] {
  return Array.from({ length: count }, (_, n) => ({ id: `d${n}`, title: '', text: `text ${n}` }));
}

function randomMatrix(rows: number, cols: number, seed: number): Matrix {
  const random = createRandom(seed);
  return { rows, cols, data: Float32Array.from({ length: rows * cols }, () => random.nextGaussian()) };
}

/** A store with an index of `rows` x `cols` that has a query tower. */
async function storeWithIndex(rows: number, cols: number): Promise<PlainStore> {
  const store = createPlainStore(documents(rows));
  await store.writeIndex('c', indexSummaryOf(rows, cols), {
    items: randomMatrix(rows, cols, 1),
    'query-tower.hidden-weights': randomMatrix(cols, 8, 2),
    'query-tower.gate': randomMatrix(1, 1, 3),
  });
  return store;
}

async function exportedBytes(store: PlainStore): Promise<Uint8Array> {
  return (await exportIndex(store, REQUEST)).blob.bytes();
}

function importBytes(store: PlainStore, bytes: Uint8Array, path = 'my.safetensors') {
  return importIndex(store, { corpusId: 'c', files: [sourceFile(path, bytes)] });
}

describe('an exported index', () => {
  it('is named for the index and refuses one that is not there', async () => {
    const store = await storeWithIndex(3, 2);
    expect((await exportIndex(store, REQUEST)).fileName).toBe('My-index-first-try.safetensors');
    expect(await errorOf(exportIndex(store, { ...REQUEST, indexId: 'gone' }))).toBe(
      "StorageError: No index 'gone' is stored for this corpus: it was deleted. Choose another or build a new one.",
    );
  });

  it('is imported with an id and a name of its own', async () => {
    const store = await storeWithIndex(3, 2);
    const bytes = await exportedBytes(store);
    const { summary, tensors } = store.indexes.get('index') as never as {
      summary: object;
      tensors: object;
    };
    for (const name of ['My index: first/try (imported)', 'My index: first/try (imported 2)']) {
      const imported = await importBytes(store, bytes);
      expect(imported).toEqual({ ...summary, indexId: imported.indexId, name });
      expect(store.indexes.get(imported.indexId)).toEqual({ summary: imported, tensors });
    }
    expect(store.indexes.size).toBe(3);
  });

  it('keeps its name where it is free', async () => {
    const bytes = await exportedBytes(await storeWithIndex(3, 2));
    const elsewhere = createPlainStore(documents(3));
    expect((await importBytes(elsewhere, bytes)).name).toBe('My index: first/try');
  });

  it('keeps every bit on its way there and back', async () => {
    const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
      .chain(([rows, cols]) =>
        fc
          .array(finite, { minLength: rows * cols, maxLength: rows * cols })
          .map((values): Matrix => ({ rows, cols, data: Float32Array.from(values) })),
      );
    const others = fc.dictionary(
      fc.string({ maxLength: 6 }).filter((name) => name !== '__metadata__' && name !== 'items'),
      matrix,
      { maxKeys: 2 },
    );
    await fc.assert(
      fc.asyncProperty(
        matrix,
        others,
        fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '\n', 'ü', '🐱', '\ud800') }),
        async (items, others, name) => {
          const store = createPlainStore(documents(items.rows));
          const tensors = { ...others, items };
          await store.writeIndex('c', indexSummaryOf(items.rows, items.cols, { name }), tensors);
          const elsewhere = createPlainStore(documents(items.rows));
          const imported = await importBytes(elsewhere, await exportedBytes(store));
          expect(imported.name).toBe(name);
          const found = elsewhere.indexes.get(imported.indexId)?.tensors ?? {};
          const bits = (all: Readonly<Record<string, Matrix>>) =>
            Object.entries(all)
              .map(([name, { rows, cols, data }]) => [name, rows, cols, Array.from(bytesOf(data))])
              .sort();
          expect(bits(found)).toEqual(bits(tensors));
        },
      ),
      { seed: 21, numRuns: 30 },
    );
  });
});

describe('a damaged file is refused and nothing stored', () => {
  let large: Uint8Array;
  let small: Uint8Array;
  beforeAll(async () => {
    large = await exportedBytes(await storeWithIndex(6000, 16));
    small = await exportedBytes(await storeWithIndex(3, 2));
  });

  /** Where the tensors begin. */
  const headerEnd = (bytes: Uint8Array) => 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));

  /** The message; fails when the file was taken or the error is not one for people. */
  async function refusal(damaged: Uint8Array): Promise<string> {
    const store = createPlainStore(documents(3), { documentCount: 6000 });
    const message = await errorOf(importBytes(store, damaged));
    expect(message).toMatch(/^ImportError: .{40,}/);
    expect(store.indexes.size).toBe(0);
    return message;
  }

  function flipped(bytes: Uint8Array, at: number, mask: number): Uint8Array {
    const damaged = bytes.slice();
    damaged[at] ^= mask;
    return damaged;
  }

  it('and the whole one is not', async () => {
    const store = createPlainStore(documents(3), { documentCount: 6000 });
    await importBytes(store, large);
    await importBytes(store, small);
    expect(store.indexes.size).toBe(2);
  });

  it('cut off at every 64 KiB', async () => {
    expect(large.length).toBeGreaterThan(5 * 65_536);
    expect(await refusal(large.subarray(0, 0))).toBe(
      'ImportError: my.safetensors is not a safetensors file, or is cut off or damaged: it has 0 bytes. Export or copy it again, or choose another file.',
    );
    for (let end = 65_536; end < large.length; end += 65_536) {
      expect(await refusal(large.subarray(0, end))).toBe(
        `ImportError: my.safetensors is not a safetensors file, or is cut off or damaged: ${(end - headerEnd(large)).toLocaleString('en-US')} bytes follow its header, where its tensors take 384,516. Export or copy it again, or choose another file.`,
      );
    }
  });

  it('with one byte changed anywhere', async () => {
    const random = createRandom(3);
    for (let change = 0; change < 100; change++) {
      await refusal(flipped(large, random.nextInt(large.length), 1 + random.nextInt(255)));
    }
  });

  it('with any byte of the header changed', async () => {
    const random = createRandom(4);
    for (let at = 0; at < headerEnd(small); at++) {
      await refusal(flipped(small, at, 1 + random.nextInt(255)));
    }
  });

  describe('with a message for each part', () => {
    const NOT_WHOLE = 'ImportError: my.safetensors is not a safetensors file, or is cut off or damaged: ';
    const hash = '[0-9a-f]{64}';
    test.each<[part: string, place: string | number, pattern: string]>([
      [
        'a bracket',
        '{"__metadata__',
        `${NOT_WHOLE}its header is not a JSON object. Export or copy it again, or choose another file.`,
      ],
      [
        'the format',
        'xenn-index',
        "ImportError: my.safetensors is a safetensors file but not an index: expected the format 'xenn-index' in its metadata, found '8enn-index'. Choose a file that was exported as an index, or import it as vectors.",
      ],
      [
        'the version',
        '1","manifest',
        "ImportError: my.safetensors is an index file of version 'q'; expected '1'. Update this program, or export the index again with this version.",
      ],
      [
        'the manifest',
        'index: first',
        `ImportError: my.safetensors is damaged: its manifest has the SHA-256 ${hash}, and '${hash}' was expected. Nothing was imported; export or copy the index again.`,
      ],
      [
        'a name of a tensor',
        'items":{"dtype',
        'ImportError: my.safetensors is damaged: its header lists \\)tems 3 x 2 float32, query-tower.hidden-weights 2 x 8 float32, query-tower.gate 1 x 1 float32, its manifest items 3 x 2 float32, query-tower.hidden-weights 2 x 8 float32, query-tower.gate 1 x 1 float32. Nothing was imported; export or copy the index again.',
      ],
      [
        'a tensor',
        -1,
        `ImportError: my.safetensors is damaged: the tensor query-tower.gate has the SHA-256 ${hash}, and ${hash} was expected. Nothing was imported; export or copy the index again.`,
      ],
    ])('%s', async (_, place, pattern) => {
      const at = typeof place === 'string' ? Buffer.from(small).indexOf(place) : small.length + place;
      expect(await refusal(flipped(small, at, 0x40))).toMatch(new RegExp(`^${pattern}$`));
    });

    it('a length', async () => {
      expect(await refusal(flipped(small, 5, 0x40))).toMatch(
        /^ImportError: my\.safetensors is not a safetensors file, or is cut off or damaged: its first 8 bytes announce a header of 70,368,744,17\d,\d{3} bytes, where at most [\d,]+ can be\. Export or copy it again, or choose another file\.$/,
      );
    });
  });
});

describe('a whole file is refused', () => {
  const items = randomMatrix(3, 2, 1);

  /** A file whose checksums are right, whatever it says. */
  async function fileOf(
    changes: Partial<IndexManifest>,
    data: Matrix = items,
    metadata: Record<string, string> = {},
  ): Promise<Uint8Array> {
    const { rows, cols } = data;
    const sha256 = await sha256Hex(bytesOf(data.data).slice());
    const manifest: IndexManifest = {
      corpusHash: 'corpus-hash',
      index: indexSummaryOf(3, 2),
      tensors: [{ name: 'items', rows, cols, sha256 }],
      ...changes,
    };
    const header = encodeHeader([{ name: 'items', shape: [rows, cols] }], {
      ...(await sealManifest(manifest)),
      ...metadata,
    });
    return concat([header, bytesOf(data.data)]);
  }

  async function refusal(bytes: Uint8Array): Promise<string> {
    const store = createPlainStore(documents(3));
    const message = await errorOf(importBytes(store, bytes));
    expect(store.indexes.size).toBe(0);
    return message;
  }

  it('is taken when nothing is wrong', async () => {
    await importBytes(createPlainStore(documents(3)), await fileOf({}));
  });

  it('of another program', async () => {
    expect(await refusal(encodeHeader([], {}))).toBe(
      "ImportError: my.safetensors is a safetensors file but not an index: expected the format 'xenn-index' in its metadata, found none. Choose a file that was exported as an index, or import it as vectors.",
    );
  });

  it('of a later version', async () => {
    expect(await refusal(await fileOf({}, items, { version: '2' }))).toBe(
      "ImportError: my.safetensors is an index file of version '2'; expected '1'. Update this program, or export the index again with this version.",
    );
  });

  it('of another corpus', async () => {
    expect(await refusal(await fileOf({ corpusHash: 'another' }))).toBe(
      'ImportError: my.safetensors is an index of another corpus: expected the corpus hash corpus-hash of Pets, found another. Import it where its documents are, all of them and in the same order.',
    );
  });

  it('with more items than documents', async () => {
    const larger = randomMatrix(4, 2, 1);
    expect(await refusal(await fileOf({ index: indexSummaryOf(4, 2) }, larger))).toBe(
      'ImportError: my.safetensors is damaged: it has vectors of 4 documents, and Pets has 3. Nothing was imported; export or copy the index again.',
    );
  });

  it('whose summary says another shape', async () => {
    expect(await refusal(await fileOf({ index: indexSummaryOf(3, 5) }))).toBe(
      'ImportError: my.safetensors is damaged: expected a tensor items of 3 x 5, found one of 3 x 2. Nothing was imported; export or copy the index again.',
    );
  });

  it('without items', async () => {
    const metadata = await sealManifest({
      corpusHash: 'corpus-hash',
      index: indexSummaryOf(3, 2),
      tensors: [],
    });
    expect(await refusal(encodeHeader([], metadata))).toBe(
      'ImportError: my.safetensors is damaged: expected a tensor items of 3 x 2, found none. Nothing was imported; export or copy the index again.',
    );
  });

  test.each([Number.NaN, Infinity, -Infinity])('with %s in it', async (value) => {
    const data = Float32Array.of(1, 2, 3, value, 5, 6);
    expect(await refusal(await fileOf({}, { rows: 3, cols: 2, data }))).toBe(
      `ImportError: my.safetensors is damaged: the tensor items holds ${value} in row 2, where a finite number was expected. Nothing was imported; export or copy the index again.`,
    );
  });

  const summary = indexSummaryOf(3, 2);
  const from = (change: object) => ({ ...summary, provenance: { ...summary.provenance, ...change } });
  test.each<[what: string, index: unknown, problem: string]>([
    ['no summary', undefined, 'at index “Invalid key: Expected "index" but received undefined”'],
    [
      'a list as the summary',
      [],
      'at index.indexId “Invalid key: Expected "indexId" but received undefined”',
    ],
    [
      'a negative number of rows',
      { ...summary, rows: -1 },
      'at index.rows “Invalid value: Expected >=0 but received -1”',
    ],
    [
      'a text as the loss',
      { ...summary, lossPerEpoch: ['0.1'] },
      'at index.lossPerEpoch.0 “Invalid type: Expected number but received "0.1"”',
    ],
    [
      'no score scale',
      { ...summary, scoreScale: undefined },
      'at index.scoreScale “Invalid key: Expected "scoreScale" but received undefined”',
    ],
    [
      'a hash without a name',
      from({ dualEncoder: { hash: 'x' } }),
      'at index.provenance.dualEncoder.name “Invalid key: Expected "name" but received undefined”',
    ],
    [
      'no method',
      from({ method: {} }),
      'at index.provenance.method.kind “Invalid type: Expected ("mf-trns" | "mf-ind" | "de-dstl" | "anchors" | "imported") but received undefined”',
    ],
    [
      'a method that nobody knows',
      from({ method: { kind: 'magic' } }),
      'at index.provenance.method.kind “Invalid type: Expected ("mf-trns" | "mf-ind" | "de-dstl" | "anchors" | "imported") but received "magic"”',
    ],
    [
      'a method without its settings',
      from({ method: { kind: 'de-dstl' } }),
      'at index.provenance.method.learningRate “Invalid key: Expected "learningRate" but received undefined”',
    ],
    [
      'a space that nobody knows',
      from({ space: 'outer' }),
      'at index.provenance.space “Invalid type: Expected ("dual-encoder" | "lsa" | "hybrid") but received "outer"”',
    ],
    [
      'a text as an error',
      { ...summary, heldOutRmseAfter: 'small' },
      'at index.heldOutRmseAfter “Invalid type: Expected number but received "small"”',
    ],
    [
      'a hybrid space without its weight',
      from({ hybridWeight: undefined }),
      'at index.provenance “Invalid space: hybrid without its weight”',
    ],
    [
      'a weight of 0',
      from({ hybridWeight: 0 }),
      'at index.provenance.hybridWeight “Invalid value: Expected >0 but received 0”',
    ],
  ])('with %s', async (_, index, problem) => {
    expect(await refusal(await fileOf({ index } as Partial<IndexManifest>))).toBe(
      `ImportError: my.safetensors is damaged: its manifest does not describe an index: ${problem}. Nothing was imported; export or copy the index again.`,
    );
  });

  test.each([0, 2])('when there are %i', async (count) => {
    const files = Array.from({ length: count }, () => sourceFile('a.safetensors', ''));
    expect(await errorOf(importIndex(createPlainStore([]), { corpusId: 'c', files }))).toBe(
      `ImportError: Expected one index file, found ${count}. Choose one .safetensors file.`,
    );
  });
});
