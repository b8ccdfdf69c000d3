import { type CsvCell, writeCsv } from '../formats/write-csv.ts';
import type { Comparison, ExperimentReport, MeasureEstimate } from './experiment-records.ts';

/** Of the cells, then of a measure, then of a cell against the first method's. */
const CELL_FIELDS = ['method', 'budget', 'calls', 'search_ms', 'model_ms'];
const MEASURE_FIELDS = ['measure', 'mean', 'low', 'high', 'queries'];
const COMPARISON_FIELDS = ['difference', 'difference_low', 'difference_high', 'p', 'adjusted_p'];

/**
 * The table of an experiment, a line a measure of a cell or of a reference, for a spreadsheet or a data frame; times in
 * milliseconds, differences to the first method at the same budget.
 */
export function experimentCsv({ request, statistics }: ExperimentReport): string {
  const { cells, references, comparisons } = statistics;
  const rows: CsvCell[][] = [];
  for (const { methodIndex, budget, calls, searchMs, modelMs, measures } of cells) {
    const cell = [request.methods[methodIndex].label, budget, calls, searchMs, modelMs];
    for (const estimate of measures) {
      const comparison = comparisons.find(
        (each) =>
          each.methodIndex === methodIndex && each.budget === budget && each.measure === estimate.measure,
      );
      rows.push([...cell, ...estimateCells(estimate), ...comparisonCells(comparison)]);
    }
  }
  for (const { name, measures } of references) {
    const reference = [name, ...CELL_FIELDS.slice(1).map(() => undefined)];
    for (const estimate of measures) {
      rows.push([...reference, ...estimateCells(estimate), ...comparisonCells(undefined)]);
    }
  }
  return writeCsv([...CELL_FIELDS, ...MEASURE_FIELDS, ...COMPARISON_FIELDS], rows);
}

function estimateCells({ measure, mean, low, high, queryCount }: MeasureEstimate): CsvCell[] {
  return [measure, mean, low, high, queryCount];
}

function comparisonCells(comparison: Comparison | undefined): CsvCell[] {
  return [comparison?.difference, comparison?.low, comparison?.high, comparison?.p, comparison?.adjustedP];
}
