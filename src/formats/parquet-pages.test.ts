/** Files whose pages say what they like, refused before they are decoded. */
import type { ColumnMetaData } from 'hyparquet';
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { openScoreParquet } from './score-parquet.ts';

/** A number as Parquet's headers have it: zigzag, then seven bits a byte. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value < 0 ? -2 * value - 1 : 2 * value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push(128 + (left % 128));
  return [...bytes, left];
}

/** Fields 1, 2, ... of a structure, all of them int32. */
const int32s = (...values: number[]) => values.flatMap((value) => [0x15, ...varint(value)]);

interface Page {
  kind?: number;
  entries?: number;
  encoding?: number;
  /** Of the body; as it is, if not said otherwise. */
  bytes?: number;
  unpackedBytes?: number;
  body?: number[];
}

/** float32 */
const ONE_AND_A_HALF = [0, 0, 0xc0, 0x3f];
const [PLAIN, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY, RLE_DICTIONARY] = [0, 6, 7, 8];

/** Kind 0: a page of values with one header for all; 2: a dictionary. */
function page({ kind = 0, entries = 1, encoding = PLAIN, body = ONE_AND_A_HALF, ...said }: Page): number[] {
  const { bytes = body.length, unpackedBytes = body.length } = said;
  const header =
    kind === 2 ? [0x4c, ...int32s(entries, encoding), 0] : [0x2c, ...int32s(entries, encoding, 3, 3), 0];
  return [...int32s(kind, unpackedBytes, bytes), ...header, 0, ...body];
}

/** Version 2: levels beside the values, which are not packed here. */
function secondPage(numbers: {
  entries?: number;
  empty?: number;
  levels?: number;
  body?: number[];
}): number[] {
  const { entries = 1, empty = 0, levels = 0, body = ONE_AND_A_HALF } = numbers;
  const header = [...int32s(entries, empty, 1, PLAIN, levels, 0), 0x12];
  return [...int32s(3, body.length, body.length), 0x5c, ...header, 0, 0, ...body];
}

/** One row, whose score is in these pages. */
async function scoresOf(pages: number[][], changes: Partial<ColumnMetaData> = {}, nullable = false) {
  const columnData = [
    { name: 'query', data: ['a'], nullable: false },
    { name: 'doc_id', data: ['d'], nullable: false },
    { name: 'score', data: Float32Array.of(0), type: 'FLOAT' as const, nullable },
  ];
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData }) });
  await parquet.write({ columnData });
  const bytes = pages.flat();
  const start = writer.offset;
  writer.appendBytes(Uint8Array.from(bytes));
  const column = parquet.row_groups[0].columns[2].meta_data;
  if (!column) throw new Error('The writer describes every column.');
  delete column.dictionary_page_offset;
  Object.assign(column, {
    codec: 'UNCOMPRESSED',
    data_page_offset: BigInt(start),
    total_compressed_size: BigInt(bytes.length),
    total_uncompressed_size: BigInt(bytes.length),
    ...changes,
  });
  await parquet.finish();
  const file = sourceFile('s.parquet', new Uint8Array(writer.getBytes()));
  const found: number[] = [];
  for await (const { scores } of (await openScoreParquet(file)).groups()) found.push(...scores);
  return found;
}

test.each<[what: string, pages: number[][], nullable: boolean]>([
  ['values', [page({})], false],
  ['values in version 2', [secondPage({})], false],
  ['levels, then values', [page({ body: [2, 0, 0, 0, 2, 1, ...ONE_AND_A_HALF] })], true],
  ['levels, then values in version 2', [secondPage({ levels: 2, body: [2, 1, ...ONE_AND_A_HALF] })], true],
  ['a dictionary', [page({ kind: 2 }), page({ encoding: RLE_DICTIONARY, body: [1, 2, 0] })], false],
])('a page of %s is read', async (_, pages, nullable) => {
  expect(await scoresOf(pages, {}, nullable)).toEqual([1.5]);
});

