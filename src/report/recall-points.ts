import type { CellStatistics } from '../engine/experiment-records.ts';
import { estimateOf } from './measures.ts';

/** A mean over queries, somewhere along the x axis of the panel of its k. */
export interface RecallPoint {
  readonly methodIndex: number;
  readonly budget: number;
  readonly k: number;
  readonly x: number;
  readonly recall: number;
  readonly low: number;
  readonly high: number;
}

/** What the searches of some cells found in the end, k by k, and within each cell by cell; `xOf` is where it stands. */
export function recallPoints(
  cells: readonly CellStatistics[],
  ks: readonly number[],
  xOf: (cell: CellStatistics) => number,
): RecallPoint[] {
  return ks.flatMap((k) =>
    cells.flatMap((cell): RecallPoint[] => {
      const { methodIndex, budget } = cell;
      const estimate = estimateOf(cell, `top-recall@${k}`);
      if (!estimate) return [];
      const { mean, low, high } = estimate;
      return [{ methodIndex, budget, k, x: xOf(cell), recall: mean, low, high }];
    }),
  );
}

/** What they had found after each round, k by k. */
export function roundPoints(
  cells: readonly CellStatistics[],
  ks: readonly number[],
  xOf: (round: CellStatistics['rounds'][number]) => number,
): RecallPoint[] {
  return ks.flatMap((k, i) =>
    cells.flatMap(({ methodIndex, budget, rounds }) =>
      rounds.map((each): RecallPoint => {
        const { recall, low, high } = each.recalls[i];
        return { methodIndex, budget, k, x: xOf(each), recall, low, high };
      }),
    ),
  );
}
