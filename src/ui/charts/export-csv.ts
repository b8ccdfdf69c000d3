import Papa from 'papaparse';
import { SPREADSHEET_FORMULA } from '../../core/spreadsheet-formula.ts';
import type { ChartTable } from '../../report/chart.ts';

/** CSV with a header line. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function toCsv({ fields, rows }: ChartTable): string {
  return Papa.unparse(
    { fields: [...fields], data: rows.map((row) => [...row]) },
    { escapeFormulae: SPREADSHEET_FORMULA },
  );
}
