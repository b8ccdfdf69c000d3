import { XennError } from '../core/errors.ts';
import { unmarkFormulas } from '../core/spreadsheet-formula.ts';
import { checkColumnCount, isHeader, nameColumns, suggestMapping } from './columns.ts';
import { PARENT_KEY, toDocument } from './document.ts';
import type { Entry } from './entries.ts';
import { byLines } from './entry-reader.ts';
import type { Format, Sample } from './format.ts';
import { readHead } from './head.ts';
import { SAMPLE_ROWS } from './limits.ts';
import type { LineReader, Parsed } from './parsed.ts';
import { refused } from './parsed.ts';
import type { ColumnMapping } from './records.ts';
import type { Dialect, Row } from './rows.ts';
import { createRowReader } from './rows.ts';
import { requireMapping, selectSingle } from './single.ts';
import { DOCUMENT_FIELDS } from './write-csv.ts';

export const CSV: Dialect = { strayQuotes: 'refused' };
export const TSV: Dialect = { delimiter: '\t', strayQuotes: 'literal' };

/** Comma-separated values, or semicolons, tabs, bars; with or without a header. */
export const csv: Format = delimited(['.csv'], CSV);

/** Tab-separated values, with or without a header. */
export const tsv: Format = delimited(['.tsv', '.tab'], TSV);

function delimited(extensions: readonly string[], dialect: Dialect): Format {
  return {
    extensions,
    select: (entries) => selectSingle(entries, extensions),
    sample: ([entry]) => sampleRows(entry, dialect),
    reader: (_, mapping) =>
      byLines((entry) => createTableReader(entry, requireMapping(entry, mapping), dialect)),
  };
}

async function sampleRows(entry: Entry, dialect: Dialect): Promise<Sample> {
  const lines = await readHead(entry);
  const rows = createRowReader(dialect)(lines, true).filter((row) => row.kind === 'row');
  if (rows.length === 0) {
    throw new XennError(
      'ImportError',
      `${entry.path}: expected a table, but the quotes of its first lines do not match. Write a quote inside a field as two.`,
    );
  }
  checkColumnCount(entry.path, rows[0].cells.length);
  const header = isHeader(rows[0].cells);
  const columns = nameColumns(rows[0].cells, header);
  const mapping = header ? suggestMapping(columns) : undefined;
  const textOf = cellTextOf(columns);
  return {
    columns,
    sampleRows: rows
      .slice(header ? 1 : 0)
      .filter(({ cells }) => cells.length === columns.length)
      .slice(0, SAMPLE_ROWS)
      .map(({ cells }) => cells.map(textOf)),
    ...(mapping ? { mapping } : {}),
  };
}

/** Where the mapped columns are; an index of -1 is a column that is not mapped. */
interface Layout {
  readonly columnCount: number;
  readonly id: number;
  readonly title: number;
  readonly text: number;
  /** -1 where there is no such column. */
  readonly parentId: number;
  readonly textOf: CellText;
}

type CellText = (cell: string) => string;

/** A table with the columns of our own export has its marks before formulas; any other is taken as it is. */
function cellTextOf(columns: readonly string[]): CellText {
  const isOurs =
    columns.length === DOCUMENT_FIELDS.length &&
    columns.every((column, index) => column === DOCUMENT_FIELDS[index]);
  return isOurs ? unmarkFormulas : (cell) => cell;
}

function createTableReader(entry: Entry, mapping: ColumnMapping, dialect: Dialect): LineReader {
  const readRows = createRowReader(dialect);
  let layout: Layout | undefined;
  return (lines, atEnd) => {
    const all: Parsed[] = [];
    for (const row of readRows(lines, atEnd)) {
      if (row.kind === 'refused') {
        all.push(row);
        continue;
      }
      if (!layout) {
        checkColumnCount(entry.path, row.cells.length);
        const header = isHeader(row.cells);
        layout = findColumns(entry, nameColumns(row.cells, header), mapping);
        if (header) continue;
      }
      all.push(parseRow(row, layout, mapping));
    }
    return all;
  };
}

function findColumns(entry: Entry, columns: readonly string[], mapping: ColumnMapping): Layout {
  const find = (name: string | undefined) => {
    if (name === undefined) return -1;
    const index = columns.indexOf(name);
    if (index >= 0) return index;
    throw new XennError(
      'ImportError',
      `${entry.path} has no column "${name}"; its columns are ${columns.map((column) => `"${column}"`).join(', ')}. Choose one of these.`,
    );
  };
  return {
    columnCount: columns.length,
    id: find(mapping.id),
    title: find(mapping.title),
    text: find(mapping.text),
    parentId: columns.indexOf(PARENT_KEY),
    textOf: cellTextOf(columns),
  };
}

function parseRow({ line, cells }: Row, layout: Layout, mapping: ColumnMapping): Parsed {
  if (cells.length !== layout.columnCount) {
    return refused(
      line,
      `${cells.length} ${cells.length === 1 ? 'column' : 'columns'}; expected ${layout.columnCount} as in the first row`,
    );
  }
  const texts = cells.map(layout.textOf);
  return toDocument(
    {
      id: texts[layout.id],
      title: texts[layout.title],
      text: texts[layout.text],
      parentId: texts[layout.parentId],
    },
    mapping,
    line,
  );
}
