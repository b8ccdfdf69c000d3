import { type FileMetaData, parquetMetadata, parquetSchema, type SchemaElement } from 'hyparquet';
import { XennError } from '../core/errors.ts';
import type { Cancel } from '../core/types.ts';
import { concat } from './decode.ts';
import type { Entry } from './entries.ts';
import { MAX_PARQUET_FOOTER_BYTES } from './limits.ts';
import { notParquet, orDamaged } from './parquet-damage.ts';
import { checkFooter } from './parquet-footer.ts';
import { createTail } from './tail.ts';

/** What the directory at the end of a Parquet file says. */
export interface ParquetFile {
  readonly entry: Entry;
  readonly byteLength: number;
  readonly metadata: FileMetaData;
  /** Columns at the top, in order, groups of columns among them. */
  readonly columns: readonly { readonly element: SchemaElement; readonly isNested: boolean }[];
}

/** 'PAR1', little-endian: what such a file begins and ends with. */
const MAGIC = 0x31524150;

/** The length of the directory, and MAGIC once more. */
const END_BYTES = 8;

/**
 * Reads the directory of a Parquet file: one pass over it that keeps its end only.
 *
 * @throws ImportError when it is no Parquet file, damaged, or its directory is too long; whatever `cancel` throws.
 */
export async function openParquet(entry: Entry, cancel?: Cancel): Promise<ParquetFile> {
  const { path } = entry;
  let head: Uint8Array = new Uint8Array(0);
  const tail = createTail(MAX_PARQUET_FOOTER_BYTES + END_BYTES);
  for await (const chunk of entry.open({ bytesRead: 0 }, cancel)) {
    tail.push(chunk);
    if (head.length >= 4) continue;
    head = concat([head, chunk]);
    if (head.length >= 4 && uint32(head, 0) !== MAGIC) break;
  }
  if (head.length < 4 || uint32(head, 0) !== MAGIC) throw notParquet(path, 'it does not begin like one');
  const end = tail.bytes();
  if (end.length < END_BYTES || uint32(end, end.length - 4) !== MAGIC) {
    throw notParquet(path, 'it does not end like one');
  }
  const footerBytes = uint32(end, end.length - END_BYTES);
  if (footerBytes > MAX_PARQUET_FOOTER_BYTES) {
    throw new XennError(
      'ImportError',
      `The directory of ${path} has ${shown(footerBytes)} bytes; at most ${shown(MAX_PARQUET_FOOTER_BYTES)} were expected. ` +
        'Save it with fewer columns, or with more rows in a row group.',
    );
  }
  return orDamaged(path, () => {
    const metadata = checkFooter(parquetMetadata(end));
    const columns = parquetSchema(metadata).children.map(({ element, children }) => ({
      element,
      isNested: children.length > 0,
    }));
    return { entry, byteLength: tail.byteLength(), metadata, columns };
  });
}

function uint32(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset, true);
}

function shown(count: number): string {
  return count.toLocaleString('en-US');
}
