import { XennError } from '../core/errors.ts';
import { normalize } from './columns.ts';
import { readId, readText } from './document.ts';
import { baseName, type Entry } from './entries.ts';
import { MAX_QUERY_CHARACTERS } from './limits.ts';
import { type LineReader, type Parsed, refused } from './parsed.ts';
import { createRowReader, type Dialect, type Row } from './rows.ts';

/** Names of columns, compared without case, spaces and punctuation. */
const COLUMN_NAMES = {
  text: ['text', 'query', 'querytext', 'question', 'title'],
  id: ['id', 'qid', 'queryid', 'topicid', 'topic', 'number'],
  split: ['split'],
} as const;

/** Indexes of the columns; -1 for one that is absent. */
interface Layout {
  readonly columnCount: number;
  readonly text: number;
  readonly id: number;
  readonly split: number;
}

/**
 * Reader of queries in a table. With a header, its names say which column is the text, the id and the split; without
 * one, a row is a text, or an id and a text. A query without an id gets its line's: 'topics-12' in topics.tsv.
 */
export function createQueryTableReader({ path }: Entry, dialect: Dialect): LineReader {
  const readRows = createRowReader(dialect);
  let layout: Layout | undefined;
  return (lines, atEnd) => {
    const all: Parsed[] = [];
    for (const row of readRows(lines, atEnd)) {
      if (row.kind === 'refused') {
        all.push(row);
        continue;
      }
      const header = layout === undefined ? headerOf(row.cells) : undefined;
      layout ??= header ?? layoutWithoutHeader(path, row.cells.length);
      if (!header) all.push(parseRow(row, layout, path));
    }
    return all;
  };
}

/** A query that is a line: its text alone. */
export function queryOfLine(path: string, line: string, lineNumber: number): Parsed {
  const text = readText(line, 'text', lineNumber, MAX_QUERY_CHARACTERS);
  if (typeof text !== 'string') return text;
  return { kind: 'query', line: lineNumber, value: { id: madeId(path, lineNumber), text, split: '' } };
}

function headerOf(cells: readonly string[]): Layout | undefined {
  const names = cells.map(normalize);
  const find = (column: keyof typeof COLUMN_NAMES) =>
    COLUMN_NAMES[column].map((name) => names.indexOf(name)).find((index) => index >= 0) ?? -1;
  const layout = { columnCount: cells.length, text: find('text'), id: find('id'), split: find('split') };
  return layout.text >= 0 ? layout : undefined;
}

function layoutWithoutHeader(path: string, columnCount: number): Layout {
  if (columnCount <= 2) return { columnCount, text: columnCount - 1, id: columnCount - 2, split: -1 };
  throw new XennError(
    'ImportError',
    `${path}: expected a query a row, as a text or as an id and a text, found ${columnCount} columns without names. Add a ` +
      'first row that names the columns id and text.',
  );
}

function parseRow({ line, cells }: Row, layout: Layout, path: string): Parsed {
  const { columnCount } = layout;
  if (cells.length !== columnCount) {
    return refused(
      line,
      `${cells.length} ${cells.length === 1 ? 'column' : 'columns'}; expected ${columnCount} as in the first row`,
    );
  }
  const id = layout.id < 0 ? madeId(path, line) : readId(cells[layout.id], 'id', line);
  if (typeof id !== 'string') return id;
  const text = readText(cells[layout.text], 'text', line, MAX_QUERY_CHARACTERS);
  if (typeof text !== 'string') return text;
  if (text.trim() === '') return refused(line, 'the text is empty');
  const split = readText(cells[layout.split]?.trim(), 'split', line);
  if (typeof split !== 'string') return split;
  return { kind: 'query', line, value: { id, text, split } };
}

function madeId(path: string, line: number): string {
  return `${baseName(path)}-${line}`;
}
