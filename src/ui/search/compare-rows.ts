/** A comparison over test queries, as the rows of its table and the points of its chart. */
import type { CompareReport, RecallEstimate } from '../../workers/client.ts';

export interface CompareCell extends RecallEstimate {
  readonly k: number;
  /** To the first method, over the same queries; absent for the first. */
  readonly toFirst?: { readonly difference: number; readonly p: number };
}

export interface CompareRow {
  readonly label: string;
  /** Mean calls at the end; fewer than the budget where a stopping rule ended searches. */
  readonly calls: number;
  readonly cells: readonly CompareCell[];
}

/** One row a method, with its recall at the end. */
export function compareRows({ methods, differences }: CompareReport): CompareRow[] {
  return methods.map(({ label, points }) => {
    const last = points[points.length - 1];
    return {
      label,
      calls: last.calls,
      cells: last.recalls.map((recall) => {
        const toFirst = differences.find((each) => each.label === label && each.k === recall.k);
        return {
          ...recall,
          ...(toFirst && { toFirst: { difference: toFirst.difference, p: toFirst.p } }),
        };
      }),
    };
  });
}

export interface ComparePoint extends RecallEstimate {
  readonly label: string;
  readonly round: number;
  readonly calls: number;
}

/** Recall@k of every method after each of its rounds. */
export function comparePoints({ methods }: CompareReport, k: number): ComparePoint[] {
  return methods.flatMap(({ label, points }) =>
    points.flatMap(({ round, calls, recalls }) =>
      recalls.filter((recall) => recall.k === k).map((recall) => ({ ...recall, label, round, calls })),
    ),
  );
}

/** The k of a report, ascending. */
export function cutoffsOf({ methods }: CompareReport): number[] {
  return methods[0]?.perQuery.map(({ k }) => k) ?? [];
}
