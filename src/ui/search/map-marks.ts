import type { MarkShape } from '../charts/map-geometry.ts';
import type { RunView } from './run-view.ts';

/** docRows by what the map says of them after the shown round. */
export interface MarkedItems {
  readonly foundNow: readonly number[];
  readonly foundEarlier: readonly number[];
  /** Of the exact top: found; scored later or perhaps later; not scored when the search had ended. */
  readonly topFound: readonly number[];
  readonly topComing: readonly number[];
  readonly topMissed: readonly number[];
}

/** `exactTop`: docRows of the exact ranking's best; empty where it is not known. `shownRound`: 0 before the first. */
export function markItems(
  { rounds, status }: Pick<RunView, 'rounds' | 'status'>,
  shownRound: number,
  exactTop: readonly number[],
): MarkedItems {
  const roundOf = new Map<number, number>();
  for (const { index, newItems } of rounds) {
    for (const { document } of newItems) roundOf.set(document.docRow, index);
  }
  const hasEnded = status !== 'waiting' && status !== 'running';
  const scoredBy = (docRow: number) => roundOf.get(docRow) ?? (hasEnded ? Number.NaN : Infinity);
  const all = [...roundOf.keys()];
  return {
    foundNow: all.filter((docRow) => roundOf.get(docRow) === shownRound),
    foundEarlier: all.filter((docRow) => scoredBy(docRow) < shownRound),
    topFound: exactTop.filter((docRow) => scoredBy(docRow) <= shownRound),
    topComing: exactTop.filter((docRow) => scoredBy(docRow) > shownRound),
    topMissed: exactTop.filter((docRow) => Number.isNaN(scoredBy(docRow))),
  };
}

/** Earlier ones lie below later ones. */
export function shapesOf(items: MarkedItems): { shape: MarkShape; docRows: readonly number[] }[] {
  return [
    { shape: 'disc', docRows: items.foundEarlier },
    { shape: 'diamond', docRows: items.foundNow },
    { shape: 'cross', docRows: items.topMissed },
    { shape: 'dashed-ring', docRows: items.topComing },
    { shape: 'ring', docRows: [...items.topFound, ...items.topMissed] },
  ];
}
