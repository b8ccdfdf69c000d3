/** Scores as a Parquet file: a row a pair, with the columns query, doc_id and score. */
import {
  type DecodedArray,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  type RowGroup,
  type SchemaElement,
} from 'hyparquet';
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { withBytes } from './byte-reader.ts';
import { plainEntry } from './entries.ts';
import { MAX_GROUP_BYTES, MAX_GROUP_ROWS, MAX_PARQUET_BYTES } from './limits.ts';
import { CODECS, compressors } from './parquet-codecs.ts';
import { notParquet, orDamaged } from './parquet-damage.ts';
import { checkFooter } from './parquet-footer.ts';
import { checkPages } from './parquet-pages.ts';
import type { SourceFile } from './records.ts';

/** Rows of the table, aligned by index. */
export interface ScoreRows {
  readonly queries: readonly string[];
  readonly docIds: readonly string[];
  readonly scores: Float32Array;
}

export interface ScoreParquet {
  /** The file's key-value metadata. */
  readonly metadata: ReadonlyMap<string, string>;
  /** The rows in order, a row group at a time. */
  readonly groups: () => AsyncGenerator<ScoreRows>;
}

/** 'PAR1', little-endian: what such a file begins and ends with. */
const MAGIC = 0x31524150;

const COLUMNS = {
  query: { types: ['BYTE_ARRAY'], expected: 'strings' },
  doc_id: { types: ['BYTE_ARRAY'], expected: 'strings' },
  score: { types: ['FLOAT', 'DOUBLE'], expected: 'float32 or float64' },
} as const;

type ColumnName = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as ColumnName[];

/** Each item of `groups` becomes a row group; one with a hundred thousand rows or so is read fast. */
export async function writeScoreParquet(
  groups: AsyncIterable<ScoreRows>,
  metadata: Readonly<Record<string, string>>,
): Promise<Blob> {
  // As blobs, so that the browser may keep the pieces on the disk.
  const parts: Blob[] = [];
  const bytes = new ByteWriter();
  const takePart = () => {
    parts.push(new Blob([bytes.getBytes()]));
    bytes.index = 0;
  };
  // Called after each row group and at the end.
  const writer = Object.assign(bytes, { flush: takePart, finish: takePart });
  const columnData = ({ queries, docIds, scores }: ScoreRows) => [
    { name: 'query', data: [...queries], nullable: false },
    { name: 'doc_id', data: [...docIds], nullable: false },
    { name: 'score', data: scores, nullable: false },
  ];
  const typed = columnData({ queries: [], docIds: [], scores: new Float32Array(0) });
  const types = ['STRING', 'STRING', 'FLOAT'] as const;
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({
      columnData: typed.map((column, index) => ({ ...column, type: types[index] })),
    }),
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    createdBy: 'xenn',
  });
  for await (const group of groups) {
    await parquet.write({ columnData: columnData(group), rowGroupSize: group.scores.length });
  }
  await parquet.finish();
  return new Blob(parts, { type: 'application/vnd.apache.parquet' });
}

/**
 * Opens a Parquet file with scores; the order of its columns and others beside them do not matter.
 *
 * @throws ImportError when it is no Parquet file, too long, lacks a column or has it in another type, or is packed in
 * an unknown way; reading its groups throws one when they are damaged or an entry is missing.
 */
export async function openScoreParquet(file: SourceFile, cancel?: Cancel): Promise<ScoreParquet> {
  const { path } = file;
  const bytes = await readWhole(file, cancel);
  const metadata = await orDamaged(path, async () => checkFooter(await parquetMetadataAsync(bytes)));
  await checkColumns(metadata, path);
  const scan = await orDamaged(path, () =>
    parquetScan({ file: bytes, metadata, columns: NAMES, compressors }),
  );
  const rowCount = scan.ranges.reduce((sum, { rowStart, rowEnd }) => sum + rowEnd - rowStart, 0);
  if (rowCount !== Number(metadata.num_rows)) {
    throw notParquet(path, `it has ${rowCount} rows, and ${metadata.num_rows} were expected`);
  }
  // As the scan has them.
  const rowGroups = metadata.row_groups.filter(({ num_rows }) => num_rows > 0n);
  const checkPagesOf = (name: ColumnName, { columns, num_rows }: RowGroup) => {
    const element = elementsOf(metadata).find((element) => element.name === name);
    for (const { meta_data } of columns) {
      if (!element || meta_data?.path_in_schema[0] !== name) continue;
      checkPages(bytes, meta_data, { rowCount: Number(num_rows), element, compressors });
    }
  };
  return {
    metadata: new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value ?? ''])),
    async *groups() {
      for (const [group, { rowStart, rowEnd }] of scan.ranges.entries()) {
        cancel?.throwIfAborted();
        const read = async (column: ColumnName) => {
          const values = await orDamaged(path, () => {
            checkPagesOf(column, rowGroups[group]);
            return scan.readColumn({ column, rowStart, rowEnd });
          });
          checkValues(values, column, rowStart, rowEnd, path);
          return values;
        };
        yield {
          queries: (await read('query')) as string[],
          docIds: (await read('doc_id')) as string[],
          scores: Float32Array.from((await read('score')) as ArrayLike<number>),
        };
      }
    },
  };
}

