import type { ExperimentReport, MeasureEstimate, MeasureName } from '../engine/experiment-records.ts';
import { estimateOf, headlineK, measureLabel } from '../report/measures.ts';

/**
 * The main numbers in columns, for a terminal: a row a method and budget, then what they are compared with. Intervals and
 * the other measures are in the files.
 */
export function resultsTable({ request, statistics }: ExperimentReport): string {
  const { methods, ks } = request;
  const { cells, references } = statistics;
  const wanted: MeasureName[] = [
    ...ks.map((k): MeasureName => `top-recall@${k}`),
    `ndcg@${headlineK(ks)}`,
    'map',
  ];
  const isMeasured = (measure: MeasureName) => cells.some((cell) => estimateOf(cell, measure));
  const measures = wanted.filter(isMeasured);
  const valuesOf = (of: { readonly measures: readonly MeasureEstimate[] }) =>
    measures.map((measure) => estimateOf(of, measure)?.mean.toFixed(3) ?? '');
  return inColumns([
    ['method', 'budget', ...measures.map(measureLabel)],
    ...cells.map((cell) => [methods[cell.methodIndex].label, String(cell.budget), ...valuesOf(cell)]),
    ...references.map((reference) => [reference.name, '', ...valuesOf(reference)]),
  ]);
}

/** The first column to the left, the others to the right. */
function inColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((text, column) => (column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
