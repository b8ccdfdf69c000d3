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
  const isTaken = new Uint8Array(isClosed.length);
  const isExploration = [...rankedRows].map(() => random.nextFloat() < epsilon);
  const others = isExploration.includes(true) ? openRows(isClosed) : new Uint32Array();
  random.shuffle(others);
  let nextRanked = 0;
  let nextOther = 0;
  const docRows = Uint32Array.from(isExploration, (explores) => {
    // Neither runs out: both hold at least as many different items as the batch.
    while (isTaken[rankedRows[nextRanked]]) nextRanked += 1;
    while (explores && isTaken[others[nextOther]]) nextOther += 1;
    const row = explores ? others[nextOther] : rankedRows[nextRanked];
    isTaken[row] = 1;
    return row;
  });
  return { docRows, isExploration };
}