/** The whole file, if it begins and ends like a Parquet file. */
function readWhole(file: SourceFile, cancel?: Cancel): Promise<ArrayBuffer> {
  const { path, size } = file;
  return withBytes(
    plainEntry(file),
    async (bytes) => {
      if (size > MAX_PARQUET_BYTES) {
        throw new XennError(
          'ImportError',
          `${path} has ${size.toLocaleString('en-US')} bytes; at most ${MAX_PARQUET_BYTES.toLocaleString('en-US')} were expected. Split it and import the parts one after the other.`,
        );
      }
      const magicOf = (four: Uint8Array) => new DataView(four.buffer, four.byteOffset).getUint32(0, true);
      const start = size < 12 ? undefined : await bytes.take(4);
      if (!start || magicOf(start) !== MAGIC) throw notParquet(path, 'it does not begin like one');
      const whole = new Uint8Array(size);
      whole.set(start);
      whole.set(await bytes.take(size - 4), 4);
      if (magicOf(whole.subarray(size - 4)) !== MAGIC) throw notParquet(path, 'it does not end like one');
      return whole.buffer;
    },
    cancel,
  );
}

function elementsOf(metadata: FileMetaData): SchemaElement[] {
  return parquetSchema(metadata).children.map(({ element }) => element);
}

async function checkColumns(metadata: FileMetaData, path: string): Promise<void> {
  const elements = elementsOf(metadata);
  for (const name of NAMES) {
    const element = elements.find((element) => element.name === name);
    const { types, expected } = COLUMNS[name];
    if (!element) {
      const found = elements.map((element) => element.name).join(', ');
      throw new XennError(
        'ImportError',
        `${path} has no column '${name}', only ${found}. Expected query (the query's text), doc_id and score; rename its columns.`,
      );
    }
    if (!(types as readonly unknown[]).includes(element.type) || element.repetition_type === 'REPEATED') {
      throw new XennError(
        'ImportError',
        `The column '${name}' of ${path} is of the type ${element.type ?? 'of a group'}; expected ${expected}. Convert it and save the file again.`,
      );
    }
  }
  for (const { columns, num_rows } of metadata.row_groups) {
    if (num_rows > MAX_GROUP_ROWS) {
      throw new XennError(
        'ImportError',
        `A row group of ${path} has ${num_rows.toLocaleString('en-US')} rows; at most ${MAX_GROUP_ROWS.toLocaleString('en-US')} were expected. Save it with row_group_size=1000000.`,
      );
    }
    const read = columns.flatMap(({ meta_data }) =>
      meta_data && NAMES.includes(meta_data.path_in_schema[0] as ColumnName) ? [meta_data] : [],
    );
    const unknown = read.find(({ codec }) => !CODECS.includes(codec));
    if (unknown) {
      throw new XennError(
        'ImportError',
        `${path} is packed by ${unknown.codec}; expected SNAPPY, GZIP or none. Save it with compression='snappy'.`,
      );
    }
    const unpackedBytes = read.reduce((sum, column) => sum + Number(column.total_uncompressed_size), 0);
    if (unpackedBytes > MAX_GROUP_BYTES) {
      throw new XennError(
        'ImportError',
        `A row group of ${path} would unpack to ${unpackedBytes.toLocaleString('en-US')} bytes; at most ${MAX_GROUP_BYTES.toLocaleString('en-US')} were expected. Save it with row_group_size=1000000.`,
      );
    }
  }
}

function checkValues(
  values: DecodedArray,
  column: ColumnName,
  rowStart: number,
  rowEnd: number,
  path: string,
): void {
  if (values.length !== rowEnd - rowStart) {
    throw notParquet(
      path,
      `a row group has ${values.length.toLocaleString('en-US')} entries in the column '${column}' and should have ${(rowEnd - rowStart).toLocaleString('en-US')}`,
    );
  }
  const type = column === 'score' ? 'number' : 'string';
  const missing = Array.isArray(values) ? values.findIndex((value) => typeof value !== type) : -1;
  if (missing !== -1) {
    throw new XennError(
      'ImportError',
      `${path}, row ${rowStart + missing + 1}: the column '${column}' is empty there. Expected a value in every row; leave out pairs without a score.`,
    );
  }
}
