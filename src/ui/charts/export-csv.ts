import Papa from 'papaparse';
import type { ChartTable } from '../../report/chart.ts';

/** What a spreadsheet would take for a formula; not a number with a sign, which is none. */
const FORMULA = /^(?![+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$)[=+\-@\t\r\n]/i;

/** CSV with a header line. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function toCsv({ fields, rows }: ChartTable): string {
  return Papa.unparse(
    { fields: [...fields], data: rows.map((row) => [...row]) },
    { escapeFormulae: FORMULA },
  );
}
