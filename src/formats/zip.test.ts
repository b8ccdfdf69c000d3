import fc from 'fast-check';
import { strToU8, Zip, ZipDeflate, ZipPassThrough, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { counted } from '../testing/hostile/lazy-file.ts';
import { errorOf, readAll, sourceFile, valuesOf } from '../testing/source-files.ts';
import { concat } from './decode.ts';
import { previewSource } from './index.ts';
import { zipEntries } from './zip.ts';

const CORPUS = '{"_id": "d1", "title": "T", "text": "A"}\n{"_id": "d2", "text": "B"}\n';
const QUERIES = '{"_id": "q1", "text": "one"}\n';
const QRELS = 'query-id\tcorpus-id\tscore\nq1\td1\t1\n';

const TINY: Zippable = {
  'tiny/qrels/test.tsv': [strToU8(QRELS), { level: 9 }],
  'tiny/queries.jsonl': [strToU8(QUERIES), { level: 0 }],
  'tiny/qrels/empty.tsv': new Uint8Array(0),
  'tiny/corpus.jsonl': [strToU8(CORPUS), { level: 6 }],
  '__MACOSX/tiny/._corpus.jsonl': strToU8('x'),
  'tiny/README.md': strToU8('read me'),
};

const FOUND = {
  documents: [
    { file: 'tiny/corpus.jsonl', line: 1, value: { id: 'd1', title: 'T', text: 'A' } },
    { file: 'tiny/corpus.jsonl', line: 2, value: { id: 'd2', title: '', text: 'B' } },
  ],
  queries: [{ file: 'tiny/queries.jsonl', line: 1, value: { id: 'q1', text: 'one', split: '' } }],
  judgements: [
    {
      file: 'tiny/qrels/test.tsv',
      line: 2,
      value: { queryId: 'q1', docId: 'd1', grade: 1, split: 'test' },
    },
  ],
  refused: [],
};

/** A zip written as a stream: its headers leave sizes and checksums to descriptors after the data. */
function streamedZip(members: Readonly<Record<string, { content: string; stored?: boolean }>>): Uint8Array {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, { content, stored }] of Object.entries(members)) {
    const member = stored ? new ZipPassThrough(name) : new ZipDeflate(name);
    zip.add(member);
    member.push(strToU8(content), true);
  }
  zip.end();
  return concat(chunks);
}

/** Where the four bytes of a record's signature stand first. */
function find(bytes: Uint8Array, signature: string): number {
  const wanted = strToU8(signature, true);
  for (let at = 0; at < bytes.length; at++) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  throw new Error('Expected the signature, found none.');
}

/** A copy with little-endian values written over it, at offsets from the first such record. */
function patched(
  bytes: Uint8Array,
  signature: 'PK\x01\x02' | 'PK\x05\x06',
  changes: readonly (readonly [offset: number, byteLength: 2 | 4, value: number])[],
): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const at = find(copy, signature);
  for (const [offset, byteLength, value] of changes) {
    if (byteLength === 2) view.setUint16(at + offset, value, true);
    else view.setUint32(at + offset, value, true);
  }
  return copy;
}

function readBeir(bytes: Uint8Array, chunkBytes: readonly number[] = []) {
  return readAll([sourceFile('tiny.zip', bytes, chunkBytes)], { format: 'beir' });
}

