import type { Vector } from './matrix.ts';
import { pearsonCorrelation } from './metrics.ts';

/**
 * Spearman's rank correlation of two lists of equal length; equal values share the mean of their ranks. Undefined
 * where it is not defined: fewer than two values, or a list of equal values.
 */
export function rankCorrelation(left: Vector, right: Vector): number | undefined {
  return pearsonCorrelation(ranksOf(left), ranksOf(right));
}

function ranksOf(values: Vector): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end += 1;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + end - 1) / 2;
    start = end;
  }
  return ranks;
}
