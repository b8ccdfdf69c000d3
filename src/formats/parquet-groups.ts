import {
  type ColumnChunk,
  type ColumnMetaData,
  type DecodedArray,
  parquetScan,
  type RowGroup,
  type SchemaElement,
} from 'hyparquet';
import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import type { Progress } from './entries.ts';
import { MAX_GROUP_ROWS, MAX_TEXT_GROUP_BYTES } from './limits.ts';
import { CODECS, compressors } from './parquet-codecs.ts';
import { notParquet, orDamaged } from './parquet-damage.ts';
import type { ParquetFile } from './parquet-file.ts';
import { checkPages } from './parquet-pages.ts';

/** Rows of one row group, aligned by index. */
export interface ParquetRows {
  /** Of the first of them in the file, counted from 0. */
  readonly rowStart: number;
  readonly rowCount: number;
  /** By the names that were asked for. */
  readonly columns: ReadonlyMap<string, DecodedArray>;
}

/** A column in one row group. */
interface Chunk {
  readonly meta: ColumnMetaData;
  readonly element: SchemaElement;
  /** Where it lies in the file. */
  readonly start: number;
  readonly byteLength: number;
}

/** Stands before the columns: an offset of 0 means none. */
const PADDING_BYTES = 4;

/**
 * The rows of a Parquet file in order, a row group at a time: the columns with these names, which are not nested. The packed
 * columns of one group are held, and what they unpack to.
 *
 * @param rowLimit no more rows of a group than this are decoded
 * @throws ImportError when a group is too large, packed in an unknown way, damaged, or stands before the one that comes before
 * it; whatever `cancel` throws.
 */
export async function* readParquetRows(
  file: ParquetFile,
  names: readonly string[],
  {
    progress,
    cancel,
    rowLimit = Infinity,
  }: { progress: Progress; cancel?: Cancel | undefined; rowLimit?: number },
): AsyncGenerator<ParquetRows> {
  const { path } = file.entry;
  const groups = file.metadata.row_groups.filter(({ num_rows }) => num_rows > 0n);
  const take = createTaker(file, progress, cancel);
  let rowStart = 0;
  try {
    for (const group of groups) {
      const rowCount = Number(group.num_rows);
      const chunks = findChunks(file, group, names);
      checkGroup(path, rowCount, chunks);
      // In the order in which they lie in the file.
      const inOrder = [...chunks].sort((a, b) => a.start - b.start);
      const packed: Uint8Array[] = [];
      for (const { start, byteLength } of inOrder) packed.push(await take(start, byteLength));
      const columns = await orDamaged(path, () =>
        decode(file, inOrder, packed, rowCount, Math.min(rowCount, rowLimit)),
      );
      yield { rowStart, rowCount: Math.min(rowCount, rowLimit), columns };
      rowStart += rowCount;
    }
    await take(file.byteLength, 0);
  } finally {
    await take.release();
  }
}

function findChunks(file: ParquetFile, group: RowGroup, names: readonly string[]): Chunk[] {
  return names.map((name) => {
    const element = file.columns.find((column) => column.element.name === name)?.element;
    const metas = group.columns.flatMap(({ meta_data }) =>
      meta_data?.path_in_schema[0] === name ? [meta_data] : [],
    );
    if (!element || metas.length !== 1) {
      throw notParquet(file.entry.path, `a row group has the column '${name}' ${metas.length} times`);
    }
    const [meta] = metas;
    const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
    return { meta, element, start, byteLength: Number(meta.total_compressed_size) };
  });
}

function checkGroup(path: string, rowCount: number, chunks: readonly Chunk[]): void {
  if (rowCount > MAX_GROUP_ROWS) {
    throw new XennError(
      'ImportError',
      `A row group of ${path} has ${shown(rowCount)} rows; at most ${shown(MAX_GROUP_ROWS)} were expected. Save it with row_group_size=1000000.`,
    );
  }
  const unknown = chunks.find(({ meta }) => !CODECS.includes(meta.codec));
  if (unknown) {
    throw new XennError(
      'ImportError',
      `${path} is packed by ${unknown.meta.codec}; expected SNAPPY, GZIP or none. Save it with compression='snappy'.`,
    );
  }
  const unpackedBytes = chunks.reduce((sum, { meta }) => sum + Number(meta.total_uncompressed_size), 0);
  if (!(unpackedBytes <= MAX_TEXT_GROUP_BYTES)) {
    throw new XennError(
      'ImportError',
      `A row group of ${path} would unpack to ${shown(unpackedBytes)} bytes; at most ${shown(MAX_TEXT_GROUP_BYTES)} were expected. Save it with row_group_size=100000.`,
    );
  }
}

