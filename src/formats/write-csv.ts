import Papa from 'papaparse';
import { markFormulas, needsQuotes } from '../core/spreadsheet-formula.ts';

/** An absent cell is empty. */
export type CsvCell = string | number | undefined;

/** The columns of exported documents: with exactly these, `unmarkFormulas` gives the texts back. */
export const DOCUMENT_FIELDS: readonly string[] = ['_id', 'title', 'text', 'parent_id'];

/** CSV with a header line. What a spreadsheet would take for a formula gets an apostrophe before it. */
export function writeCsv(fields: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return Papa.unparse(
    { fields: fields.map(markFormulas), data: rows.map(markCells) },
    { quotes: needsQuotes },
  );
}

/** Rows alone, for what is written piece by piece: a line break parts them, and none follows the last. */
export function writeCsvRows(rows: readonly (readonly CsvCell[])[]): string {
  return Papa.unparse(rows.map(markCells), { quotes: needsQuotes });
}

function markCells(cells: readonly CsvCell[]): CsvCell[] {
  return cells.map((cell) => (typeof cell === 'string' ? markFormulas(cell) : cell));
}
