import { openRows } from '../adaptive-search-state.ts';
import type { Random } from '../random.ts';

/**
 * Epsilon-greedy: the ranked items in turn, but each with probability `epsilon` one at random instead, of all that can
 * still be scored. `isExploration` is aligned with `docRows`.
 */
export function explore(
  rankedRows: Uint32Array,
  isClosed: Uint8Array,
  epsilon: number,
  random: Random,
): { docRows: Uint32Array; isExploration: boolean[] } {
  const taken = new Set<number>();
  const isExploration = Array.from(rankedRows, () => random.nextFloat() < epsilon);
  const nextOther = isExploration.includes(true) ? drawer(openRows(isClosed), random) : undefined;
  let nextRanked = 0;
  const docRows = Uint32Array.from(isExploration, (explores) => {
    // Neither runs out: both hold at least as many different items as the batch.
    while (taken.has(rankedRows[nextRanked])) nextRanked += 1;
    let row = rankedRows[nextRanked];
    if (explores && nextOther) {
      do row = nextOther();
      while (taken.has(row));
    }
    taken.add(row);
    return row;
  });
  return { docRows, isExploration };
}

/** Different ones of `rows` in random order: a shuffle as far as it is asked for. */
function drawer(rows: Uint32Array, random: Random): () => number {
  let drawn = 0;
  return () => {
    const other = drawn + random.nextInt(rows.length - drawn);
    const row = rows[other];
    rows[other] = rows[drawn];
    rows[drawn] = row;
    drawn += 1;
    return row;
  };
}
