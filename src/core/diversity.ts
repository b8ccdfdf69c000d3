import type { RankedItems } from './batch-rules/batch-context.ts';
import { dotRange, gatherRows } from './linalg.ts';
import { momentsOf } from './moments.ts';
import type { BatchRule } from './search-method.ts';
import type { Matrix } from './types.ts';

/** Items a batch of n is taken from: 10 n, the best by the rule; but no more than so many that are not taken. */
const CANDIDATES_PER_ITEM = 10;
const MOST_LEFT_OVER = 2000;

/** Items from which a batch of `count` is taken, the best by the rule. */
export function candidateCount(count: number): number {
  return Math.min(CANDIDATES_PER_ITEM * count, count + MOST_LEFT_OVER);
}

/**
 * Whether a rule can be combined with diversity: it has to give every item a value. Thompson takes each item by a draw
 * of its own and 'graph' by where it lies; 'uniform' has no preference to weigh against.
 */
export function takesDiversity(rule: BatchRule): boolean {
  return rule.kind !== 'thompson' && rule.kind !== 'uniform' && rule.kind !== 'graph';
}

/**
 * Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) within a batch: again and again the candidate with the
 * highest (1 - diversity) z - diversity c, where z is its value in standard deviations of the candidates' and c the
 * largest cosine of its item vector with one already taken (0 for the first). Ties go to the better candidate.
 */
export function diversify(
  candidates: RankedItems,
  count: number,
  diversity: number,
  matrix: Matrix,
): RankedItems {
  const { mean, sd } = momentsOf(candidates.values);
  const standardised = candidates.values.map((value) => (sd > 0 ? (value - mean) / sd : 0));
  const vectors = unitVectors(matrix, candidates.docRows);
  const { cols } = matrix;
  const similarity = new Float64Array(standardised.length);
  const isTaken = new Uint8Array(standardised.length);
  const taken: number[] = [];
  while (taken.length < Math.min(count, standardised.length)) {
    const last = taken.at(-1);
    let best = -1;
    let bestValue = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < standardised.length; i++) {
      if (isTaken[i]) continue;
      if (last !== undefined) {
        const cosine = dotRange(vectors, i * cols, vectors, last * cols, cols);
        similarity[i] = taken.length === 1 ? cosine : Math.max(similarity[i], cosine);
      }
      const value = (1 - diversity) * standardised[i] - diversity * similarity[i];
      if (value <= bestValue) continue;
      best = i;
      bestValue = value;
    }
    isTaken[best] = 1;
    taken.push(best);
  }
  return {
    docRows: Uint32Array.from(taken, (i) => candidates.docRows[i]),
    values: Float64Array.from(taken, (i) => candidates.values[i]),
  };
}

/** The item vectors at length 1, one after the other; zeros stay zeros. */
function unitVectors(matrix: Matrix, docRows: Uint32Array): Float64Array {
  const { data, cols } = gatherRows(matrix, docRows);
  for (let start = 0; start < data.length; start += cols) {
    const length = Math.sqrt(dotRange(data, start, data, start, cols));
    if (length > 0) for (let at = start; at < start + cols; at++) data[at] /= length;
  }
  return data;
}
