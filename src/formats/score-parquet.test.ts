import { ByteWriter, ParquetWriter, parquetWriteBuffer, schemaFromColumnData } from 'hyparquet-writer';
import { describe, expect, it, test } from 'vitest';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { openScoreParquet, type ScoreRows, writeScoreParquet } from './score-parquet.ts';

/**
 * pq.write_table(pa.table({'query': ['cats', 'cats', 'dogs'], 'doc_id': ['d1', 'd2', 'd1'], 'score':
 * pa.array([1.5, -2.0, 0.25], pa.float32())}), file, compression=…, store_schema=False, write_statistics=False), pyarrow 26.0.1
 */
const FROM_PYARROW = {
  snappy:
    'UEFSMRUEFSAVJEwVBBUAEgAAEDwEAAAAY2F0cwQAAABkb2dzFQAVEhUWLBUGFRAVBhUGHAAAAAkgAgAAAAYBAQMEFQQVGBUcTBUEFQASAAAMLAIAAABkMQIAAABkMhUAFRIVFiwVBhUQFQYVBhwAAAAJIAIAAAAGAQEDAhUEFRgVHEwVBhUAEgAADCwAAMA/AAAAwAAAgD4VABUUFRgsFQYVEBUGFQYcAAAACiQCAAAABgECAyQAFQQZTDUAGAZzY2hlbWEVBgAVDCUCGAVxdWVyeSUATBwAAAAVDCUCGAZkb2NfaWQlAEwcAAAAFQglAhgFc2NvcmUAFgYZHBk8JgAcFQwZNQAGEBkYBXF1ZXJ5FQIWBhZ0FnwmSCYIKSwVBBUAFQIAFQAVEBUCADwWGBkGGSYABgAAACYAHBUMGTUABhAZGAZkb2NfaWQVAhYGFmwWdCa8ASaEASksFQQVABUCABUAFRAVAgA8FgwZBhkmAAYAAAAmABwVCBk1AAYQGRgFc2NvcmUVAhYGFm4WdiawAib4ASksFQQVABUCABUAFRAVAgA8KQYZJgAGAAAAFs4CFgYmCBbmAgAoIHBhcnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjYuMC4xGTwcAAAcAAAcAAAAMgEAAFBBUjE=',
  gzip: 'UEFSMRUEFSAVREwVBBUAEgAAH4sIAAAAAAACA2NhYGBITiwpZgHSKfnpxQB1FaVQEAAAABUAFRIVOiwVBhUQFQYVBhwAAAAfiwgAAAAAAAIDY2JgYGBjZGRmAQAAU4HSCQAAABUEFRgVOkwVBBUAEgAAH4sIAAAAAAACA2NiYGBIMWQCkUYAfwbVSQwAAAAVABUSFTosFQYVEBUGFQYcAAAAH4sIAAAAAAACA2NiYGBgY2RkZgIANfbiOwkAAAAVBBUYFUBMFQYVABIAAB+LCAAAAAAAAgNjYDhgz8DAcICBocEOAPaqFeEMAAAAFQAVFBU8LBUGFRAVBhUGHAAAAB+LCAAAAAAAAgNjYmBgYGNkYlZhAACS5eFVCgAAABUEGUw1ABgGc2NoZW1hFQYAFQwlAhgFcXVlcnklAEwcAAAAFQwlAhgGZG9jX2lkJQBMHAAAABUIJQIYBXNjb3JlABYGGRwZPCYAHBUMGTUABhAZGAVxdWVyeRUEFgYWdBbAASZoJggpLBUEFQAVAgAVABUQFQIAPBYYGQYZJgAGAAAAJgAcFQwZNQAGEBkYBmRvY19pZBUEFgYWbBa2ASaeAibIASksFQQVABUCABUAFRAVAgA8FgwZBhkmAAYAAAAmABwVCBk1AAYQGRgFc2NvcmUVBBYGFm4WvgEm2gMm/gIpLBUEFQAVAgAVABUQFQIAPCkGGSYABgAAABbOAhYGJggWtAQAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRk8HAAAHAAAHAAAADUBAABQQVIx',
  zstd: 'UEFSMRUEFSAVMkwVBBUAEgAAKLUv/SAQgQAABAAAAGNhdHMEAAAAZG9ncxUAFRIVJCwVBhUQFQYVBhwAAAAotS/9IAlJAAACAAAABgEBAwQVBBUYFSpMFQQVABIAACi1L/0gDGEAAAIAAABkMQIAAABkMhUAFRIVJCwVBhUQFQYVBhwAAAAotS/9IAlJAAACAAAABgEBAwIVBBUYFSpMFQYVABIAACi1L/0gDGEAAAAAwD8AAADAAACAPhUAFRQVJiwVBhUQFQYVBhwAAAAotS/9IApRAAACAAAABgECAyQAFQQZTDUAGAZzY2hlbWEVBgAVDCUCGAVxdWVyeSUATBwAAAAVDCUCGAZkb2NfaWQlAEwcAAAAFQglAhgFc2NvcmUAFgYZHBk8JgAcFQwZNQAGEBkYBXF1ZXJ5FQwWBhZ0FpgBJlYmCCksFQQVABUCABUAFRAVAgA8FhgZBhkmAAYAAAAmABwVDBk1AAYQGRgGZG9jX2lkFQwWBhZsFpABJuYBJqABKSwVBBUAFQIAFQAVEBUCADwWDBkGGSYABgAAACYAHBUIGTUABhAZGAVzY29yZRUMFgYWbhaSASb2AiawAiksFQQVABUCABUAFRAVAgA8KQYZJgAGAAAAFs4CFgYmCBa6AwAoIHBhcnF1ZXQtY3BwLWFycm93IHZlcnNpb24gMjYuMC4xGTwcAAAcAAAcAAAANQEAAFBBUjE=',
};