const MOST = 2 ** 31 - 1;
/** Equal entries: 2^30 of them. */
const LONG_RUN = [128, 128, 128, 128, 8, 0];
/** 2^32 - 1, seven bits a byte. */
const ENDLESS = [0xff, 0xff, 0xff, 0xff, 0x0f];

test.each<
  [what: string, pages: number[][], found: string, changes?: Partial<ColumnMetaData>, nullable?: boolean]
>([
  [
    'more entries than rows',
    [page({ entries: MOST })],
    'has pages of 2,147,483,647 entries, and its row group 1 rows',
  ],
  [
    'more entries than rows in version 2',
    [secondPage({ entries: MOST })],
    'has pages of 2,147,483,647 entries, and its row group 1 rows',
  ],
  ['more entries together', [page({}), page({})], 'has pages of 2 entries, and its row group 1 rows'],
  [
    'a dictionary of more entries',
    [page({ kind: 2, entries: MOST }), page({})],
    'has pages of 2,147,483,647 entries, and its row group 1 rows',
  ],
  ['fewer than no entries', [page({ entries: -1 })], 'has a page that does not say how many entries it has'],
  ['a page of another kind', [page({ kind: 1 })], 'has a page that does not say how many entries it has'],
  ['more bytes than there are', [page({ bytes: 5 })], 'has a page that goes beyond its end'],
  ['fewer than no bytes', [page({ bytes: -20 })], 'has a page that goes beyond its end'],
  [
    'more unpacked bytes',
    [page({ unpackedBytes: MOST })],
    'unpacks to more bytes than the 25 that were announced',
  ],
  [
    'an encoding that may unpack to anything',
    [page({ encoding: DELTA_BYTE_ARRAY })],
    'is encoded as DELTA_BYTE_ARRAY; expected PLAIN_DICTIONARY, RLE_DICTIONARY, PLAIN, BYTE_STREAM_SPLIT',
  ],
  [
    // Blocks of 128 in 4,294,967,295 parts, 2 values, the first is 0: the reader would never get to the end.
    'an encoding with counts of its own',
    [page({ encoding: DELTA_LENGTH_BYTE_ARRAY, body: [0x80, 1, ...ENDLESS, 2, 0, 0, 0, 0, 0] })],
    'is encoded as DELTA_LENGTH_BYTE_ARRAY; expected PLAIN_DICTIONARY, RLE_DICTIONARY, PLAIN, BYTE_STREAM_SPLIT',
  ],
  [
    'a run that is too long',
    [page({ kind: 2 }), page({ encoding: RLE_DICTIONARY, body: [1, ...LONG_RUN] })],
    'has runs of more than the 1 entries of their page',
  ],
  [
    'levels that are too long',
    [page({ body: [6, 0, 0, 0, ...LONG_RUN, ...ONE_AND_A_HALF] })],
    'has runs of more than the 1 entries of their page',
    {},
    true,
  ],
  [
    'levels that are too long in version 2',
    [secondPage({ levels: 6, body: [...LONG_RUN, ...ONE_AND_A_HALF] })],
    'has runs of more than the 1 entries of their page',
    {},
    true,
  ],
  [
    'fewer than no empty entries',
    [secondPage({ empty: -MOST })],
    'has a page whose parts do not fit into it',
  ],
  ['levels beyond the page', [secondPage({ levels: 5 })], 'has a page whose parts do not fit into it'],
  ['another type than the schema says', [page({})], 'has pages of the type INT64', { type: 'INT64' }],
  ['a place outside of the file', [page({})], 'lies outside of the file', { data_page_offset: -100n }],
])('a file with %s is refused', async (_, pages, found, changes, nullable) => {
  expect(await errorOf(scoresOf(pages, changes, nullable))).toBe(
    `ImportError: s.parquet is not a Parquet file, or is cut off or damaged: the column 'score' ${found}. Save or copy it again, or choose another file.`,
  );
});
