import type { Ranking } from '../../core/types.ts';
import type { RetrievedItem } from '../../workers/client.ts';
import type { RoundView } from './run-view.ts';

export interface RankedItem {
  /** From 1, by exact score. */
  readonly rank: number;
  readonly item: RetrievedItem;
  /** Counted from 1. */
  readonly foundInRound: number;
  /** Places lost to items found since the previous round; absent when this round found the item. */
  readonly placesLost?: number;
}

/** The answer after round `roundIndex` (from 1): every item scored so far, best exact score first. */
export function rankItems(rounds: readonly RoundView[], roundIndex: number): RankedItem[] {
  const foundIn = new Map<number, { item: RetrievedItem; round: number }>();
  for (const round of rounds.slice(0, roundIndex)) {
    for (const item of round.newItems) foundIn.set(item.document.docRow, { item, round: round.index });
  }
  const rankBefore = new Map<number, number>();
  rounds[roundIndex - 2]?.best.docRows.forEach((docRow, i) => void rankBefore.set(docRow, i + 1));

  return Array.from(rounds[roundIndex - 1]?.best.docRows ?? [], (docRow, i) => {
    const found = foundIn.get(docRow);
    if (!found)
      throw new Error(`Row ${docRow} is in the answer of round ${roundIndex}, but no round found it.`);
    const before = rankBefore.get(docRow);
    return {
      rank: i + 1,
      item: found.item,
      foundInRound: found.round,
      ...(before !== undefined && { placesLost: i + 1 - before }),
    };
  });
}

export interface MissedItem {
  readonly docRow: number;
  /** From 1, among all items of the corpus. */
  readonly exactRank: number;
  readonly exactScore: number;
}

/** Of the exact top k, what the rounds up to `roundIndex` (from 1) have not found, best first. */
export function missedItems(
  rounds: readonly RoundView[],
  roundIndex: number,
  exact: Ranking,
  k: number,
): MissedItem[] {
  const found = new Set(rounds[roundIndex - 1]?.best.docRows);
  return Array.from(exact.docRows.subarray(0, k), (docRow, place) => ({
    docRow,
    exactRank: place + 1,
    exactScore: exact.scores[place],
  })).filter(({ docRow }) => !found.has(docRow));
}

/** The exact score of an item if a round found it or the exact ranking is known. */
export function findExactScore(
  docRow: number,
  rounds: readonly RoundView[],
  exact: Ranking | undefined,
): number | undefined {
  const rankings = [...(exact ? [exact] : []), ...rounds.map(({ best }) => best).slice(-1)];
  for (const { docRows, scores } of rankings) {
    const place = docRows.indexOf(docRow);
    if (place >= 0) return scores[place];
  }
  return undefined;
}
