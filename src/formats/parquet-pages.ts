/**
 * What the pages of a Parquet column say of themselves, checked before they are decoded: the reader believes every
 * count, so that a small crafted file could make it allocate any amount of memory, or never end.
 */
import type { ColumnMetaData, Compressors, Encoding, PageHeader, SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { runsFit } from './parquet-runs.ts';

export interface PageLimits {
  /** Of the row group. */
  readonly rowCount: number;
  /** The column as the file's schema has it; not nested. */
  readonly element: SchemaElement;
  readonly compressors: Compressors;
}

const DICTIONARY: readonly Encoding[] = ['PLAIN_DICTIONARY', 'RLE_DICTIONARY'];

/**
 * Those whose values take no more memory or time than their count and their bytes say. The DELTA encodings are none: they
 * have counts of their own, which the reader believes.
 */
const ENCODINGS: readonly Encoding[] = [...DICTIONARY, 'PLAIN', 'BYTE_STREAM_SPLIT'];

/**
 * Throws an Error that says what is wrong with a column's pages in one row group: they lie outside of the column or the
 * file, unpack to more bytes than the file's directory says, are encoded in an unknown way, or have more entries than
 * the group has rows.
 */
export function checkPages(file: ArrayBuffer, column: ColumnMetaData, limits: PageLimits): void {
  const refuse: (found: string) => never = (found) => {
    throw new Error(`the column '${column.path_in_schema.join('.')}' ${found}`);
  };
  if (column.type !== limits.element.type) refuse(`has pages of the type ${column.type}`);
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  const size = Number(column.total_compressed_size);
  const announcedBytes = Number(column.total_uncompressed_size);
  if (!(start >= 0 && size >= 0 && start + size <= file.byteLength)) refuse('lies outside of the file');

  const reader = { view: new DataView(file, start, size), offset: 0 };
  let unpackedBytes = 0;
  let entries = 0;
  while (reader.offset < size - 1) {
    const header = parquetHeader(reader);
    const { compressed_page_size: bytes, uncompressed_page_size: pageBytes } = header;
    if (!isCount(bytes) || reader.offset + bytes > size) refuse('has a page that goes beyond its end');
    unpackedBytes += isCount(pageBytes) ? pageBytes : Infinity;
    if (!(unpackedBytes <= announcedBytes)) {
      refuse(`unpacks to more bytes than the ${announcedBytes.toLocaleString('en-US')} that were announced`);
    }
    const pageEntries = entriesOf(header);
    if (!isCount(pageEntries)) refuse('has a page that does not say how many entries it has');
    const isDictionary = header.type === 'DICTIONARY_PAGE';
    if (!isDictionary) entries += pageEntries;
    const most = Math.max(entries, pageEntries);
    if (most > limits.rowCount) {
      refuse(
        `has pages of ${most.toLocaleString('en-US')} entries, and its row group ${limits.rowCount.toLocaleString('en-US')} rows`,
      );
    }
    const page = new Uint8Array(file, start + reader.offset, bytes);
    const found = isDictionary ? undefined : wrongInPage(page, header, column, limits);
    if (found) refuse(found);
    reader.offset += bytes;
  }
}

/** By the header that the reader goes by; undefined for a page of an unknown type or without that header. */
function entriesOf(header: PageHeader): number | undefined {
  if (header.type === 'DICTIONARY_PAGE') return header.dictionary_page_header?.num_values;
  return dataHeaderOf(header)?.num_values;
}

function dataHeaderOf({ type, data_page_header, data_page_header_v2 }: PageHeader) {
  if (type === 'DATA_PAGE') return data_page_header;
  return type === 'DATA_PAGE_V2' ? data_page_header_v2 : undefined;
}

/** What is wrong inside a page of values, if anything is. */
function wrongInPage(
  packed: Uint8Array,
  header: PageHeader,
  { codec }: ColumnMetaData,
  { element, compressors }: PageLimits,
): string | undefined {
  const { num_values: entries, encoding } = dataHeaderOf(header) ?? {};
  if (entries === undefined || encoding === undefined || !ENCODINGS.includes(encoding)) {
    return `is encoded as ${encoding}; expected ${ENCODINGS.join(', ')}`;
  }
  const unpack = (bytes: Uint8Array, unpackedBytes: number) =>
    decompressPage(bytes, unpackedBytes, codec, compressors);
  const isOptional = element.repetition_type !== 'REQUIRED';
  const second = header.type === 'DATA_PAGE_V2' ? header.data_page_header_v2 : undefined;
  /** Which entries are empty: runs of one bit each. */
  let levels: Uint8Array;
  let values: Uint8Array;
  if (second) {
    // Levels are not packed.
    const { num_nulls, repetition_levels_byte_length, definition_levels_byte_length } = second;
    const levelBytes = repetition_levels_byte_length + definition_levels_byte_length;
    const counts = [num_nulls, repetition_levels_byte_length, definition_levels_byte_length];
    if (!counts.every(isCount) || num_nulls > entries || levelBytes > packed.length) {
      return 'has a page whose parts do not fit into it';
    }
    levels = packed.subarray(repetition_levels_byte_length);
    values = packed.subarray(levelBytes);
    if (second.is_compressed !== false) values = unpack(values, header.uncompressed_page_size - levelBytes);
  } else {
    const page = unpack(packed, header.uncompressed_page_size);
    levels = page.subarray(4);
    values = isOptional ? levels.subarray(readUint32(page)) : page;
  }
  const areLevelsFit = !isOptional || runsFit(levels, 1, entries);
  const areValuesFit = !DICTIONARY.includes(encoding) || runsFit(values.subarray(1), values[0], entries);
  return areLevelsFit && areValuesFit
    ? undefined
    : `has runs of more than the ${entries} entries of their page`;
}

function readUint32(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
