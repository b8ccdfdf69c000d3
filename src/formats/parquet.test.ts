import { zipSync } from 'fflate';
import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it, test } from 'vitest';
import { errorOf, readAll, sourceFile } from '../testing/source-files.ts';
import { previewSource } from './index.ts';
import { previewDocuments } from './preview-documents.ts';
import type { ReadOptions } from './records.ts';

type Columns = Record<string, readonly [type: BasicType, values: unknown[]]>;

function table(columns: Columns, rowGroupSize = 100): Uint8Array {
  const columnData = Object.entries(columns).map(([name, [type, data]]) => ({ name, type, data }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize }));
}

const BYTES = table(
  {
    docid: ['INT64', [1n, 2n ** 60n, 3n, 4n, 5n]],
    score: ['DOUBLE', [1, 2, 3, 4, 5]],
    title: ['STRING', ['A', null, 'C', 'D', 'E']],
    body: ['STRING', ['a', 'ü 🐱', null, '', 'e\nf']],
  },
  2,
);
const OPTIONS: ReadOptions = { format: 'parquet', mapping: { id: 'docid', title: 'title', text: 'body' } };

const FOUND = {
  documents: [
    { file: 'd.parquet', line: 1, value: { id: '1', title: 'A', text: 'a' } },
    { file: 'd.parquet', line: 2, value: { id: '1152921504606846976', title: '', text: 'ü 🐱' } },
    { file: 'd.parquet', line: 3, value: { id: '3', title: 'C', text: '' } },
    { file: 'd.parquet', line: 4, value: { id: '4', title: 'D', text: '' } },
    { file: 'd.parquet', line: 5, value: { id: '5', title: 'E', text: 'e\nf' } },
  ],
  queries: [],
  judgements: [],
  refused: [],
};

describe('a Parquet file', () => {
  it.each([[[]], [[1]], [[7, 100]]])('is read in chunks of %j, group after group', async (sizes) => {
    expect(await readAll([sourceFile('d.parquet', BYTES, sizes)], OPTIONS)).toEqual(FOUND);
  });

  it('is read from a zip', async () => {
    const zip = sourceFile('z.zip', zipSync({ 'd.parquet': BYTES, 'README.md': Uint8Array.of(0x61) }));
    expect((await previewSource([zip])).formats).toEqual(['parquet', 'files']);
    expect(await readAll([zip], OPTIONS)).toEqual(FOUND);
  });

  it('is previewed by the columns that can be mapped', async () => {
    expect(await previewSource([sourceFile('x/d.parquet', BYTES)])).toEqual({
      format: 'parquet',
      formats: ['parquet'],
      suggestedName: 'd',
      totalBytes: BYTES.length,
      columns: ['docid', 'title', 'body'],
      sampleRows: [
        ['1', 'A', 'a'],
        ['1152921504606846976', '', 'ü 🐱'],
      ],
      mapping: { id: 'docid', title: 'title', text: 'body' },
      filesRead: ['x/d.parquet'],
      filesIgnored: [],
    });
  });

  it('takes the number of the row for the id, and refuses rows without one', async () => {
    const files = [
      sourceFile('d.parquet', table({ id: ['STRING', ['a', null]], text: ['STRING', ['b', null]] })),
    ];
    expect(
      (await readAll(files, { format: 'parquet', mapping: { text: 'text' } })).documents[0].value.id,
    ).toBe('1');
    expect(
      (await readAll(files, { format: 'parquet', mapping: { id: 'id', text: 'text' } })).refused,
    ).toEqual([{ file: 'd.parquet', line: 2, reason: '"id" is missing' }]);
  });

  it('is shown by its first documents', async () => {
    const found = await previewDocuments([sourceFile('d.parquet', BYTES)], OPTIONS, 3);
    expect(found.map(({ id }) => id)).toEqual(['1', '1152921504606846976', '3']);
  });
});

const AGAIN = '. Save or copy it again, or choose another file.';
const DAMAGED = 'd.parquet is not a Parquet file, or is cut off or damaged: ';

test.each<[name: string, bytes: Uint8Array, message: string]>([
  ['that is empty', new Uint8Array(0), `${DAMAGED}it does not begin like one${AGAIN}`],
  ['of something else', new Uint8Array(5000), `${DAMAGED}it does not begin like one${AGAIN}`],
  ['that is cut off', BYTES.subarray(0, 400), `${DAMAGED}it does not end like one${AGAIN}`],
  [
    'without texts',
    table({ a: ['INT32', [1]], b: ['DOUBLE', [1]] }),
    'd.parquet has no column of texts; its columns are a (INT32), b (DOUBLE). Expected one that holds the text of a document a row.',
  ],
])('a file %s is refused', async (_, bytes, message) => {
  expect(await errorOf(previewSource([sourceFile('d.parquet', bytes)]))).toBe(`ImportError: ${message}`);
});

test('a column that is none of the file, or cannot be mapped, is refused', async () => {
  const options: ReadOptions = { format: 'parquet', mapping: { text: 'score' } };
  expect(await errorOf(readAll([sourceFile('d.parquet', BYTES)], options))).toBe(
    'ImportError: d.parquet has no column "score" of texts or whole numbers; those that are: "docid", "title", "body". Choose one of these.',
  );
});

test('a text for every row from a few bytes is refused where it comes to too much', async () => {
  const text = 'a'.repeat(1_000_000);
  const bytes = table({ text: ['STRING', Array.from({ length: 100 }, () => text)] });
  expect(
    await errorOf(
      readAll([sourceFile('d.parquet', bytes)], { format: 'parquet', mapping: { text: 'text' } }),
    ),
  ).toBe(
    `ImportError: d.parquet holds more than 67,108,864 characters, far more than its ${bytes.length.toLocaleString('en-US')} bytes make likely. If that is right, save it as JSON Lines and choose that file.`,
  );
});

test('a changed byte gives an ImportError, or documents and refused rows', async () => {
  for (let at = 0; at < BYTES.length; at += 5) {
    const bytes = Uint8Array.from(BYTES);
    bytes[at] ^= 0x55;
    const outcome = await readAll([sourceFile('d.parquet', bytes)], OPTIONS).catch((error: Error) => error);
    if (outcome instanceof Error) expect(`${at} ${outcome.name}`).toBe(`${at} ImportError`);
    else expect(outcome.documents.length + outcome.refused.length).toBeLessThanOrEqual(5);
  }
});
