import type { RankedItems } from './batch-rules/batch-context.ts';
import { dot, norm, rowOf } from './matrix.ts';
import { momentsOf } from './moments.ts';
import type { BatchRule } from './search-method.ts';
import type { Matrix } from './types.ts';

/** Items a batch of n is taken from: 10 n, the best by the rule. */
export const CANDIDATES_PER_ITEM = 10;

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
  const vectors = Array.from(candidates.docRows, (row) => unitVector(matrix, row));
  const similarity = new Float64Array(vectors.length);
  const isTaken = new Uint8Array(vectors.length);
  const taken: number[] = [];
  while (taken.length < Math.min(count, vectors.length)) {
    let best = -1;
    let bestValue = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < vectors.length; i++) {
      const value = (1 - diversity) * standardised[i] - diversity * similarity[i];
      if (isTaken[i] || value <= bestValue) continue;
      best = i;
      bestValue = value;
    }
    isTaken[best] = 1;
    taken.push(best);
    for (let i = 0; i < vectors.length; i++) {
      const cosine = dot(vectors[i], vectors[best]);
      similarity[i] = taken.length === 1 ? cosine : Math.max(similarity[i], cosine);
    }
  }
  return {
    docRows: Uint32Array.from(taken, (i) => candidates.docRows[i]),
    values: Float64Array.from(taken, (i) => candidates.values[i]),
  };
}

/** The item vector at length 1; zeros stay zeros. */
function unitVector(matrix: Matrix, row: number): Float64Array {
  const vector = Float64Array.from(rowOf(matrix, row));
  const length = norm(vector);
  return length > 0 ? vector.map((value) => value / length) : vector;
}
