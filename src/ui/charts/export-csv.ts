import Papa from 'papaparse';
import { markFormulas, needsQuotes } from '../../core/spreadsheet-formula.ts';
import type { ChartTable } from '../../report/chart.ts';

/** CSV with a header line. What a spreadsheet would take for a formula gets an apostrophe before it. */
export function toCsv({ fields, rows }: ChartTable): string {
  const data = rows.map((cells) =>
    cells.map((cell) => (typeof cell === 'string' ? markFormulas(cell) : cell)),
  );
  return Papa.unparse({ fields: fields.map(markFormulas), data }, { quotes: needsQuotes });
}
