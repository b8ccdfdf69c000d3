/** What can be wrong with rankings and row numbers in a file. */
import type { Ranking } from '../core/types.ts';

/** Whether a row is none of that many. */
export function isBeyond(docRows: readonly number[] | Uint32Array, itemCount: number): boolean {
  return docRows.some((row) => row >= itemCount);
}

export function isRepeated(docRows: readonly number[] | Uint32Array): boolean {
  return new Set(docRows).size < docRows.length;
}

/** Down to the order and the last bit of the scores. */
export function isSameRanking(one: Ranking, other: Ranking): boolean {
  return (
    one.docRows.length === other.docRows.length &&
    one.docRows.every((row, place) => row === other.docRows[place]) &&
    one.scores.every((score, place) => score === other.scores[place])
  );
}