describe('a BEIR zip', () => {
  it.each([[], [1], [7], [1000]])(
    'is read in chunks of %s, stored and deflated, in whatever order',
    async (...sizes) => {
      expect(await readBeir(zipSync(TINY), sizes)).toEqual(FOUND);
    },
  );

  it('is read without a folder in it', async () => {
    const bytes = zipSync({ 'queries.jsonl': strToU8(QUERIES), 'corpus.jsonl': strToU8(CORPUS) });
    expect(valuesOf((await readBeir(bytes)).documents)).toEqual(valuesOf(FOUND.documents));
    expect((await previewSource([sourceFile('sets/tiny.zip', bytes)])).suggestedName).toBe('tiny');
  });

  it('is read when it was written as a stream', async () => {
    const bytes = streamedZip({
      'tiny/queries.jsonl': { content: QUERIES, stored: true },
      'tiny/corpus.jsonl': { content: CORPUS },
      'tiny/qrels/test.tsv': { content: QRELS, stored: true },
    });
    expect(await readBeir(bytes, [11])).toEqual(FOUND);
  });

  it('is read when a file holds what ends files in a zip', async () => {
    const texts = ['PK\x07\x08', 'PK\x01\x02', 'PK\x03\x04', 'PK\x05\x06'];
    const corpus = texts
      .map((text, n) => `{"_id": ${n}, "text": "${text.replace(/[^PK]/g, '!')}"}`)
      .join('\n');
    const raw = `${corpus}\n${texts.join('\n')}`;
    const bytes = streamedZip({
      'corpus.jsonl': { content: raw, stored: true },
      'queries.jsonl': { content: QUERIES },
    });
    const found = await readBeir(bytes);
    expect(found.documents.length).toBe(4);
    expect(found.refused.map(({ line }) => line)).toEqual([5, 6, 7, 8]);
    expect(found.queries.length).toBe(1);
  });

  it('is read with something before it, a comment after it, and names with backslashes', async () => {
    const bytes = zipSync({
      'tiny\\corpus.jsonl': strToU8(CORPUS),
      'tiny\\queries.jsonl': strToU8(QUERIES),
      'tiny\\qrels\\test.tsv': strToU8(QRELS),
    });
    const comment = strToU8('A comment with PK\x05\x06 in it.');
    const commented = patched(bytes, 'PK\x05\x06', [[20, 2, comment.length]]);
    // Begins like a zip, as what is put before one to unpack itself does not; the offsets ignore it.
    const before = strToU8('PK\x03\x04 and more');
    expect(await readBeir(concat([before, commented, comment]))).toEqual(FOUND);
  });

  it('is previewed by what will be read and what will not', async () => {
    const bytes = zipSync(TINY);
    const preview = await previewSource([sourceFile('tiny.zip', bytes)]);
    expect(preview).toEqual({
      format: 'beir',
      formats: ['beir'],
      suggestedName: 'tiny',
      totalBytes: preview.totalBytes,
      columns: [],
      sampleRows: [],
      filesRead: ['tiny/corpus.jsonl', 'tiny/queries.jsonl', 'tiny/qrels/test.tsv'],
      filesIgnored: ['tiny/qrels/empty.tsv', 'tiny/README.md', '__MACOSX/tiny/._corpus.jsonl'],
    });
    // Packed sizes of the files read: those of the zip without headers and the rest.
    expect(preview.totalBytes).toBeGreaterThan(0);
    expect(preview.totalBytes).toBeLessThan(bytes.length);
  });
});

describe('a zip with one file', () => {
  it('is read as that file', async () => {
    const files = [sourceFile('data.zip', zipSync({ 'docs.csv': strToU8('id,text\n1,A\n') }))];
    expect(await previewSource(files)).toMatchObject({
      format: 'csv',
      formats: ['csv'],
      suggestedName: 'docs',
      filesRead: ['docs.csv'],
      mapping: { id: 'id', text: 'text' },
    });
    expect(await readAll(files, { format: 'csv', mapping: { id: 'id', text: 'text' } })).toMatchObject({
      documents: [{ file: 'docs.csv', line: 2, value: { id: '1', title: '', text: 'A' } }],
    });
  });
});

