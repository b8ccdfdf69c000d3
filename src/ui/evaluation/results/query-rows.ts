/** Query by query, one cell of the grid against another. */

import type { ChartTable } from '../../../report/chart.ts';
import type { QueryMeasures } from '../../../workers/client.ts';

export interface QueryRow {
  readonly queryId: string;
  readonly text: string;
  readonly a: number;
  readonly b: number;
  /** a − b */
  readonly difference: number;
}

/** Where A loses most to B first; equal differences in the order of the queries. Queries that nobody judged are left out. */
export function queryRows(queries: readonly QueryMeasures[], a: number, b: number): QueryRow[] {
  return queries
    .map(({ queryId, text, values }) => ({
      queryId,
      text,
      a: values[a],
      b: values[b],
      difference: values[a] - values[b],
    }))
    .filter(({ difference }) => !Number.isNaN(difference))
    .sort((one, other) => one.difference - other.difference);
}

export interface Tally {
  readonly losses: number;
  readonly ties: number;
  readonly wins: number;
}

/** On how many queries A is below B, the same, above. */
export function tallyOf(rows: readonly QueryRow[]): Tally {
  const losses = rows.filter(({ difference }) => difference < 0).length;
  const wins = rows.filter(({ difference }) => difference > 0).length;
  return { losses, ties: rows.length - losses - wins, wins };
}

/** `labels`: of A and B. */
export function queryTable(
  rows: readonly QueryRow[],
  labels: { readonly a: string; readonly b: string },
): ChartTable {
  return {
    fields: ['query_id', 'query', `A: ${labels.a}`, `B: ${labels.b}`, 'A - B'],
    rows: rows.map(({ queryId, text, a, b, difference }) => [queryId, text, a, b, difference]),
  };
}
