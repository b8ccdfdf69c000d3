import Papa from 'papaparse';
import { SPREADSHEET_FORMULA } from '../core/spreadsheet-formula.ts';

/** An absent cell is empty. */
export type CsvCell = string | number | undefined;

/** CSV with a header line. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function writeCsv(fields: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const data = rows.map((row) => [...row]);
  return Papa.unparse({ fields: [...fields], data }, { escapeFormulae: SPREADSHEET_FORMULA });
}

/** Rows alone, for what is written piece by piece: a line break parts them, and none follows the last. */
export function writeCsvRows(rows: readonly (readonly CsvCell[])[]): string {
  const data = rows.map((row) => [...row]);
  return Papa.unparse(data, { escapeFormulae: SPREADSHEET_FORMULA });
}