describe('a zip of many files', () => {
  it('is read about twice: for its directory, and a file at a time', async () => {
    const contents = Array.from({ length: 2000 }, (_, n) => [`${n}.txt`, strToU8(`Document ${n}.`)] as const);
    const bytes = zipSync(Object.fromEntries(contents));
    const chunkBytes = 4096;
    const pulled = { bytes: 0 };
    const files = counted([sourceFile('many.zip', bytes, [chunkBytes])], pulled, Number.POSITIVE_INFINITY);
    const { documents } = await readAll(files, { format: 'files' });
    expect(documents[1999].value).toEqual({ id: '1999.txt', title: '1999', text: 'Document 1999.' });
    // Its first bytes are looked at before.
    expect(pulled.bytes).toBeLessThan(2 * bytes.length + 3 * chunkBytes);
  });

  it('is read from where each file begins, though the directory lists them in another order', async () => {
    const bytes = zipSync({ 'b.txt': strToU8('second'), 'a.txt': strToU8('first') });
    const at = find(bytes, 'PK\x01\x02');
    const entryBytes = 46 + 'a.txt'.length;
    const [one, other] = [0, entryBytes].map((offset) => bytes.slice(at + offset, at + offset + entryBytes));
    bytes.set(concat([other, one]), at);
    const { documents } = await readAll([sourceFile('a.zip', bytes, [7])], { format: 'files' });
    expect(valuesOf(documents).map(({ id, text }) => [id, text])).toEqual([
      ['a.txt', 'first'],
      ['b.txt', 'second'],
    ]);
  });
});