async function rowsOf(bytes: Uint8Array) {
  const { metadata, groups } = await openScoreParquet(sourceFile('s.parquet', bytes, [200]));
  const found: [query: string, docId: string, score: number][][] = [];
  for await (const { queries, docIds, scores } of groups()) {
    found.push(queries.map((query, index) => [query, docIds[index], scores[index]]));
  }
  return { metadata: [...metadata], groups: found };
}

function table(columns: Record<string, unknown[]>): Uint8Array {
  const columnData = Object.entries(columns).map(([name, data]) => ({ name, data }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

/** One row, in a group that is said to have so many. */
async function withGroupRows(rowCount: bigint): Promise<Uint8Array> {
  const columnData = [
    { name: 'query', data: ['a'] },
    { name: 'doc_id', data: ['d'] },
    { name: 'score', data: [1.5] },
  ];
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData }) });
  await parquet.write({ columnData });
  parquet.num_rows = rowCount;
  parquet.row_groups[0].num_rows = rowCount;
  await parquet.finish();
  return new Uint8Array(writer.getBytes());
}

const ROWS = [
  ['cats', 'd1', 1.5],
  ['cats', 'd2', -2],
  ['dogs', 'd1', 0.25],
];

test.each(['snappy', 'gzip'] as const)('what pyarrow wrote is read, packed by %s', async (codec) => {
  expect((await rowsOf(Buffer.from(FROM_PYARROW[codec], 'base64'))).groups).toEqual([ROWS]);
});

it('float64 is read, and columns in any order beside others', async () => {
  const bytes = table({
    split: ['a', 'b'],
    score: [0.1, -7.5],
    doc_id: ['d1', 'd2'],
    query: ['q', 'Zürich 🐱'],
  });
  expect((await rowsOf(bytes)).groups).toEqual([
    [
      ['q', 'd1', Math.fround(0.1)],
      ['Zürich 🐱', 'd2', -7.5],
    ],
  ]);
});

it('what is written is read back, group by group', async () => {
  async function* groups(): AsyncGenerator<ScoreRows> {
    yield { queries: ['cats', 'cats'], docIds: ['d1', 'd2'], scores: Float32Array.of(1.5, Number.NaN) };
    yield { queries: ['dogs'], docIds: [''], scores: Float32Array.of(-1e-7) };
    const many = Array.from({ length: 5000 }, (_, row) => row);
    yield {
      queries: many.map((row) => `query ${row % 7}`),
      docIds: many.map((row) => `d${row}`),
      scores: Float32Array.from(many, (row) => row / 3),
    };
  }
  const blob = await writeScoreParquet(groups(), { corpus_hash: 'c', 'a key': 'ü' });
  const found = await rowsOf(await blob.bytes());
  expect(found.metadata).toEqual([
    ['corpus_hash', 'c'],
    ['a key', 'ü'],
  ]);
  expect(found.groups.slice(0, 2)).toEqual([
    [
      ['cats', 'd1', 1.5],
      ['cats', 'd2', Number.NaN],
    ],
    [['dogs', '', Math.fround(-1e-7)]],
  ]);
  expect(found.groups[2].length).toBe(5000);
  expect(found.groups[2][4999]).toEqual(['query 1', 'd4999', Math.fround(4999 / 3)]);
});

