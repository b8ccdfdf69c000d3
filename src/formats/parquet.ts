import type { DecodedArray, SchemaElement } from 'hyparquet';
import { XennError } from '../core/errors.ts';
import { checkColumnCount, suggestMapping } from './columns.ts';
import { toDocument } from './document.ts';
import type { Entry } from './entries.ts';
import type { Format, Sample } from './format.ts';
import { HARMLESS_UNPACKED_BYTES, MAX_UNPACKED_BYTES, MAX_UNPACKED_RATIO, SAMPLE_ROWS } from './limits.ts';
import { openParquet, type ParquetFile } from './parquet-file.ts';
import { type ParquetRows, readParquetRows } from './parquet-groups.ts';
import type { Parsed } from './parsed.ts';
import type { ColumnMapping } from './records.ts';
import { requireMapping, selectSingle } from './single.ts';

const EXTENSIONS = ['.parquet'];

/** A Parquet file: a document a row, whose number takes the place of a line's. */
export const parquet: Format = {
  extensions: EXTENSIONS,
  select: (entries) => selectSingle(entries, EXTENSIONS),
  sample: ([entry]) => sampleRows(entry),
  reader: (_, mapping) =>
    async function* (entry, progress, cancel) {
      const chosen = requireMapping(entry, mapping);
      const file = await openParquet(entry, cancel);
      const names = [...new Set([chosen.id, chosen.title, chosen.text])].filter((name) => name !== undefined);
      checkNames(file, names);
      const checkSize = createSizeCheck(file);
      for await (const rows of readParquetRows(file, names, { progress, cancel })) {
        yield documentsOf(rows, chosen, checkSize);
      }
    },
};

/** The first rows of the columns that can be mapped: texts, and whole numbers, which can be ids. */
async function sampleRows(entry: Entry): Promise<Sample> {
  const file = await openParquet(entry);
  checkColumnCount(entry.path, file.columns.length);
  const columns = usableColumns(file);
  const texts = new Set(
    file.columns.filter(({ element }) => isText(element)).map(({ element }) => element.name),
  );
  const textColumns = columns.filter((name) => texts.has(name));
  if (textColumns.length === 0) {
    const found = file.columns
      .slice(0, 8)
      .map(({ element }) => `${element.name} (${element.type ?? 'a group'})`);
    throw new XennError(
      'ImportError',
      `${entry.path} has no column of texts; its columns are ${found.join(', ')}. Expected one that holds the text of a document a row.`,
    );
  }
  const groups = readParquetRows(file, columns, { progress: { bytesRead: 0 }, rowLimit: SAMPLE_ROWS });
  const first = await groups.next();
  await groups.return(undefined);
  const rowCount = first.done ? 0 : first.value.rowCount;
  if (rowCount === 0) {
    throw new XennError('ImportError', `${entry.path} has no rows. Choose a file that holds documents.`);
  }
  const cell = (name: string, row: number) => first.value?.columns.get(name)?.[row] ?? '';
  const mapping = suggestMapping(textColumns, columns);
  return {
    columns,
    sampleRows: Array.from({ length: rowCount }, (_, row) => columns.map((name) => String(cell(name, row)))),
    ...(mapping ? { mapping } : {}),
  };
}

function usableColumns(file: ParquetFile): string[] {
  return file.columns
    .filter(({ element, isNested }) => !isNested && (isText(element) || isWholeNumber(element)))
    .map(({ element }) => element.name);
}

function isText({ type, repetition_type, converted_type, logical_type }: SchemaElement): boolean {
  return (
    type === 'BYTE_ARRAY' &&
    repetition_type !== 'REPEATED' &&
    [undefined, 'UTF8', 'ENUM'].includes(converted_type) &&
    [undefined, 'STRING', 'ENUM'].includes(logical_type?.type)
  );
}

function isWholeNumber({ type, repetition_type, converted_type, logical_type }: SchemaElement): boolean {
  return (
    (type === 'INT32' || type === 'INT64') &&
    repetition_type !== 'REPEATED' &&
    (converted_type === undefined || /^U?INT_/.test(converted_type)) &&
    (logical_type === undefined || logical_type.type === 'INTEGER')
  );
}

function checkNames(file: ParquetFile, names: readonly string[]): void {
  const columns = usableColumns(file);
  const missing = names.find((name) => !columns.includes(name));
  if (missing === undefined) return;
  throw new XennError(
    'ImportError',
    `${file.entry.path} has no column "${missing}" of texts or whole numbers; those that are: ` +
      `${columns.map((column) => `"${column}"`).join(', ')}. Choose one of these.`,
  );
}

function* documentsOf(
  { rowStart, rowCount, columns }: ParquetRows,
  mapping: ColumnMapping,
  checkSize: (characters: number) => void,
): Generator<Parsed> {
  const columnOf = (name: string | undefined) => (name === undefined ? undefined : columns.get(name));
  const [ids, titles, texts] = [mapping.id, mapping.title, mapping.text].map(columnOf);
  for (let row = 0; row < rowCount; row++) {
    const values = { id: exact(ids?.[row]), title: titles?.[row], text: texts?.[row] };
    const parsed = toDocument(values, mapping, rowStart + row + 1);
    if (parsed.kind === 'document') checkSize(parsed.value.title.length + parsed.value.text.length);
    yield parsed;
  }
}

/** Whole numbers of 64 bits are ids with all their digits. */
function exact(value: DecodedArray[number] | undefined): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** Counts the characters of a file: a dictionary gives a long text in every row for a few bytes in all. */
function createSizeCheck({ entry }: ParquetFile): (characters: number) => void {
  const bound = Math.min(
    MAX_UNPACKED_BYTES,
    Math.max(HARMLESS_UNPACKED_BYTES, MAX_UNPACKED_RATIO * entry.inputBytes),
  );
  let total = 0;
  return (characters) => {
    total += characters;
    if (total <= bound) return;
    throw new XennError(
      'ImportError',
      `${entry.path} holds more than ${bound.toLocaleString('en-US')} characters, far more than its ${entry.inputBytes.toLocaleString('en-US')} bytes make ` +
        'likely. If that is right, save it as JSON Lines and choose that file.',
    );
  };
}