describe('a zip that cannot be read', () => {
  const good = zipSync({
    'corpus.jsonl': [strToU8(CORPUS), { level: 6 }],
    'queries.jsonl': strToU8(QUERIES),
  });
  const cut = 'Download or copy it again.';
  const convert = 'Export its text as JSON Lines, CSV, TSV or plain text and choose that file.';
  const unpack = 'Unpack it and choose the folder.';
  const errors: [name: string, bytes: Uint8Array, message: string][] = [
    ['empty', new Uint8Array(0), 'tiny.zip is empty. Choose a file that holds documents.'],
    ['no zip', strToU8('id,text\n'), `tiny.zip is named like a zip but does not begin like one. ${cut}`],
    [
      'cut off at the end',
      good.subarray(0, good.length - 1),
      `tiny.zip is not a complete zip: the directory at its end is missing. ${cut}`,
    ],
    [
      'cut off early',
      good.subarray(0, 40),
      `tiny.zip is not a complete zip: the directory at its end is missing. ${cut}`,
    ],
    ['without a file', zipSync({}), 'tiny.zip is a zip without a file in it. Choose another.'],
    [
      'with hidden files only',
      zipSync({ 'a/.DS_Store': strToU8('x') }),
      'tiny.zip is a zip without a file in it. Choose another.',
    ],
    [
      'with several files and no corpus',
      zipSync({ 'a.csv': strToU8('x'), 'b.csv': strToU8('y') }),
      'Expected one file, a BEIR folder with corpus.jsonl, or a folder of .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf; found a.csv, b.csv. Choose one file, or add corpus.jsonl.',
    ],
    [
      'a workbook',
      zipSync({ 'xl/workbook.xml': strToU8('x'), '[Content_Types].xml': strToU8('y') }),
      `tiny.zip seems to be an Excel workbook, not a text file. ${convert}`,
    ],
    [
      'a Word document',
      zipSync({ 'word/document.xml': strToU8('x') }),
      `tiny.zip seems to be a Word document, not a text file. ${convert}`,
    ],
    [
      'Zip64',
      patched(good, 'PK\x05\x06', [[16, 4, 0xffffffff]]),
      `tiny.zip is a Zip64 archive (4 GB or more, or made like one). ${unpack}`,
    ],
    [
      'a file in it as Zip64',
      patched(good, 'PK\x01\x02', [[24, 4, 0xffffffff]]),
      `tiny.zip is a Zip64 archive (4 GB or more, or made like one). ${unpack}`,
    ],
    [
      'more files than the directory holds',
      patched(good, 'PK\x05\x06', [[10, 2, 3]]),
      `tiny.zip is a damaged zip: its directory cannot be read. ${cut}`,
    ],
    [
      'a directory longer than the zip',
      patched(good, 'PK\x05\x06', [[12, 4, 1_000_000]]),
      `tiny.zip is a damaged zip: its directory cannot be read. ${cut}`,
    ],
    [
      'a directory beyond its end',
      patched(good, 'PK\x05\x06', [[16, 4, 1_000_000]]),
      `tiny.zip is a damaged zip: its directory cannot be read. ${cut}`,
    ],
    [
      'encrypted',
      patched(good, 'PK\x01\x02', [[8, 2, 1]]),
      'corpus.jsonl in tiny.zip is encrypted. Unpack the zip and choose the folder.',
    ],
    [
      'packed by Zstandard',
      patched(good, 'PK\x01\x02', [[10, 2, 93]]),
      'corpus.jsonl in tiny.zip is packed by method 93; 0 (stored) or 8 (deflate) was expected. Unpack the zip and choose the folder.',
    ],
    [
      'a wrong checksum',
      patched(good, 'PK\x01\x02', [[16, 4, 1]]),
      `tiny.zip is a damaged zip: corpus.jsonl cannot be unpacked, or not to what was packed. ${cut}`,
    ],
    [
      'a wrong offset',
      patched(good, 'PK\x01\x02', [[42, 4, 1]]),
      `tiny.zip is a damaged zip: corpus.jsonl cannot be unpacked, or not to what was packed. ${cut}`,
    ],
    [
      'more packed bytes than there are',
      patched(good, 'PK\x01\x02', [[20, 4, 1_000_000]]),
      `tiny.zip is a damaged zip: corpus.jsonl would reach into queries.jsonl. ${cut}`,
    ],
    [
      'fewer unpacked bytes than come out',
      patched(good, 'PK\x01\x02', [[24, 4, 10]]),
      `tiny.zip is a damaged zip: corpus.jsonl cannot be unpacked, or not to what was packed. ${cut}`,
    ],
    [
      'a bomb',
      patched(good, 'PK\x01\x02', [
        [20, 4, 10],
        [24, 4, 67_108_865],
      ]),
      'corpus.jsonl in tiny.zip would unpack from 10 to 67,108,865 bytes; at most 67,108,864 were expected. If that is right, unpack the zip and choose the folder.',
    ],
  ];
  it.each(errors)('%s', async (_, bytes, message) => {
    const files = [sourceFile('tiny.zip', bytes)];
    const readingBoth = async () => {
      await previewSource(files);
      await readBeir(bytes);
    };
    expect(await errorOf(readingBoth())).toBe(`ImportError: ${message}`);
  });

  it('is recognised by its first bytes, whatever its name', async () => {
    const workbook = zipSync({ 'xl/workbook.xml': strToU8('x') });
    expect(await errorOf(previewSource([sourceFile('docs.csv', workbook)]))).toBe(
      `ImportError: docs.csv seems to be an Excel workbook, not a text file. ${convert}`,
    );
  });

  it('hands on nothing of a file that unpacks to more than the directory says', async () => {
    const bomb = zipSync({ 'a.txt': [new Uint8Array(20_000_000), { level: 9 }] });
    const [entry] = await zipEntries(sourceFile('a.zip', patched(bomb, 'PK\x01\x02', [[24, 4, 1000]])));
    let unpackedBytes = 0;
    const open = async () => {
      for await (const chunk of entry.open({ bytesRead: 0 })) unpackedBytes += chunk.length;
    };
    expect(await errorOf(open())).toBe(
      'ImportError: a.zip is a damaged zip: a.txt cannot be unpacked, or not to what was packed. Download or copy it again.',
    );
    expect(unpackedBytes).toBe(0);
  });

  it('is never read as something else when one of its bytes is wrong', async () => {
    const bytes = zipSync(TINY);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const wrong = bytes.slice();
          wrong[at] ^= change;
          const outcome = await readBeir(wrong).catch((error: unknown) => error);
          if (outcome instanceof Error) expect(outcome.name).toBe('ImportError');
          else expect(valuesOf((outcome as typeof FOUND).documents)).toEqual(valuesOf(FOUND.documents));
        },
      ),
      { seed: 4, numRuns: 250 },
    );
  });
});