/** Decodes the columns of one group as those of a file that has nothing else. */
async function decode(
  { metadata }: ParquetFile,
  chunks: readonly Chunk[],
  packed: readonly Uint8Array[],
  rowCount: number,
  rowEnd: number,
): Promise<Map<string, DecodedArray>> {
  const bytes = new Uint8Array(packed.reduce((sum, { length }) => sum + length, PADDING_BYTES));
  let offset = PADDING_BYTES;
  const columns = chunks.map(({ meta, start }, index): ColumnChunk & { meta_data: ColumnMetaData } => {
    bytes.set(packed[index], offset);
    const moved = BigInt(offset - start);
    offset += packed[index].length;
    const { dictionary_page_offset, index_page_offset, bloom_filter_offset, bloom_filter_length, ...rest } =
      meta;
    return {
      file_offset: 0n,
      meta_data: {
        ...rest,
        data_page_offset: meta.data_page_offset + moved,
        ...(dictionary_page_offset && { dictionary_page_offset: dictionary_page_offset + moved }),
      },
    };
  });
  const file = bytes.buffer;
  const scan = await parquetScan({
    file,
    metadata: {
      ...metadata,
      num_rows: BigInt(rowCount),
      row_groups: [{ columns, num_rows: BigInt(rowCount), total_byte_size: BigInt(file.byteLength) }],
    },
    columns: chunks.map(({ element }) => element.name),
    compressors,
    useOffsetIndex: false,
    parsers: { stringFromBytes },
  });
  const decoded = new Map<string, DecodedArray>();
  for (const [index, { element }] of chunks.entries()) {
    checkPages(file, columns[index].meta_data, { rowCount, element, compressors });
    const values = await scan.readColumn({ column: element.name, rowStart: 0, rowEnd });
    if (values.length !== rowEnd) {
      throw new Error(
        `a row group has ${shown(values.length)} entries in the column '${element.name}' and should have ${shown(rowEnd)}`,
      );
    }
    decoded.set(element.name, values);
  }
  return decoded;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A text, if it is one. */
function stringFromBytes(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && utf8.decode(bytes);
  } catch {
    throw new Error('a text in it is not UTF-8');
  }
}

interface Taker {
  /** `byteLength` bytes from `start` on, which does not lie before the end of those taken last. */
  (start: number, byteLength: number): Promise<Uint8Array>;
  release(): Promise<void>;
}

/** Takes parts of the file on one way through it. */
function createTaker(
  { entry, byteLength: fileBytes }: ParquetFile,
  progress: Progress,
  cancel?: Cancel,
): Taker {
  const chunks = entry.open(progress, cancel);
  let chunk: Uint8Array = new Uint8Array(0);
  /** Of `chunk` in the file. */
  let position = 0;

  const next = async () => {
    const { done, value } = await chunks.next();
    if (done) throw notParquet(entry.path, 'it is shorter than it was');
    chunk = value;
  };
  const drop = (count: number) => {
    position += count;
    chunk = chunk.subarray(count);
  };
  const take = async (start: number, byteLength: number) => {
    if (!(start >= position && byteLength >= 0 && start + byteLength <= fileBytes)) {
      throw notParquet(entry.path, 'its columns lie outside of it, or not in the order of its row groups');
    }
    while (position < start) {
      if (chunk.length === 0) await next();
      drop(Math.min(chunk.length, start - position));
    }
    const taken = new Uint8Array(byteLength);
    for (let filled = 0; filled < byteLength; ) {
      if (chunk.length === 0) await next();
      const piece = chunk.subarray(0, byteLength - filled);
      taken.set(piece, filled);
      filled += piece.length;
      drop(piece.length);
    }
    return taken;
  };
  return Object.assign(take, { release: async () => void (await chunks.return(undefined)) });
}

function shown(count: number): string {
  return count.toLocaleString('en-US');
}
