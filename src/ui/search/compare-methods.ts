/** What each of several runs on one query found that the others missed, and after how many calls. */
import { sortRanking } from '../../core/top-k.ts';
import type { RoundView, RunView } from './run-view.ts';

/** Where a run stands with one item. */
export interface Finding {
  /** From 1. */
  readonly round: number;
  /** Calls of that run once the round was scored. */
  readonly calls: number;
}

export interface ComparedItem {
  readonly docRow: number;
  readonly exactScore: number;
  /** Aligned with the runs; undefined: missed. */
  readonly findings: readonly (Finding | undefined)[];
}

export interface Comparison {
  /** The best items that any of the runs found, best exact score first; at most k. */
  readonly items: readonly ComparedItem[];
  /** Aligned with the runs: how many of `items` each holds, and how many of them no other run does. */
  readonly heldCounts: readonly number[];
  readonly onlyCounts: readonly number[];
}

/** One answer: the rounds of a run up to the one that is looked at. */
export type Answer = Pick<RunView, 'rounds'>;

/**
 * Who found the best known k items, after which calls. With `exactTop`, the docRows and scores of the exact ranking, the
 * best known are the exact best, and some may have been found by nobody.
 */
export function compareRuns(
  runs: readonly Answer[],
  k: number,
  exactTop?: { readonly docRows: Uint32Array; readonly scores: Float32Array },
): Comparison {
  const foundBy = runs.map(({ rounds }) => findingsOf(rounds));
  const best = exactTop ?? bestOf(runs);
  const items = Array.from(best.docRows.subarray(0, k), (docRow, place) => ({
    docRow,
    exactScore: best.scores[place],
    findings: foundBy.map((findings) => findings.get(docRow)),
  }));
  const holders = items.map(({ findings }) => findings.filter((finding) => finding !== undefined).length);
  const countItems = (run: number, counts: (holderCount: number) => boolean) =>
    items.filter(({ findings }, i) => findings[run] !== undefined && counts(holders[i])).length;
  return {
    items,
    heldCounts: runs.map((_, run) => countItems(run, () => true)),
    onlyCounts: runs.map((_, run) => countItems(run, (holderCount) => holderCount === 1)),
  };
}

/** docRows that the run at this place found and no other did. */
export function foundOnlyBy(runs: readonly Answer[], place: number): ReadonlySet<number> {
  const elsewhere = new Set(
    runs.flatMap(({ rounds }, i) => (i === place ? [] : [...(rounds.at(-1)?.best.docRows ?? [])])),
  );
  const here = runs[place].rounds.at(-1)?.best.docRows ?? [];
  return new Set([...here].filter((docRow) => !elsewhere.has(docRow)));
}

function findingsOf(rounds: readonly RoundView[]): ReadonlyMap<number, Finding> {
  return new Map(
    rounds.flatMap(({ index, scorerCalls, newItems }) =>
      newItems.map(({ document }) => [document.docRow, { round: index, calls: scorerCalls }] as const),
    ),
  );
}

/** All answers as one: an item's exact score is the same in each. */
function bestOf(runs: readonly Answer[]) {
  const scores = new Map<number, number>();
  for (const { rounds } of runs) {
    const best = rounds.at(-1)?.best;
    best?.docRows.forEach((docRow, place) => void scores.set(docRow, best.scores[place]));
  }
  return sortRanking(Uint32Array.from(scores.keys()), Float32Array.from(scores.values()));
}