const DAMAGED = 'ImportError: s.parquet is not a Parquet file, or is cut off or damaged: ';
const AGAIN = '. Save or copy it again, or choose another file.';

describe('a file is refused', async () => {
  const whole = Buffer.from(FROM_PYARROW.snappy, 'base64');
  const columns = { query: ['a'], doc_id: ['d'], score: [1.5] };
  test.each<[name: string, bytes: Uint8Array, message: string]>([
    ['that is empty', new Uint8Array(0), `${DAMAGED}it does not begin like one${AGAIN}`],
    ['of something else', new Uint8Array(5000), `${DAMAGED}it does not begin like one${AGAIN}`],
    ['that is cut off', whole.subarray(0, 400), `${DAMAGED}it does not end like one${AGAIN}`],
    [
      'without ids',
      table({ query: ['a'], score: [1.5] }),
      "ImportError: s.parquet has no column 'doc_id', only query, score. Expected query (the query's text), doc_id and score; rename its columns.",
    ],
    [
      'with numbers as ids',
      table({ ...columns, doc_id: [1] }),
      "ImportError: The column 'doc_id' of s.parquet is of the type INT32; expected strings. Convert it and save the file again.",
    ],
    [
      'with texts as scores',
      table({ ...columns, score: ['high'] }),
      "ImportError: The column 'score' of s.parquet is of the type BYTE_ARRAY; expected float32 or float64. Convert it and save the file again.",
    ],
    [
      'packed by zstd',
      Buffer.from(FROM_PYARROW.zstd, 'base64'),
      "ImportError: s.parquet is packed by ZSTD; expected SNAPPY, GZIP or none. Save it with compression='snappy'.",
    ],
    [
      'with an empty score',
      table({ query: ['a', 'b', 'c'], doc_id: ['d', 'd', 'd'], score: [1.5, 2.5, undefined] }),
      "ImportError: s.parquet, row 3: the column 'score' is empty there. Expected a value in every row; leave out pairs without a score.",
    ],
    [
      'with an empty query',
      table({ query: ['a', null], doc_id: ['d', 'd'], score: [1.5, 2.5] }),
      "ImportError: s.parquet, row 2: the column 'query' is empty there. Expected a value in every row; leave out pairs without a score.",
    ],
    [
      'with too many rows in a group',
      await withGroupRows(16_777_217n),
      'ImportError: A row group of s.parquet has 16,777,217 rows; at most 16,777,216 were expected. Save it with row_group_size=1000000.',
    ],
    [
      'with fewer rows than a group is said to have',
      await withGroupRows(16_777_216n),
      `${DAMAGED}a row group has 1 entries in the column 'query' and should have 16,777,216${AGAIN}`,
    ],
  ])('%s', async (_, bytes, message) => {
    expect(await errorOf(rowsOf(bytes))).toBe(message);
  });

  it('that is longer than is read', async () => {
    const file = { ...sourceFile('s.parquet', whole), size: 2 ** 31 };
    expect(await errorOf(openScoreParquet(file))).toBe(
      'ImportError: s.parquet has 2,147,483,648 bytes; at most 1,073,741,824 were expected. Split it and import the parts one after the other.',
    );
  });
});

it('a changed byte gives an ImportError, or a text and a number in every row', async () => {
  const whole = Buffer.from(FROM_PYARROW.snappy, 'base64');
  for (let at = 0; at < whole.length; at += 2) {
    const bytes = Uint8Array.from(whole);
    bytes[at] ^= 0x55;
    const outcome = await rowsOf(bytes).catch((error: Error) => error);
    if (outcome instanceof Error) expect(outcome.name).toBe('ImportError');
    else {
      const types = outcome.groups.flat().map((row) => row.map((value) => typeof value).join());
      expect(new Set(types)).toEqual(new Set(['string,string,number']));
    }
  }
});
